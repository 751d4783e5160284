r"""How words are made alike before they are searched: without accents, case and punctuation.

PostgreSQL's own means differ from server to server: ICU, locales and extensions may be there or not. So the folding is
written here once, as tables that hold on every server, and run by PostgreSQL (where texts are kept) and by Python
(where queries come in). ``Straße`` and ``STRASSE``, ``Orléans`` and ``orleans``, ``ä`` as one sign or as two are alike.

The patterns are read by both: ``\u`` and ``\U`` mean the same to Python's ``re`` and to PostgreSQL's.
"""

import re
import unicodedata
from collections.abc import Iterator

# Accents, vowel points of Hebrew and Arabic, joiners, soft hyphens: what a word is found without.
MARKS = (
    r"[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# Blanks, punctuation and symbols: what parts one word from the next.
BETWEEN = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u02b0-\u02ff\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u061b-\u061f"
    r"\u066a-\u066d\u06d4\u0964\u0965\u1360-\u1368\u1680\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f"
    r"\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ue000-\uf8ff\ufe10-\ufe6f\ufff0-\uffff"
    r"\U0001f000-\U0001faff\U000e0000-\U000e01ef]+"
)
# What joins two words to one, or leaves a letter out: Spiel-Platz, children's, O'Neill, U.S.A.
JOINTS = r"[\u0027\u2019\u02bc\u002d\u002e\u2010-\u2015]"
_LETTER = f"[^{BETWEEN[1:-1]}"
_IN_A_WORD = f"({_LETTER}){JOINTS}(?={_LETTER})"
_SPELT_OUT = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_PLAIN_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "ŋ": "n", "\u017f": "s"}
# Who has no umlauts at hand writes "ae" for "ä".
_UMLAUTS = {"ae": "a", "oe": "o", "ue": "u"}
_ALPHABETS = ((0x41, 0x590), (0x10A0, 0x1100), (0x1C90, 0x1CC0), (0x1E9E, 0x1E9F))


def _pairs() -> Iterator[tuple[str, str]]:
    for first, behind in _ALPHABETS:
        for letter in map(chr, range(first, behind)):
            small = "ß" if letter == "ẞ" else letter.lower()
            small = _PLAIN_LETTERS.get(small, small)
            if small != letter and len(small) == 1 and len(unicodedata.normalize("NFKD", letter)) == 1:
                yield letter, small


_LETTERS = dict(_pairs())
_TO_SMALL = {ord(letter): small for letter, small in _LETTERS.items()}
_MARKS, _BETWEEN = re.compile(MARKS), re.compile(BETWEEN)


def folded(text: str) -> str:
    """The text's words with one space between them."""
    letters = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_TO_SMALL)
    return _BETWEEN.sub(" ", _replaced(letters, _SPELT_OUT)).strip()


def joined(text: str) -> str:
    """The text with the words as one that a hyphen, an apostrophe or a full stop has joined."""
    return re.sub(_IN_A_WORD, r"\1", unicodedata.normalize("NFKD", text))


def without_umlauts(word: str) -> str:
    """The folded word as it would be if it was written with "ae", "oe" or "ue" for an umlaut."""
    return _replaced(word, _UMLAUTS)


def _replaced(text: str, table: dict[str, str]) -> str:
    for old, new in table.items():
        text = text.replace(old, new)
    return text


def searched_words() -> str:
    """The SQL that makes ``searched_words(text)``: the words of a text, as they are and as German and English stems.

    A service's migration runs it. What changes here later needs a migration that makes the column anew.
    """
    spelt_out = _in_sql("letters", _SPELT_OUT)
    capitals, small = "".join(_LETTERS), "".join(_LETTERS.values())
    return rf"""
create or replace function searched_words(typed text) returns tsvector
language plpgsql immutable strict parallel safe as $body$
declare
    plain text := normalize(typed, NFKD);
    both_ways text := plain || ' ' || regexp_replace(plain, '{_IN_A_WORD}', '\1', 'g');
    letters text := translate(regexp_replace(both_ways, '{MARKS}', '', 'g'), '{capitals}', '{small}');
    words text := regexp_replace({spelt_out}, '{BETWEEN}', ' ', 'g');
begin
    words := words || ' ' || {_in_sql("words", _UMLAUTS)};
    return to_tsvector('pg_catalog.simple', words)
        || to_tsvector('pg_catalog.german', words)
        || to_tsvector('pg_catalog.english', words);
end
$body$"""


def _in_sql(name: str, table: dict[str, str]) -> str:
    for old, new in table.items():
        name = f"replace({name}, '{old}', '{new}')"
    return name
