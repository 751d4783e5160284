"""Words that mean the same to whoever looks for something: a short list that the council keeps itself.

A word is one word. It stands for its usual endings, too, so that "Spielplätze" is known by "Spielplatz"; of a short
word only the shortest endings count, for "Parken" is no "Park".
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.typed_text import clean_line, same_name
from libs.shared.kernel.version import version_of

MOST_GROUPS, MOST_WORDS, LONGEST_WORD = 200, 12, 60
_FEWEST_WORDS, _SHORT_WORD = 2, 6
_SHORT_ENDINGS = frozenset({"", "s", "e", "es"})
_ENDINGS = _SHORT_ENDINGS | {"n", "en", "er", "ern", "ns"}


class SynonymsAreNotSound(DomainError):
    """Lines of the list cannot be taken; ``errors`` says of each what is wrong."""

    code = "synonyms-are-not-sound"

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("The list has mistakes, so nothing of it was taken: " + " ".join(errors.values()))
        self.errors = [{"field": field, "message": message} for field, message in errors.items()]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words that mean the same. No word is in two of them."""

    groups: tuple[tuple[str, ...], ...] = ()

    @property
    def version(self) -> str:
        """Another one whenever the list has changed."""
        return version_of(self.groups)

    def others(self, word: str) -> tuple[str, ...]:
        """What else the word may be called; nothing if no group knows it."""
        looked_for = _plain(word)
        for group in self.groups:
            known = [_is_a_form(looked_for, _plain(each)) for each in group]
            if any(known):
                return tuple(each for each, is_it in zip(group, known, strict=True) if not is_it)
        return ()


def read_synonyms(groups: Sequence[Sequence[str]]) -> Synonyms:
    """The list as it may be kept.

    Raises:
        SynonymsAreNotSound: if a group has no two words, a word is none, or stands in two groups.
    """
    read = [tuple(dict.fromkeys(clean_line(word) for word in group if clean_line(word))) for group in groups]
    kept = [group for group in read if group]
    errors = {f"groups.{number}": words for number, group in enumerate(kept) if (words := _wrong(group))}
    errors |= _twice(kept)
    if len(kept) > MOST_GROUPS:
        errors["groups"] = f"There may be {MOST_GROUPS} groups at most."
    if errors:
        raise SynonymsAreNotSound(errors)
    return Synonyms(tuple(kept))


def _wrong(group: Sequence[str]) -> str | None:
    if odd := next((word for word in group if not word.isalpha() or len(word) > LONGEST_WORD), None):
        return f"“{odd[:LONGEST_WORD]}” is not one word of letters."
    if len(group) < _FEWEST_WORDS:
        return f"“{group[0]}” stands alone: name a word that means the same."
    return f"“{group[0]}” has more than {MOST_WORDS} words." if len(group) > MOST_WORDS else None


def _twice(groups: Sequence[Sequence[str]]) -> dict[str, str]:
    first: dict[str, int] = {}
    errors: dict[str, str] = {}
    for number, group in enumerate(groups):
        for word in group:
            if first.setdefault(_plain(word), number) != number:
                errors[f"groups.{number}"] = f"“{word}” stands in two groups."
    return errors


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", same_name(word))
    return "".join(each for each in letters if not unicodedata.combining(each))


def _is_a_form(word: str, of: str) -> bool:
    endings = _ENDINGS if len(of) >= _SHORT_WORD else _SHORT_ENDINGS
    return word.startswith(of) and word[len(of) :] in endings
