"""The roll of a round: who may take part, under which number and from which area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from libs.shared.kernel.words import Words
from services.residents.domain import roll_number
from services.residents.domain.area_names import AreaNames
from services.residents.domain.errors import RollError, RollHasErrors
from services.residents.domain.roll_file import Record, records_of

MAX_BYTES = 50_000_000
MAX_PEOPLE = 1_000_000
_SHOWN_ERRORS = 100

_NOBODY: Words = {"en": "There is nobody in the file.", "de": "In der Datei ist niemand."}
_TOO_MANY: Words = {
    "en": f"A roll holds {MAX_PEOPLE:,} people at most.",
    "de": f"In ein Verzeichnis passen höchstens {MAX_PEOPLE:,} Personen.".replace(",", "."),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the file."""

    number: str
    area_id: UUID | None
    line: int = field(default=0, compare=False)


def read_roll(content: bytes, areas: Mapping[str, UUID]) -> list[Person]:
    """Everyone in the file, if every line of it is good.

    Args:
        content: the file as it came.
        areas: the round's areas by name.

    Raises:
        RollHasErrors: with each bad line and what is wrong with it.
    """
    found = _Reading(AreaNames(areas))
    found.take(records_of(content))
    if found.errors:
        raise RollHasErrors(found.errors[:_SHOWN_ERRORS], len(found.errors))
    if not found.people:
        raise RollHasErrors([RollError.of(1, _NOBODY)], 1)
    return found.people


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, areas: AreaNames) -> None:
        self.people: list[Person] = []
        self.errors: list[RollError] = []
        self._areas = areas
        self._first: dict[str, Person] = {}

    def take(self, records: Iterable[Record | RollError]) -> None:
        for record in records:
            if isinstance(record, RollError):
                self.errors.append(record)
            elif words := self._wrong_with(record):
                self.errors.append(RollError.of(record.line, words))
            else:
                person = Person(record.number, self._areas.id_of(record.area), record.line)
                self._first[roll_number.same_number(record.number)] = person
                self.people.append(person)

    def _wrong_with(self, record: Record) -> Words | None:
        if self._areas.are_swapped(record.number, record.area):
            return _COLUMNS_ARE_SWAPPED
        if words := roll_number.wrong_with(record.number):
            return words
        if first := self._first.get(roll_number.same_number(record.number)):
            return _number_is_taken(record.number, first)
        return self._areas.wrong_with(record.area) or (_TOO_MANY if len(self.people) >= MAX_PEOPLE else None)


_COLUMNS_ARE_SWAPPED: Words = {
    "en": "An area stands in the column of the numbers: the two headings, or the two columns, seem to be swapped.",
    "de": "In der Spalte der Nummern steht ein Ortsteil: Die beiden Überschriften oder Spalten scheinen vertauscht zu"
    " sein.",
}


def _number_is_taken(number: str, first: Person) -> Words:
    also_en = "" if number == first.number else f", as {first.number}"
    also_de = "" if number == first.number else f", als {first.number}"
    return {
        "en": f"The number {number} stands on line {first.line} already{also_en}.",
        "de": f"Die Nummer {number} steht schon in Zeile {first.line}{also_de}.",
    }
