"""The text of a file, whatever a spreadsheet has saved it as."""

import re

from services.voting.domain.tally.pb.kinds import seems_to_be
from services.voting.domain.tally.pb.notes import Notes

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE = 4096
_MARK = b"\xef\xbb\xbf"
_NOTHING = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_BROKEN = "\ufffd"
_MOST_BROKEN = 100
# Windows-1250 and 1252 share most letters; these countries use the first.
_CENTRAL_EUROPE = re.compile(
    rb"country\W{1,4}(poland|polska|cze|slov|hungar|magyar|roman|croat|hrvat|serb|bosn|alban|monten)", re.IGNORECASE
)
# What Polish letters in Windows-1250 look like when they are read as 1252.
_NO_LETTERS = set(
    "\u00b9\u00b2\u00b3\u00aa\u00bc\u00bd\u00be\u00a5\u00a3\u00a2\u00a6\u00a9\u00ac\u00b5\u00b6\u00d7\u00f7"
)


def decoded(data: bytes, notes: Notes) -> str:
    """The text, its byte-order mark gone.

    Raises:
        FileIsNotPabulib: if it is no text, or one of another kind.
    """
    if not data.strip(_NOTHING):
        raise notes.stop(1, "the file is empty; was it saved, or downloaded to its end?")
    if other := seems_to_be(data):
        raise notes.stop(1, other)
    if encoding := _wide(data):
        return _as_utf16(data, encoding, notes)
    if data.startswith(_MARK * 2):
        notes.warn(1, "the file begins with more than one byte-order mark; each was left out")
    try:
        return data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as broken:
        return _damaged(data, data.count(b"\n", 0, broken.start) + 1, notes)


def _damaged(data: bytes, line: int, notes: Notes) -> str:
    """Text in UTF-8 of which a few bytes are broken, else text in another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_BROKEN)
    whole = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    if b"\0" in data or broken > min(whole, _MOST_BROKEN):
        return _in_one_byte(data, line, notes)
    notes.warn(line, f"signs that are no UTF-8 were lost, {broken} in all; {_BROKEN} stands for each")
    return text.lstrip("\ufeff")


def _wide(data: bytes) -> str | None:
    """Which UTF-16 it is: by its mark, or since every second byte of what should be ASCII is zero."""
    if data[:2] in _UTF16:
        return _UTF16[data[:2]]
    sample = data[:_SAMPLE]
    evens, odds = sample[::2].count(0), sample[1::2].count(0)
    if max(evens, odds) * 4 < len(sample) or not sample:
        return None
    return "utf-16-le" if odds > evens else "utf-16-be"


def _as_utf16(data: bytes, encoding: str, notes: Notes) -> str:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise notes.stop(1, "this looks like UTF-16, but it is damaged; save it as UTF-8") from None
    if "\0" in text:
        raise notes.stop(1, "this looks like UTF-32 or is no text; save it as UTF-8")
    notes.warn(1, "the text is UTF-16, which other readers may not take; save it as UTF-8")
    return text


def _in_one_byte(data: bytes, line: int, notes: Notes) -> str:
    encoding, name = ("cp1250", "Windows-1250") if _is_central_european(data) else ("cp1252", "Windows-1252")
    if b"\0" in data:
        raise notes.stop(line, "this is not text in UTF-8; save it as UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise notes.stop(line, "this is not UTF-8 text, nor any other that we know; save it as UTF-8") from None
    notes.warn(line, f"this is not UTF-8 text; save it as UTF-8; it looks like {name}, and was read so")
    return text


def _is_central_european(data: bytes) -> bool:
    if _CENTRAL_EUROPE.search(data[:_SAMPLE]):
        return True
    west = data.decode("cp1252", errors="replace")
    return any(sign in _NO_LETTERS or sign == "\ufffd" for sign in set(west) if ord(sign) > 0x7F)  # noqa: PLR2004
