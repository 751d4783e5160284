"""Searching with PostgreSQL's own full text: in any language by the words' beginnings, in German and English by stems.

The beginning of a word stands for the word, so that "climb" finds "climbing"; by their stems "Baum" finds "Bäume" and
"city" finds "cities". No extension is needed, and no locale: see ``folding``.
"""

from functools import reduce

from sqlalchemy import ColumnElement, Integer, cast, func
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute

from libs.shared.platform.storage.folding import folded, joined, without_umlauts

_MOST_WORDS = 20
_SHORT = 3
_SURELY_A_WORD = 5  # letters: "jager" begins other words than "pot", which "poet" would be without an umlaut
_STEMMED = ("german", "english")


def matches(document: InstrumentedAttribute[str], query: str) -> ColumnElement[bool] | None:
    """Whether every word of the query is found in the document, in some form; none if the query has no word."""
    words = [_written(text) for text in query.split()[:_MOST_WORDS] if folded(text)]
    return document.bool_op("@@")(reduce(_both, words)) if words else None


def _written(text: str) -> ColumnElement[str]:
    """What was written without a blank: all of its words, or the one that they make together (Spiel-Platz, O'Neill)."""
    apart = reduce(_both, [_forms(word, word) for word in _words(text)])
    together = _words(joined(text))
    return _either(apart, reduce(_both, [_forms(word, word) for word in together])) if len(together) == 1 else apart


def longer_words(text: str) -> list[str]:
    """The text's longer words: what other texts on the same matter would share."""
    return [word for word in _words(text) if len(word) > _SHORT]


def shared_words(document: InstrumentedAttribute[str], words: list[str]) -> ColumnElement[int]:
    """How many of the words are found in the document, in some form."""
    found = [cast(document.bool_op("@@")(_akin(word)), Integer) for word in words]
    total: ColumnElement[int] = found[0]
    for each in found[1:]:
        total += each
    return total


def any_word(document: InstrumentedAttribute[str], words: list[str]) -> ColumnElement[bool]:
    """Whether one of the words is found in the document, in some form."""
    return document.bool_op("@@")(reduce(_either, [_akin(word) for word in words]))


def _akin(word: str) -> ColumnElement[str]:
    return _forms(word, word[: max(4, len(word) - 2)])


def _forms(word: str, beginning: str) -> ColumnElement[str]:
    """The beginning of a word, or the word's stem. Stems are whole: "city" is "citi", and so "citizen" would begin."""
    forms = [func.to_tsquery("simple", f"'{beginning}':*")]
    plain = without_umlauts(word)
    if len(plain) >= _SURELY_A_WORD:
        forms.append(func.to_tsquery("simple", f"'{plain}':*"))
    for spelling in dict.fromkeys([word, plain]):
        forms += [func.to_tsquery(language, f"'{spelling}'") for language in _STEMMED]
    return reduce(_either, forms)


def _either(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[str]:
    return one.op("||", return_type=TSQUERY())(other)


def _both(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[str]:
    return one.op("&&", return_type=TSQUERY())(other)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(folded(text).split()))[:_MOST_WORDS]
