"""What somebody reads on a page, and what nobody should."""

import re
from collections.abc import Sequence
from html import unescape

_SILENT = re.compile(r"<(script|style|code|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_RAW = re.compile(
    r"\b(?:nan|NaN|undefined|False|True|Decimal|Fraction|UUID)\b|%\(|\b[a-z]+_[a-z]+\b"
    r"|\b(?:equal-shares|score-order|ranked-list|not-affordable|does-not-fit|after-stop|below-minimum|no-support"
    r"|share-used-up|cost-asc|cost-desc|min-score|at-most|add1)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|were|to|by|for|with|not|from|their|has|have|been|its|this|None)\b", re.IGNORECASE
)
_GERMAN = re.compile(r"\b(?:der|das|und|ist|nicht|wurde|wurden|für|werden|wird|ein|eine|mit|von)\b", re.IGNORECASE)
_OF_OTHERS = {"de": _ENGLISH, "en": _GERMAN}
_AROUND = 60


def visible(page: str) -> str:
    """The text of what is on the page beside its frame, without commands and pictures."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(_TAG.sub(" ", _SILENT.sub(" ", main))).split())


def faults(text: str, language: str, own: Sequence[str]) -> list[str]:
    """What stands in the text raw, or in another language; ``own`` are the town's own words."""
    for words in sorted((" ".join(words.split()) for words in own), key=len, reverse=True):
        text = text.replace(words, "·")
    raw = [f"raw: {_around(text, found)}" for found in _RAW.finditer(text)]
    return raw + [f"not {language}: {_around(text, found)}" for found in _OF_OTHERS[language].finditer(text)]


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
