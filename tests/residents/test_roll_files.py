"""What spreadsheets and copyists make of a roll: each file is read, asked about, or refused with how to save it."""

from uuid import UUID

import pytest

from services.residents.domain.errors import RollHasErrors
from services.residents.domain.roll import Person, read_roll
from services.residents.domain.roll_change import Entry, compare
from services.residents.domain.roll_number import doubt_about

NORTH, EAST, MILL = UUID(int=1), UUID(int=2), UUID(int=3)
TOWN = {"Nord": NORTH, "Süd Ost": EAST, "Mühlenviertel": MILL}


def read(content: str | bytes) -> dict[str, UUID | None]:
    body = content.encode() if isinstance(content, str) else content
    return {person.number: person.area_id for person in read_roll(body, TOWN)}


def refusal(content: str | bytes) -> tuple[int, str, str]:
    body = content.encode() if isinstance(content, str) else content
    with pytest.raises(RollHasErrors) as refused:
        read_roll(body, TOWN)
    first = refused.value.errors[0]
    return first.line, first.in_words["en"], first.in_words["de"]


@pytest.mark.parametrize(
    "content",
    [
        "Nr;Ortsteil\n0007;Nord\n",
        '"Nr";"Ortsteil"\n"0007";"Nord"\n',
        "Nr;Ortsteil;;\n0007;Nord;;\n",
        "Nr;Ortsteil\n0007;Nord;;;\n",
        "Ortsteil|Lfd. Nr.\nNord|0007\n",
        "sep=|\r\nNr|Ortsteil\r\n0007|Nord\r\n",
        'Nr;Ortsteil\n="0007";Nord\n',
        "Nr;Ortsteil\n'0007;Nord\n",
        "Nr;Ortsteil\n'0007';'Nord'\n",
        "Nr;Ortsteil\n\u200b0007\u00a0;\u202aNORD\u202c\n",
        "Nr;Ortsteil\n０００７;Nord\n",
        "Nr;Ortsteil\r0007;Nord\r",
        "NUMMER\t  Orts-Teil \n0007\tNord\n\n\t\t\n",
        "Melderegister-Nr.;Wahlbezirk\n0007;Nord\n",
        'Nr;Ortsteil\n"""0007""";Nord\n',
        "Nr,Ortsteil,,,\n0007,Nord,,,\n,,,,\n",
        "\n\nNr;Name, Vorname;Ortsteil\n0007;Muster, Max;Nord\n",
    ],
    ids=[
        "plain",
        "quoted",
        "empty columns",
        "separators at the end",
        "bars, and the columns the other way round",
        "bars named by Excel",
        "guarded by a formula",
        "guarded by an apostrophe",
        "single quotes",
        "signs that nobody sees",
        "full width",
        "line ends of an old Macintosh",
        "tabs, loud headings and empty lines",
        "headings of a polling card",
        "quoted twice",
        "an empty line of commas",
        "commas in a column that is not kept",
    ],
)
def test_a_file_with_one_sensible_reading_is_read(content: str) -> None:
    assert read(content) == {"0007": NORTH}


@pytest.mark.parametrize(
    "area", ["Süd Ost", "Su\u0308d Ost", "Süd\u00a0Ost", "Süd\u2009 Ost", "SÜD OST", "S\u00fcd\u200b Ost"]
)
def test_an_area_that_looks_the_same_is_the_same(area: str) -> None:
    assert read(f"Nr;Ortsteil\n1;{area}\n") == {"1": EAST}


@pytest.mark.parametrize(
    ("content", "line", "english", "german"),
    [
        (b"PK\x03\x04rest of a workbook", 1, "seems to be a workbook", "scheint eine Arbeitsmappe"),
        (b"\xd0\xcf\x11\xe0 old", 1, "an old Excel workbook", "eine alte Excel-Arbeitsmappe"),
        (b"%PDF-1.7", 1, "a PDF document", "ein PDF-Dokument"),
        (b"<html><table>", 1, "a web page", "eine Webseite"),
        ("Nr;Ortsteil\n1;Nord\n".encode("utf-16-le"), 1, "UTF-16", "UTF-16"),
        ("Nr;Ortsteil\n1;Nord\n".encode("utf-16-be"), 1, "UTF-16", "UTF-16"),
        ("Nr;Ortsteil\n1;Nord\n".encode("utf-32"), 1, "UTF-32", "UTF-32"),
        (b"nr,area\n1,Nord\n2\0,Nord\n", 3, "seems to be damaged", "beschädigt"),
        ("Wählerverzeichnis 2026;\n;\nNr;Ortsteil\n1;Nord\n", 1, "headings stand on line 3", "erst in Zeile 3"),
        ("0007;Nord\n0008;Nord\n", 1, "There seem to be no headings", "Überschriften scheinen zu fehlen"),
        ("Nr;ID;Ortsteil\n1;2;Nord\n", 1, 'Two columns are headed as "number"', "Zwei Spalten"),
        ('"Nr;Ortsteil"\n"1;Nord"\n', 1, "Whole lines stand in quotation marks", "Ganze Zeilen"),
        ('Nr;Ortsteil\n"1;Nord"\n', 2, "The whole line stands in quotation marks", "Die ganze Zeile"),
        ("Nr;Ortsteil\n1,Nord\n", 2, "this line by “,”", "diese Zeile durch „,“"),
        ("Nr;Ortsteil\nNord;1\n", 2, "seem to be swapped", "vertauscht"),
        ("Nr;Ortsteil\n1,00123E+11;Nord\n", 2, "has rounded", "gerundet"),
        ("Nr;Ortsteil\n1E+05;Nord\n", 2, "has rounded", "gerundet"),
        ("Nr;Ortsteil\n#NAME?;Nord\n", 2, "where it has no number", "wo es keine Nummer hat"),
        ("Nr;Ortsteil\nWAHR;Nord\n", 2, "where it has no number", "wo es keine Nummer hat"),
        ("Nr;Ortsteil\nErr:502;Nord\n", 2, "where it has no number", "wo es keine Nummer hat"),
        ("Nr;Ortsteil\n=A2&B2;Nord\n", 2, "where it has no number", "wo es keine Nummer hat"),
        ("<html><table>".encode("utf-16"), 1, "a web page", "eine Webseite"),
        ("Nr;Ortsteil\n1;Nord\n".encode("utf-16") + b"x", 3, "breaks off", "bricht mitten"),
        (b"\xef\xbb\xbf", 1, "The file is empty.", "Die Datei ist leer."),
        ("Nr;Ortsteil", 1, "There is nobody", "niemand"),
        ("Nr;Ortsteil\n1;Nord;x\n", 2, "2 columns were expected, there are 3", "Erwartet sind 2 Spalten"),
        ("Nr;Ortsteil\n7;Nord\n７;Nord\n", 3, "stands on line 2 already", "steht schon in Zeile 2"),
        ("Nr;Ortsteil\nÄ7;Nord\nA\u03087;Nord\n", 3, "stands on line 2 already", "steht schon in Zeile 2"),
        ("Nr;Ortsteil\n#####;Nord\n", 2, "where it has no number", "wo es keine Nummer hat"),
        ("Nr;Ortsteil\nA7;Nord\na7;Nord\n", 3, "stands on line 2 already, as A7", "steht schon in Zeile 2, als A7"),
        ("Nr;Ortsteil\nA-7;Nord\nA\u20137;Nord\n", 3, "stands on line 2 already", "steht schon in Zeile 2"),
        ("Nr;Ortsteil\n1;MÃ¼hlenviertel\n", 2, "saved as UTF-8", "als UTF-8 gespeichert"),
        ("Nr;Ortsteil\n1;Süd Ost\n".encode("mac_roman"), 2, "saved as Macintosh", "als Macintosh"),
        ("Nr;Ortsteil\n1;N\u043erd\n", 2, "letters of two alphabets", "Buchstaben zweier Alphabete"),
        ("Nr;Ortsteil\n1;Nort\n", 2, 'Is "Nord" meant?', "Ist „Nord“ gemeint?"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_it_seems_to_be(
    content: str | bytes, line: int, english: str, german: str
) -> None:
    found = refusal(content)

    assert found[0] == line
    assert english in found[1]
    assert german in found[2]


@pytest.mark.parametrize(
    "number",
    [
        *("01.02.2026", "1.2.26", "2026-02-01", "2026-02-01 00:00:00", "01.02.", "1. Feb", "03-Mrz", "Feb 26"),
        *("12:30", "007:00:00", "7.0", "7,00", "1.234", "1 234 567", "1'234", "1,5", "-7", "7 %", "7,50 €"),
        *("Summe", "Gesamt: 12"),
    ],
)
def test_what_a_spreadsheet_may_have_made_of_a_number_is_doubted(number: str) -> None:
    assert doubt_about(number)


@pytest.mark.parametrize(
    "number",
    ["7", "0007", "A-7", "12-34", "2026/17", "X.1", "1234567890123456", "Märzweg 3", "12 345 6", "Summerhill 3"],
)
def test_what_looks_like_a_number_is_not_doubted(number: str) -> None:
    assert doubt_about(number) is None


def on_the_roll(*numbers: str) -> list[Entry]:
    return [Entry(f"id of {number}", number, NORTH, has_code=True, has_voted=False) for number in numbers]


def in_the_file(*numbers: str) -> list[Person]:
    return [Person(number, NORTH, line) for line, number in enumerate(numbers, 2)]


@pytest.mark.parametrize("eaten", ["7", "7.0", "007", " 7 ".strip()])
def test_numbers_that_lost_their_zeros_are_the_same_people_until_it_is_denied(eaten: str) -> None:
    roll, people = on_the_roll("0007", "0008"), in_the_file(eaten, "0008")

    same, others = compare(roll, people), compare(roll, people, alike_are_same=False)

    assert [(pair.number, pair.other) for pair in same.alike] == [(eaten, "0007")]
    assert (len(same.new), len(same.missing), same.stays) == (0, 0, 2)
    assert ([one.number for one in others.new], [one.number for one in others.missing]) == ([eaten], ["0007"])


def test_two_lines_that_look_alike_are_asked_about_once_and_not_when_both_are_on_the_roll() -> None:
    people = in_the_file("0007", "7")

    first, again = compare([], people), compare(on_the_roll("0007", "7"), people)

    assert [(pair.number, pair.other, pair.other_line) for pair in first.alike] == [("0007", "7", 3), ("7", "0007", 2)]
    assert again.alike == []


def test_another_spelling_of_the_same_number_is_the_same_person_without_a_question() -> None:
    change = compare(on_the_roll("a7", "B-8"), in_the_file("A7", "B\u20138"))

    assert (change.stays, change.alike, change.new, change.missing) == (2, [], [], [])
