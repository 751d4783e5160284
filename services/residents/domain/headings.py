"""The headings that councils give to the two columns of a roll."""

from collections.abc import Sequence
from typing import Literal

from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.words import Words

Column = Literal["number", "area"]

_KNOWN: dict[Column, frozenset[str]] = {
    "number": frozenset(
        {
            *("number", "no", "nr", "nummer", "id", "num", "voternumber", "personnumber", "personid", "rollnumber"),
            *("lfdnr", "lfdnummer", "laufendenummer", "wählernummer", "waehlernummer"),
            *("wahlnummer", "wahlscheinnummer", "melderegisternummer", "registernummer", "personenid", "einwohnerid"),
            *("voterid", "residentid", "residentnumber", "registernumber", "registrationnumber", "citizenid"),
            *("personennummer", "personnummer", "verzeichnisnummer", "einwohnernummer", "kennung"),
        }
    ),
    "area": frozenset(
        {
            *("area", "district", "ward", "borough", "neighbourhood", "neighborhood", "quarter", "partoftown"),
            *("wahlbezirk", "wahlkreis", "stimmbezirk", "bezirkortsteil", "stadtquartier", "ort", "viertel"),
            *("gebiet", "bezirk", "ortsteil", "stadtteil", "stadtraum", "stadtbezirk", "ortschaft", "quartier"),
        }
    ),
}
_SHOWN = "number,area"

LINES_ARE_QUOTED: Words = {
    "en": "Whole lines stand in quotation marks, so that there is one column only. Save the table as CSV again.",
    "de": "Ganze Zeilen stehen in Anführungszeichen, sodass es nur eine Spalte gibt. Bitte speichern Sie die Tabelle"
    " noch einmal als CSV.",
}


def places_in(fields: Sequence[str]) -> dict[Column, list[int]]:
    """Where the columns are named among the fields; nowhere, once, or several times."""
    names = [_spelt_out("".join(each for each in same_name(field) if each.isalnum())) for field in fields]
    return {column: [place for place, name in enumerate(names) if name in known] for column, known in _KNOWN.items()}


def _spelt_out(name: str) -> str:
    """``melderegisternr`` is ``melderegisternummer``; the bare word stays."""
    return f"{name[:-2]}nummer" if name.endswith("nr") and len(name) > len("lfdnr") else name


def columns_in(fields: Sequence[str]) -> bool:
    """Whether these are the headings."""
    return all(places_in(fields).values())


def stands_twice(column: Column) -> Words:
    """Two columns have headings for one thing."""
    return {
        "en": f'Two columns are headed as "{column}". Take away the one that is not meant.',
        "de": f"Zwei Spalten sind als „{column}“ überschrieben. Bitte entfernen Sie die, die nicht gemeint ist.",
    }


def stand_below(line: int) -> Words:
    """There is a title above."""
    return {
        "en": f"The headings stand on line {line}: there seems to be a title above them. Delete everything above the"
        " headings, and save the file as CSV UTF-8 again.",
        "de": f"Die Überschriften stehen erst in Zeile {line}; darüber scheint ein Titel zu stehen. Bitte löschen Sie"
        " alles über den Überschriften und speichern Sie die Datei noch einmal als CSV UTF-8.",
    }


def is_missing(column: Column, has_people: bool) -> Words:
    """No line has both headings."""
    why_en = " There seem to be no headings: put them above the first person." if has_people else ""
    why_de = " Die Überschriften scheinen zu fehlen: Setzen Sie sie über die erste Person." if has_people else ""
    return {
        "en": f'The heading "{column}" is missing.{why_en} The first line must be: {_SHOWN}',
        "de": f"Die Überschrift „{column}“ fehlt.{why_de} Die erste Zeile muss so lauten: {_SHOWN}",
    }
