"""The gateway's words by language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Keyword = Literal["vote", "idea", "help", "follow", "yes", "stop", "and", "blank", "greet", "thank", "talk"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language, and the keywords of its speakers."""

    keywords: Mapping[Keyword, frozenset[str]]
    replies: Mapping[str, str]


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words in."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def words_in(language: str) -> Words:
    """The words of the language."""
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    keywords = {kind: frozenset(map(str.upper, found)) for kind, found in content["keywords"].items()}
    return Words(keywords, content["replies"])


@cache
def speakers_of(keyword: str) -> Mapping[Keyword, tuple[str, ...]]:
    """What the keyword, in capitals, means, and in which languages."""
    found: dict[Keyword, tuple[str, ...]] = {}
    for language in languages():
        for kind, known in words_in(language).keywords.items():
            if keyword in known:
                found[kind] = (*found.get(kind, ()), language)
    return found
