"""What a file is that is no ``.pb``, told from how it begins, and what whoever has it can do."""

import re

_SAVE = "save it as CSV in UTF-8 with ; between the columns"
_UNPACK = "unpack it, and give the .pb file that is in it"
_TAKE_THE_FILE = "give the .pb file itself"

_BEGINNINGS = {
    b"PK": ("a spreadsheet or an archive (XLSX, ODS, ZIP), not text", _SAVE),
    b"\xd0\xcf\x11\xe0": ("an old spreadsheet (XLS), not text", _SAVE),
    b"%PDF": ("a PDF, not text", _SAVE),
    b"%!PS": ("a printed page (PostScript)", _SAVE),
    b"{\\rtf": ("a document of a word processor (RTF)", _SAVE),
    b"\x1f\x8b": ("a packed file (gzip), not text", _UNPACK),
    b"BZh": ("a packed file (bzip2), not text", _UNPACK),
    b"\xfd7zXZ": ("a packed file (xz), not text", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("a packed file (zstd), not text", _UNPACK),
    b"7z\xbc\xaf": ("an archive (7z), not text", _UNPACK),
    b"Rar!": ("an archive (RAR), not text", _UNPACK),
    b"\x89PNG": ("a picture (PNG)", _TAKE_THE_FILE),
    b"\xff\xd8\xff": ("a picture (JPEG)", _TAKE_THE_FILE),
    b"GIF8": ("a picture (GIF)", _TAKE_THE_FILE),
    b"RIFF": ("a picture or a sound (RIFF)", _TAKE_THE_FILE),
    b"II*\0": ("a picture (TIFF)", _TAKE_THE_FILE),
    b"MM\0*": ("a picture (TIFF)", _TAKE_THE_FILE),
    b"SQLite format": ("a database (SQLite)", _TAKE_THE_FILE),
    b"PAR1": ("a table for programs (Parquet)", _SAVE),
    b"\x7fELF": ("a program", _TAKE_THE_FILE),
    b"MZ\x90": ("a program", _TAKE_THE_FILE),
    b"bplist": ("a file of settings", _TAKE_THE_FILE),
    b"version https://git-lfs": ("a pointer of Git LFS, not the file itself", "fetch the file with git lfs pull"),
}
_DOWNLOAD = "open the address in a browser and save the .pb file itself"
_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|!--)", re.IGNORECASE)
_XML = re.compile(rb"<(\?xml|[a-z])", re.IGNORECASE)
_LETTER = re.compile(rb"(received|return-path|delivered-to|from|mime-version): ", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*["}]|\[\s*["\d{\[\]]')
_TEXTS = {
    _PAGE: ("a web page (HTML), perhaps an error page", _DOWNLOAD),
    _XML: ("a text in XML", _SAVE),
    _LETTER: ("a letter by mail", "save what is attached to it"),
}
_TAR = slice(257, 262)
_BOM = b"\xef\xbb\xbf"
_START = 512


def seems_to_be(data: bytes) -> str | None:
    """What the file is and what to do, or None if it may be a Pabulib file."""
    start = data[:_START].removeprefix(_BOM).lstrip()
    found = next((told for beginning, told in _BEGINNINGS.items() if start.startswith(beginning)), None)
    if not found and data[_TAR] == b"ustar":
        found = "an archive (tar)", _UNPACK
    found = found or next((told for form, told in _TEXTS.items() if form.match(start)), None)
    if not found and _JSON.match(start):
        found = "a text in JSON, perhaps a program's answer", _DOWNLOAD
    return f"this is {found[0]}; {found[1]}" if found else None
