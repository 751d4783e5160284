"""What is no ``.pb`` file is told from how it begins, with what whoever has it can do."""

import pytest

from services.voting.domain.tally.pb.kinds import seems_to_be

SAVE = "save it as CSV in UTF-8 with ; between the columns"
UNPACK = "unpack it, and give the .pb file that is in it"
TAKE = "give the .pb file itself"
DOWNLOAD = "open the address in a browser and save the .pb file itself"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04", f"this is a spreadsheet or an archive (XLSX, ODS, ZIP), not text; {SAVE}"),
        (b"\xd0\xcf\x11\xe0\xa1", f"this is an old spreadsheet (XLS), not text; {SAVE}"),
        (b"\x1f\x8b\x08", f"this is a packed file (gzip), not text; {UNPACK}"),
        (b"\x89PNG\r\n", f"this is a picture (PNG); {TAKE}"),
        (b"\xef\xbb\xbf \n%PDF-1.7", f"this is a PDF, not text; {SAVE}"),
        (b"x" * 257 + b"ustar\x0000", f"this is an archive (tar); {UNPACK}"),
        (b" \r\n<!DOCTYPE  html>", f"this is a web page (HTML), perhaps an error page; {DOWNLOAD}"),
        (b"<Body>", f"this is a web page (HTML), perhaps an error page; {DOWNLOAD}"),
        (b"<svg>", f"this is a text in XML; {SAVE}"),
        (b'<?xml version="1.0"?>', f"this is a text in XML; {SAVE}"),
        (b"Return-Path: <a@town.example>", "this is a letter by mail; save what is attached to it"),
        (b'{ "error": 404 }', f"this is a text in JSON, perhaps a program's answer; {DOWNLOAD}"),
        (b"[[1, 2]]", f"this is a text in JSON, perhaps a program's answer; {DOWNLOAD}"),
        (
            b"version https://git-lfs.github.com/spec/v1",
            "this is a pointer of Git LFS, not the file itself; fetch the file with git lfs pull",
        ),
    ],
)
def test_a_file_of_another_kind_is_told_with_what_to_do(data: bytes, told: str) -> None:
    assert seems_to_be(data) == told


@pytest.mark.parametrize(
    "data", [b"META\nkey;value", b"x" * 256 + b"ustar", b"x" * 513 + b"%PDF", b"From here: x", b"[votes]", b""]
)
def test_whatever_else_may_be_one(data: bytes) -> None:
    assert seems_to_be(data) is None


def test_only_the_beginning_is_looked_at() -> None:
    assert seems_to_be(b" " * 511 + b"<html>") is None
    assert seems_to_be(b" " * 506 + b"<html>") is not None
