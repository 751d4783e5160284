"""The text of a file, whatever a spreadsheet has saved it as."""

import re

from services.voting.domain.tally.pb.notes import Notes

_NOT_TEXT = {
    b"PK\x03\x04": "a spreadsheet or an archive (XLSX, ODS, ZIP)",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet (XLS)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a packed file (gzip)",
}
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE = 4096
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
        FileIsNotPabulib: if it is no text.
    """
    if not data.strip():
        raise notes.stop(1, "the file is empty")
    for beginning, kind in _NOT_TEXT.items():
        if data.startswith(beginning):
            raise notes.stop(1, f"this is {kind}, not text; save it as CSV in UTF-8 with ; between the columns")
    if encoding := _wide(data):
        return _as_utf16(data, encoding, notes)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        return _in_one_byte(data, data.count(b"\n", 0, broken.start) + 1, notes)


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
