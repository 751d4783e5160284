"""The numbers on a roll: which two are the same, which look alike, and which a spreadsheet has spoilt.

A spreadsheet takes a number for an amount: it eats leading zeros, rounds long ones (``1,00123E+11``), and makes dates
of what has dots or dashes. The letters were printed from the number as it was.
"""

import re
from collections.abc import Collection

from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.words import Words
from services.residents.domain.errors import PersonIsNotOnTheRoll
from services.residents.domain.roll_errors import SeveralPeopleAreMeant

LONGEST = 64

_ROUNDED = re.compile(r"[0-9]+([.,][0-9]+)?e\+[0-9]+|[0-9][.,][0-9]+e-?[0-9]+", re.IGNORECASE)
_FAILED = re.compile(
    r"#+([a-zäöü0-9/]+[!?]?)?|nan|null|none|-?inf(inity)?|n/a|true|false|wahr|falsch|err:[0-9]+|=[^0-9].*",
    re.IGNORECASE,
)
_MONTHS = (
    "jan(uary?)?|januar|feb(ruary?)?|februar|mar(ch)?|märz?|mrz|apr(il)?|may|mai|june?|juni|july?|juli|aug(ust)?"
    "|sept?(ember)?|o[ck]t(ober)?|nov(ember)?|de[cz](ember)?"
)
_DATE = re.compile(
    r"[0-3]?[0-9][./][01]?[0-9][./]([0-9]{2}|[0-9]{4})( [0-9:]+)?"
    r"|[0-9]{4}-[01][0-9]-[0-3][0-9]([ t][0-9:.]+)?"
    rf"|[0-9]{{1,4}}[. -]{{1,2}}({_MONTHS})\.?([ -][0-9]{{2,4}})?"
    rf"|({_MONTHS})\.?[ -][0-9]{{1,4}}"
    r"|[0-3]?[0-9]\.[01]?[0-9]\."
    r"|[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"([0-9]+)[.,]0{1,2}")
_GROUPED = re.compile(r"[0-9]{1,3}([.,' ][0-9]{3})+")
_AMOUNT = re.compile(r"-[0-9]+([.,][0-9]+)?|[0-9]+,[0-9]+|[0-9.,' ]+ ?[%€$£]|[€$£] ?[0-9.,' ]+")
_TOTAL = re.compile(r"(summe|gesamt(zahl)?|insgesamt|anzahl|total|sum|count)\b.*", re.IGNORECASE)
_BEYOND_PRECISION = re.compile(r"[1-9][0-9]{14}0+")
_DIGITS = re.compile(r"[0-9]+")

MISSING: Words = {"en": "The number is missing.", "de": "Die Nummer fehlt."}
UNFIT: Words = {
    "en": f"The number is longer than {LONGEST} characters, or has characters that cannot be printed.",
    "de": f"Die Nummer ist länger als {LONGEST} Zeichen oder hat Zeichen, die sich nicht drucken lassen.",
}


def same_number(number: str) -> str:
    """What two spellings of one number have in common: case, kinds of dashes, full width do not matter."""
    return same_name(number)


def look_alike(number: str) -> str:
    """What numbers have in common that a spreadsheet or a copyist may have made of one: ``0007``, ``7``, ``7.0``."""
    text = same_number(number).replace(" ", "")
    if decimal := _DECIMAL.fullmatch(text):
        text = decimal[1]
    elif _GROUPED.fullmatch(text):
        text = re.sub("[.,']", "", text)
    return _DIGITS.sub(lambda digits: digits[0].lstrip("0") or "0", text)


def the_one_meant(typed: str, numbers: Collection[str]) -> str:
    """The number on the roll that somebody typed, perhaps without its zeros.

    Raises:
        PersonIsNotOnTheRoll: if none is it or looks like it.
        SeveralPeopleAreMeant: if none is it, and several look like it.
    """
    if typed in numbers:
        return typed
    for key in (same_number, look_alike):
        meant = [number for number in numbers if key(number) == key(typed)]
        if len(meant) > 1:
            raise SeveralPeopleAreMeant(sorted(meant))
        if meant:
            return meant[0]
    raise PersonIsNotOnTheRoll


def wrong_with(number: str) -> Words | None:
    """Why this can be nobody's number; nothing, if it can."""
    if not number:
        return MISSING
    if len(number) > LONGEST or not number.isprintable():
        return UNFIT
    if _ROUNDED.fullmatch(number):
        return _is_rounded(number)
    if _FAILED.fullmatch(number):
        return _is_no_number(number)
    return None


def doubt_about(number: str) -> Words | None:
    """Why a spreadsheet may have written this in place of the number; nothing, if it looks like one."""
    if _DATE.fullmatch(number):
        return _looks_like(number, "a date or a time", "wie ein Datum oder eine Uhrzeit")
    if _TOTAL.fullmatch(number):
        return _is_a_total(number)
    if any(kind.fullmatch(number) for kind in (_DECIMAL, _GROUPED, _AMOUNT)):
        return _looks_like(
            number, "an amount with its decimals or thousands", "wie ein Betrag mit Komma oder Tausendern"
        )
    if _BEYOND_PRECISION.fullmatch(number):
        return _looks_like(number, "one cut off after 15 digits", "nach 15 Stellen abgeschnitten")
    return None


def _is_rounded(number: str) -> Words:
    return {
        "en": f"{number} is a number that a spreadsheet has rounded: its digits are lost. Export the roll anew,"
        " make the column “Text” before you open it in a spreadsheet, and save it as CSV UTF-8.",
        "de": f"{number} ist eine Zahl, die eine Tabellenkalkulation gerundet hat: Ihre Ziffern sind verloren. Bitte"
        " exportieren Sie das Verzeichnis neu, stellen Sie die Spalte auf „Text“, bevor Sie sie in einer"
        " Tabellenkalkulation öffnen, und speichern Sie als CSV UTF-8.",
    }


def _is_no_number(number: str) -> Words:
    return {
        "en": f"{number} is what a program writes where it has no number. Look at this line in the original.",
        "de": f"{number} schreibt ein Programm, wo es keine Nummer hat. Bitte sehen Sie diese Zeile im Original an.",
    }


def _is_a_total(number: str) -> Words:
    return {
        "en": f"{number} looks like a line of totals, not like a person. Take the line away if it is one.",
        "de": f"{number} sieht nach einer Summenzeile aus, nicht nach einer Person. Entfernen Sie die Zeile dann.",
    }


def _looks_like(number: str, english: str, german: str) -> Words:
    return {
        "en": f"{number} looks like {english}: a spreadsheet may have made it of another number.",
        "de": f"{number} sieht {german} aus: Eine Tabellenkalkulation hat es vielleicht aus einer anderen"
        " Nummer gemacht.",
    }
