"""Which language somebody reads, from what their browser says.

Source: RFC 9110, section 12.5.4 (Accept-Language) and 12.4.2 (weights), RFC 4647, section 3.4 (lookup).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

_WISH = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8}(?:[_-][A-Za-z0-9]{1,8})*|\*)\s*"
    r"(?:;\s*[qQ]\s*=\s*(?P<weight>[01](?:\.[0-9]*)?)\s*)?"
)
_MOST_WISHES = 50


def preferred_language(accepted: str | None, offered: Sequence[str], otherwise: str | None = None) -> str:
    """The offered language that the header weighs highest; of equals the first; else the other, or the first offered.

    ``de-AT`` is German. What is weighed at zero is not wanted; ``*`` is any language that is not named.
    """
    wishes = _wishes(accepted or "")
    wanted = [(weight, tag) for tag, weight in wishes.items() if weight > 0]
    for _, tag in sorted(wanted, key=lambda wish: -wish[0]):
        if tag in offered:
            return tag
        if tag == "*":
            unnamed = [language for language in offered if language not in wishes]
            if unnamed:
                return otherwise if otherwise in unnamed else unnamed[0]
    return otherwise or offered[0]


@lru_cache(maxsize=64)  # most people of a town have browsers that say the same
def _wishes(header: str) -> Mapping[str, float]:
    """Each language with its weight; of one that is named more often, the highest."""
    found: dict[str, float] = {}
    for part in header.split(",")[:_MOST_WISHES]:
        wish = _WISH.fullmatch(part)
        weight = float(wish["weight"] or 1) if wish else 0.0
        if wish and weight <= 1:
            language = wish["tag"].replace("_", "-").partition("-")[0].lower()
            found[language] = max(found.get(language, 0.0), weight)
    return MappingProxyType(found)


def spoken_in(languages: Callable[[], Sequence[str]]) -> Callable[[str], str]:
    """A check of a setting: the language, if it is one of these.

    Raises:
        ValueError: by the check, if it is not; it names those that there are.
    """

    def is_spoken(language: str) -> str:
        if language not in languages():
            raise ValueError(f"it must be one of: {', '.join(languages())}")
        return language

    return is_spoken
