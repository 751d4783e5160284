"""The gateway's words by language."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in one language, the words that it is known by, and how its speakers label an area or a place."""

    known_by: frozenset[str]
    area: frozenset[str]
    place: frozenset[str]
    subjects: Mapping[str, str]
    paragraphs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Say:
    """A paragraph of the catalogue, with what stands in its places."""

    paragraph: str
    places: Mapping[str, str | int] = field(default_factory=dict)

    def in_words(self, language: str) -> str:
        """The paragraph in the language."""
        return words_in(language).paragraphs[self.paragraph].format_map(dict(self.places))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words in."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def words_in(language: str) -> Words:
    """The words of the language."""
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    found = {name: frozenset(content["heard"][name]) for name in ("known_by", "area", "place")}
    return Words(**found, subjects=content["subjects"], paragraphs=content["paragraphs"])


def language_of(text: str, otherwise: str) -> str:
    """The language that most of the text's small words are of; the other one if they do not tell."""
    said = _WORD.findall(text.casefold())[:_MOST_WORDS]
    counts = {each: sum(word in words_in(each).known_by for word in said) for each in languages()}
    most = max(counts.values())
    likely = [each for each, count in counts.items() if count == most]
    return likely[0] if most and len(likely) == 1 else otherwise
