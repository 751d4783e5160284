"""What the bytes of a text say, whatever a network or a provider made of it.

One letter beyond the 7-bit alphabet (ş, an emoji, any Cyrillic) and a telephone sends the whole text as UCS-2, which is
UTF-16: every second byte of a code or a number is then NUL. Some providers say so, others hand it on as it is.

Source: 3GPP TS 23.038, section 4 (data coding schemes), Kannel 1.4.5 User's Guide, table 6-7 (%a, %c, %C).
"""

import codecs

UCS2 = "2"
"""Kannel's %c of a text in UCS-2."""

_FEWEST_NULS = 2


def decoded(content: bytes, charset: str | None = None, coding: str | None = None) -> str:
    """The text in the bytes: as they are labelled, unless they contradict that; else as what they look like.

    Args:
        content: the text as it came.
        charset: its name as the provider gives it.
        coding: Kannel's number for the data coding scheme.
    """
    if looks_like_utf_16(content):
        return _utf_16(content)
    named = _known(charset)
    is_16_bit = named.startswith("utf-16") or (coding == UCS2 and not charset)
    for encoding in ["utf-16-be"] if is_16_bit else [named or "utf-8", "utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return content.decode(errors="replace")


def mended(text: str | None) -> str | None:
    """A text that was read byte by byte, as what its bytes say; any other text as it is."""
    if text is None or "\0" not in text:
        return text
    try:
        content = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    return _utf_16(content) if looks_like_utf_16(content) else text


def looks_like_utf_16(content: bytes) -> bool:
    """Whether the bytes begin with the mark of UTF-16, or have many a NUL and all on one side of their pairs."""
    if content.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return True
    first, second = content[0::2].count(0), content[1::2].count(0)
    return max(first, second) >= _FEWEST_NULS and max(first, second) > 4 * min(first, second)


def _utf_16(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return content.decode("utf-16", errors="replace")
    is_odd, big_end_first = len(content) % 2, content[0::2].count(0) >= content[1::2].count(0)
    if big_end_first:
        whole = content.removesuffix(b"\0") if is_odd else content  # a NUL after the end
        return whole.decode("utf-16-be", errors="replace")
    if is_odd and content[0] < ord("0"):
        # Kannel took the first byte of a mark of direction, 20, for a blank before the text.
        return (b" " + content).decode("utf-16-be", errors="replace")
    return (content + b"\0" * is_odd).decode("utf-16-le", errors="replace")


def _known(charset: str | None) -> str:
    name = (charset or "").strip().lower().replace("ucs-2", "utf-16-be").replace("ucs2", "utf-16-be")
    name = "utf-16-be" if name == "utf-16be" else name
    try:
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
