"""Searching with PostgreSQL's own full text, in any language: no extension, no dictionary.

The beginning of a word stands for the word, so that "trees" finds "tree" and "Bäume" finds "Bäumen".
"""

import re

from sqlalchemy import ColumnElement, Integer, cast, func
from sqlalchemy.orm import InstrumentedAttribute

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 20
_SHORT = 3


def matches(document: InstrumentedAttribute[str], query: str) -> ColumnElement[bool] | None:
    """Whether every word of the query begins a word of the document; none if the query has no word."""
    words = [f"'{word}':*" for word in _words(query)]
    return document.bool_op("@@")(func.to_tsquery("simple", " & ".join(words))) if words else None


def stems(text: str) -> list[str]:
    """The beginnings of the text's longer words: what other texts on the same matter would share."""
    longer = [word for word in _words(text) if len(word) > _SHORT]
    return list(dict.fromkeys(word[: max(4, len(word) - 2)] for word in longer))


def shared_stems(document: InstrumentedAttribute[str], stems: list[str]) -> ColumnElement[int]:
    """How many of the stems begin a word of the document."""
    found = [cast(document.bool_op("@@")(func.to_tsquery("simple", f"'{stem}':*")), Integer) for stem in stems]
    total: ColumnElement[int] = found[0]
    for each in found[1:]:
        total += each
    return total


def any_stem(document: InstrumentedAttribute[str], stems: list[str]) -> ColumnElement[bool]:
    """Whether one of the stems begins a word of the document."""
    return document.bool_op("@@")(func.to_tsquery("simple", " | ".join(f"'{stem}':*" for stem in stems)))


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))[:_MOST_WORDS]
