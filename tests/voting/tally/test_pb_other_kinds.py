"""What is no `.pb` file at all is told what it is, and whoever has it what to do."""

import pytest

from services.voting.domain.tally import FileIsNotPabulib
from services.voting.domain.tally.pb.read import read_pb


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<!DOCTYPE html>\n<title>404</title>", "this is a web page (HTML), perhaps an error page; open the address"),
        (b"\xef\xbb\xbf\r\n <HTML lang=de>", "this is a web page (HTML)"),
        (b'<?xml version="1.0"?><Error/>', "this is a text in XML"),
        (b'{"detail": "not found"}', "this is a text in JSON, perhaps a program's answer"),
        (b"[\n  {", "this is a text in JSON"),
        (b"\x1f\x8b\x08\x00", "this is a packed file (gzip), not text; unpack it"),
        (b"BZh91AY", "this is a packed file (bzip2)"),
        (b"7z\xbc\xaf\x27\x1c", "this is an archive (7z)"),
        (b"META" + b"\0" * 253 + b"ustar\x0000", "this is an archive (tar)"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture (PNG); give the .pb file itself"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "this is a picture (JPEG)"),
        (b"SQLite format 3\0", "this is a database (SQLite)"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "this is a pointer of Git LFS, not the file itself"),
        (b"From: ann@town.example\nSubject: votes\n\n", "this is a letter by mail; save what is attached"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\0" * 64, "the file is empty"),
        (b"name;cost\nPark;4\n", "the section META should start here"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is_and_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(data)

    assert str(refusal.value).startswith(f"line 1: {words}")
