"""What a file is that came as a table: text in some encoding, or something else that should have been saved as text."""

import codecs
from collections.abc import Sequence

from libs.shared.kernel.words import Words

_HOW_TO_SAVE: Words = {
    "en": "Open it in the program that made it, and save it as “CSV UTF-8 (comma separated)”.",
    "de": "Öffnen Sie sie im Programm, aus dem sie stammt, und speichern Sie sie als „CSV UTF-8 (durch Trennzeichen"
    " getrennt)“.",
}
_KINDS: Sequence[tuple[bytes, Words]] = (
    (b"PK\x03\x04", {"en": "a workbook (Excel or LibreOffice)", "de": "eine Arbeitsmappe (Excel oder LibreOffice)"}),
    (b"\xd0\xcf\x11\xe0", {"en": "an old Excel workbook", "de": "eine alte Excel-Arbeitsmappe"}),
    (b"%PDF", {"en": "a PDF document", "de": "ein PDF-Dokument"}),
    (b"{\\rtf", {"en": "a text document (RTF)", "de": "ein Textdokument (RTF)"}),
    (b"\x1f\x8b", {"en": "a packed file (gzip)", "de": "eine gepackte Datei (gzip)"}),
    (b"7z\xbc\xaf", {"en": "a packed file (7-Zip)", "de": "eine gepackte Datei (7-Zip)"}),
    (b"\x89PNG", {"en": "a picture", "de": "ein Bild"}),
    (b"\xff\xd8\xff", {"en": "a picture", "de": "ein Bild"}),
    (b"<", {"en": "a web page or XML", "de": "eine Webseite oder XML"}),
    (b"{", {"en": "JSON", "de": "JSON"}),
    (b"[", {"en": "JSON", "de": "JSON"}),
    (codecs.BOM_UTF32_LE, {"en": "text in UTF-32", "de": "Text in UTF-32"}),
    (codecs.BOM_UTF32_BE, {"en": "text in UTF-32", "de": "Text in UTF-32"}),
)
_UTF_16: Words = {"en": "text in UTF-16 (“Unicode”) without its mark", "de": "Text in UTF-16 („Unicode“) ohne Kennung"}
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNKNOWN_ENCODING: Words = {
    "en": "This is text in neither UTF-8 nor Windows-1252. Please save the file as UTF-8.",
    "de": "Dieser Text ist weder UTF-8 noch Windows-1252. Bitte speichern Sie die Datei als UTF-8.",
}
_CUT_OFF: Words = {
    "en": "This is text in UTF-16 that breaks off in the middle of a character: the file seems to be damaged. "
    "Export it anew, and save it as UTF-8.",
    "de": "Dieser Text in UTF-16 bricht mitten in einem Zeichen ab: Die Datei scheint beschädigt zu sein. "
    "Bitte exportieren Sie sie neu und speichern Sie sie als UTF-8.",
}
_BROKEN: Words = {
    "en": "There is a character here that is no text (NUL): the file seems to be damaged. "
    "Export it anew, and save it as UTF-8.",
    "de": "Hier steht ein Zeichen, das kein Text ist (NUL): Die Datei scheint beschädigt zu sein. "
    "Bitte exportieren Sie sie neu und speichern Sie sie als UTF-8.",
}
_SAMPLE = 4_000
_OF_MOST_PAIRS = 0.4


class FileIsNoText(Exception):
    """The file is no text that can be read; ``line`` says where that shows, ``words`` what to do."""

    def __init__(self, line: int, words: Words) -> None:
        super().__init__(words["en"])
        self.line, self.words = line, words


def text_of(content: bytes) -> str:
    """The file's text.

    Raises:
        FileIsNoText: if it is something else, with what it seems to be and how to save it.
    """
    if (kind := _kind_of(content)) is not None:
        raise FileIsNoText(1, _seems_to_be(kind))
    text = _decoded(content)
    if (kind := _kind_of(text[:_SAMPLE].encode())) is not None:  # a web page in UTF-16 is one, too
        raise FileIsNoText(1, _seems_to_be(kind))
    if "\0" in text:
        raise FileIsNoText(text.count("\n", 0, text.index("\0")) + 1, _BROKEN)
    return text


def _kind_of(content: bytes) -> Words | None:
    # A mark of UTF-32 begins like one of UTF-16, hence the order.
    start = content.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    kind = next((words for sign, words in _KINDS if start.startswith(sign)), None)
    if kind or content.startswith(_UTF_16_MARKS):
        return kind
    return _UTF_16 if _is_every_other_byte_nul(content[:_SAMPLE]) else None


def _is_every_other_byte_nul(sample: bytes) -> bool:
    pairs = max(1, len(sample) // 2)
    nuls = max(sample[::2].count(0), sample[1::2].count(0))
    return nuls > pairs * _OF_MOST_PAIRS


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith(_UTF_16_MARKS) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            broken = error
    words = _CUT_OFF if "utf-16" in encodings else _UNKNOWN_ENCODING
    raise FileIsNoText(content.count(b"\n", 0, broken.start) + 1, words)


def _seems_to_be(kind: Words) -> Words:
    return {
        "en": f"The file seems to be {kind['en']}, no table as text. {_HOW_TO_SAVE['en']}",
        "de": f"Die Datei scheint {kind['de']} zu sein, keine Tabelle als Text. {_HOW_TO_SAVE['de']}",
    }
