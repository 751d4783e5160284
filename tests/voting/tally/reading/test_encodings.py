"""The text of a file, whatever it was saved as."""

import pytest

from services.voting.domain.tally import FileIsNotPabulib
from services.voting.domain.tally.pb.read import read_pb
from tests.voting.tally.reading.files import TOWN, file_of, said_of, text_with, warnings_of

NAMED = file_of({"PROJECTS": "project_id;cost;name\n1;40;Brücke\n2;60;Brunnen\n"})


def test_marks_at_the_beginning_are_no_part_of_the_text_and_all_else_is() -> None:
    assert said_of("\ufeff" + NAMED) == ("SAID", [])
    told = "the file begins with more than one byte-order mark; each was left out"
    assert said_of("\ufeff\ufeff" + NAMED) == ("SAID", [f"line 1: {told}"])
    assert said_of("X" + NAMED)[0] == "REFUSED"


def test_utf_16_with_its_mark_is_read_however_few_of_its_signs_are_latin() -> None:
    text = NAMED.replace("rule;greedy", "rule;greedy\ndescription;" + "\u0434" * 3000)

    for encoded in (text.encode("utf-16"), b"\xfe\xff" + text.encode("utf-16-be")):
        file = read_pb(encoded)

        told = "the text is UTF-16, which other readers may not take; save it as UTF-8"
        assert [str(warning) for warning in file.warnings] == [f"line 1: {told}"]
        assert (file.instance.projects[0].name, file.meta["description"]) == ("Brücke", "\u0434" * 3000)


def test_letters_that_windows_1252_lacks_are_those_of_windows_1250() -> None:
    file = read_pb(NAMED.replace("Brücke", "\u0164ela").encode("cp1250"))

    assert file.instance.projects[0].name == "\u0164ela"
    assert "it looks like Windows-1250, and was read so" in str(file.warnings[0])


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (NAMED.encode("utf-16")[:-1], (1, "this looks like UTF-16, but it is damaged; save it as UTF-8")),
        (NAMED.encode("utf-32"), (1, "this looks like UTF-32 or is no text; save it as UTF-8")),
        (b"\n\n\x81\x83\x81", (3, "this is not UTF-8 text, nor any other that we know; save it as UTF-8")),
        (b"", (1, "the file is empty; was it saved, or downloaded to its end?")),
    ],
)
def test_what_is_no_text_that_we_know_is_told_by_its_line(data: bytes, mistake: tuple[int, str]) -> None:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(data)

    assert refusal.value.mistakes == (mistake,)


def test_lines_are_counted_from_the_first_be_it_empty() -> None:
    without_a_budget = "\n\n" + NAMED.replace("budget;100", "budget;none")

    assert said_of(without_a_budget)[1][0].startswith("line 5: budget: 'none' is not a number")


def test_as_many_broken_signs_as_whole_ones_leave_it_utf_8_and_more_do_not() -> None:
    once, twice = (NAMED.encode().replace(b"nn", broken) for broken in (b"n\xff", b"\xff\xff"))

    assert [str(warning) for warning in read_pb(once).warnings] == [
        "line 9: signs that are no UTF-8 were lost, 1 in all; \ufffd stands for each"
    ]
    assert "it looks like Windows-125" in str(read_pb(twice).warnings[0])
    assert str(read_pb(b"\n" + once).warnings[0]).startswith("line 10: ")
    with pytest.raises(FileIsNotPabulib, match="the section META should start here"):
        read_pb(b"X" + once)


@pytest.mark.parametrize("broken", [b"\xff\0", b"\xff\xff\xff\0"])
def test_a_nought_among_broken_signs_is_no_text(broken: bytes) -> None:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(NAMED.encode().replace(b"nn", broken))

    assert refusal.value.mistakes == ((9, "this is not text in UTF-8; save it as UTF-8"),)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_its_mark(encoding: str) -> None:
    file = read_pb(TOWN.encode(encoding))

    assert file.instance.projects[1].name == "Ławki i źródło"
    assert "line 1: the text is UTF-16, which other readers may not take; save it as UTF-8" in warnings_of(file)


@pytest.mark.parametrize("country", ["country;Poland", "country;X"])
def test_windows_1250_is_recognised_and_read(country: str) -> None:
    text = text_with(("country;Poland", country))

    file = read_pb(text.encode("cp1250"))

    assert file.instance.projects[1].name == "Ławki i źródło"
    words = "this is not UTF-8 text; save it as UTF-8; it looks like Windows-1250, and was read so"
    assert warnings_of(file) == [f"line 3: {words}"]


def test_windows_1252_is_not_taken_for_windows_1250() -> None:
    text = text_with(("Łąka", "Größe"), ("Poland", "Germany"), ("Ławki i źródło", "Übergang à côté"))

    file = read_pb(text.encode("cp1252"))

    assert file.instance.projects[1].name == "Übergang à côté"
    assert "it looks like Windows-1252" in warnings_of(file)[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\x00", "this is a spreadsheet or an archive (XLSX, ODS, ZIP), not text; save it as CSV"),
        (b"", "the file is empty"),
        (b"\r\n \n", "the file is empty"),
        (TOWN.encode("utf-32"), "this looks like UTF-32 or is no text; save it as UTF-8"),
        (
            b"# by hand\n" + TOWN.encode(),
            "the section META should start here: its title, alone in a line, with",
        ),
        (b"%PDF-1.7", "this is a PDF, not text"),
        (TOWN.encode("utf-16")[:-1], "this looks like UTF-16, but it is damaged; save it as UTF-8"),
        (b"country;Poland \x81\x83", "this is not UTF-8 text, nor any other that we know; save it as UTF-8"),
        (b"META\n\xff\xfe\0" + b"x" * 40, "this is not text in UTF-8; save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(data)

    assert refusal.value.reason.startswith(words)
