"""Searching with PostgreSQL's own full text: in any language by the words' beginnings, in German and English by stems.

The beginning of a word stands for the word, so that "climb" finds "climbing"; by their stems "Baum" finds "Bäume" and
"city" finds "cities". No extension is needed, and no locale: see ``folding``.
"""

from collections.abc import Callable, Sequence
from functools import reduce

from sqlalchemy import ColumnElement, Integer, Text, case, cast, func
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute

from libs.shared.platform.storage.folding import folded, joined, without_umlauts

_MOST_WORDS = 20
_SHORT = 3
_SURELY_A_WORD = 5  # letters: "jager" begins other words than "pot", which "poet" would be without an umlaut
_STEMMED = ("german", "english")

Alike = Callable[[str], Sequence[str]]
"""What else a word may be called."""


def nothing_else(_: str) -> Sequence[str]:
    """Every word means only itself."""
    return ()


def matches(
    document: InstrumentedAttribute[str], query: str, alike: Alike = nothing_else
) -> ColumnElement[bool] | None:
    """Whether every word of the query is found in the document, in some form; none if the query has no word."""
    words = [_written(text, alike) for text in query.split()[:_MOST_WORDS] if folded(text)]
    return document.bool_op("@@")(reduce(_both, words)) if words else None


def _written(text: str, alike: Alike) -> ColumnElement[str]:
    """What was written without a blank: all of its words, or the one that they make together (Spiel-Platz, O'Neill)."""
    words, together = _words(text), _words(joined(text))
    apart = reduce(_both, [_called(word, alike) for word in words])
    # Nothing is asked for twice: in a large town each form of a usual word takes the server as long as the one before.
    is_joined = len(together) == 1 and together != words
    return _either(apart, _called(together[0], alike)) if is_joined else apart


def longer_words(text: str) -> list[str]:
    """The text's longer words: what other texts on the same matter would share."""
    return [word for word in _words(text) if len(word) > _SHORT]


def root_of(word: str) -> str:
    """The beginning by which a longer word is found in others like it."""
    return word[: max(4, len(word) - 2)]


def shared_words(
    document: InstrumentedAttribute[str], words: list[str], alike: Alike = nothing_else
) -> ColumnElement[int]:
    """How many of the words are found in the document, in some form."""
    found = [cast(document.bool_op("@@")(_akin(word, alike)), Integer) for word in words]
    total: ColumnElement[int] = found[0]
    for each in found[1:]:
        total += each
    return total


def any_word(
    document: InstrumentedAttribute[str], words: list[str], alike: Alike = nothing_else
) -> ColumnElement[bool]:
    """Whether one of the words is found in the document, in some form."""
    return document.bool_op("@@")(reduce(_either, [_akin(word, alike) for word in words]))


def _akin(word: str, alike: Alike) -> ColumnElement[str]:
    return _or_called_so(_forms(word, root_of(word)), word, alike)


def _called(word: str, alike: Alike) -> ColumnElement[str]:
    return _or_called_so(_forms(word, word), word, alike)


def _or_called_so(found: ColumnElement[str], word: str, alike: Alike) -> ColumnElement[str]:
    """Also what means the same, by its stems alone: as a beginning "Park" would stand for every "Parkplatz"."""
    others = [folded(other) for other in alike(word)]
    return reduce(_either, [stem for other in others if other for stem in _stems(other)], found)


def _forms(word: str, beginning: str) -> ColumnElement[str]:
    """The beginning of a word, or the word's stem. Stems are whole: "city" is "citi", and so "citizen" would begin."""
    beginnings = [beginning]
    plain = without_umlauts(word)
    if len(plain) >= _SURELY_A_WORD and not plain.startswith(beginning):
        beginnings.append(plain)
    forms = [func.to_tsquery("simple", f"'{each}':*") for each in beginnings]
    return reduce(_either, forms + [_unless_begun(stem, beginnings[0]) for stem in _stems(word)])


def _stems(word: str) -> list[ColumnElement[str]]:
    spellings = dict.fromkeys([word, without_umlauts(word)])
    return [func.to_tsquery(language, f"'{each}'") for each in spellings for language in _STEMMED]


def _unless_begun(stem: ColumnElement[str], beginning: str) -> ColumnElement[str]:
    """The stem, or nothing if the beginning stands for it: most words are their own stem."""
    is_begun = func.starts_with(cast(stem, Text), f"'{beginning}")
    return case((is_begun, cast("", TSQUERY)), else_=stem)


def _either(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[str]:
    return one.op("||", return_type=TSQUERY())(other)


def _both(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[str]:
    return one.op("&&", return_type=TSQUERY())(other)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(folded(text).split()))[:_MOST_WORDS]
