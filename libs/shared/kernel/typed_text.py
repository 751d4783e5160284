"""What people type, as it is kept: one spelling for each text, and nothing in it that cannot be seen.

Keyboards, spreadsheets, web pages and telephones put much into a text that nobody sees: line ends of three kinds,
letters in two spellings (``ä`` as one sign or as ``a`` with dots), marks that steer the direction, the NUL. Two texts
that look the same must be the same. Every door calls these functions; no other place does this work.

* ``clean_text`` and ``clean_line`` for what people say: nothing that has a meaning is changed, quotes and dashes least.
* ``plain_signs`` and ``code_signs`` for what a machine reads: codes, numbers, amounts, addresses, headings.
* ``same_name`` for names that are compared.

Source: Unicode Standard Annex 15 (NFC, NFKC), Technical Standard 36, section 3 (format characters), RFC 5892,
appendix A (where joiners are needed).
"""

import re
import unicodedata

from libs.shared.kernel.invisible_signs import is_invisible, without_invisible_signs

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_KEYCAP_TEN = "\U0001f51f"
_ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u058a\u1806\u30a0\ufe58", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u060c\u3001\u055d\u1363", ","),
        **dict.fromkeys("\u061b\u1364", ";"),
    }
)


_LATIN = str.maketrans("АВЕЅКМНОРСТУХІЈԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESKMHOPCTYXIJQWABEZHIKMNOPTYX")
_RAISED = re.compile(r"(?<=\d)([\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215f\u2189]+)")


def clean_text(text: str) -> str:
    """A text of one or more paragraphs: composed, its lines ended by one sign, without what cannot be seen."""
    lines = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", without_invisible_signs(lines)).strip()


def clean_line(text: str) -> str:
    """A text of one line: clean, and with one plain space wherever there are blanks or line ends."""
    return _BLANKS.sub(" ", clean_text(text))


def says_nothing(text: str) -> bool:
    """Whether there is nothing to be seen: blanks, joiners, fillers."""
    return all(is_invisible(each) for each in text)


def plain_signs(text: str) -> str:
    """One line with the plain sign for each: full-width letters, any script's digits, all dashes, quotes and blanks."""
    # A keycap is a number of its own, and so is one in a circle: two in a row are 1 and 4, not 14.
    told = "".join(_number(each) for each in _KEYCAP.sub(r"\1 ", _LINE_ENDS.sub(" ", text))).translate(_ONE_SIGN)
    seen = "".join(each for each in told if each.isspace() or not is_invisible(each))
    # What is raised is no digit of the number before it: 10² is not 102, nor 5½ 51/2.
    parts = _RAISED.split(seen)
    folded = "".join(part if at % 2 else unicodedata.normalize("NFKC", part) for at, part in enumerate(parts))
    plain = "".join(_digit(each) for each in folded.translate(_ONE_SIGN))
    return _BLANKS.sub(" ", plain).strip()


def code_signs(text: str, symbols: str = "") -> str:
    """The capitals and digits of a code, receipt, key or number, however it was spaced or dashed, and those symbols."""
    kept = frozenset(symbols)
    return "".join(each for each in as_latin(plain_signs(text).upper()) if each.isalnum() or each in kept)


def as_latin(text: str) -> str:
    """Capitals of other alphabets as the Latin ones that they look like: a code is copied by its looks."""
    return text.translate(_LATIN)


def same_name(text: str) -> str:
    """What two names have in common if people would read them as one: case, blanks and dashes do not matter."""
    return unicodedata.normalize("NFKC", plain_signs(text).casefold())


def _number(character: str) -> str:
    if character.isascii() or unicodedata.category(character) != "No":
        return " 10 " if character == _KEYCAP_TEN else character
    value = unicodedata.numeric(character)
    is_raised = unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<fraction>"))
    return character if is_raised or not value.is_integer() else f" {value:.0f} "


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
