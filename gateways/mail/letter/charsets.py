"""What the bytes of a mail's text say, whatever its program calls them."""

import codecs

# Programs call "iso-8859-1" what is Windows' own, with its quotes, dashes and the euro (WHATWG Encoding, section 4.2).
_MEANT = {"iso8859-1": "cp1252", "ascii": "utf-8"}
_NOT_TEXT = frozenset(
    {"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode", "raw-unicode-escape"}
)


def decoded(content: bytes, charset: str | None) -> str:
    """The text as it is labelled, unless that cannot be; else as UTF-8, else as Windows writes western letters.

    What is UTF-8 is taken for it whatever western alphabet it is labelled as: no words in one look like that.
    """
    named = _known(charset)
    for encoding in ("utf-8", named) if named == "cp1252" else (named, "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _known(charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _NOT_TEXT else _MEANT.get(name, name)
