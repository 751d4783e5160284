"""The roll of a round: who may take part, under which number and from which area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.words import Words
from services.residents.domain.errors import RollError, RollHasErrors
from services.residents.domain.roll_file import Record, records_of

MAX_BYTES = 50_000_000
MAX_PEOPLE = 1_000_000
_SHOWN_ERRORS = 100
_LONGEST_NUMBER = 64
_SHOWN_AREAS = 12

_NOBODY: Words = {"en": "There is nobody in the file.", "de": "In der Datei ist niemand."}
_NO_NUMBER: Words = {"en": "The number is missing.", "de": "Die Nummer fehlt."}
_UNFIT_NUMBER: Words = {
    "en": f"The number is longer than {_LONGEST_NUMBER} characters, or has characters that cannot be printed.",
    "de": f"Die Nummer ist länger als {_LONGEST_NUMBER} Zeichen oder hat Zeichen, die sich nicht drucken lassen.",
}
_TOO_MANY: Words = {
    "en": f"A roll holds {MAX_PEOPLE:,} people at most.",
    "de": f"In ein Verzeichnis passen höchstens {MAX_PEOPLE:,} Personen.".replace(",", "."),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the roll."""

    number: str
    area_id: UUID | None


def read_roll(content: bytes, areas: Mapping[str, UUID]) -> list[Person]:
    """Everyone in the file, if every line of it is good.

    Args:
        content: the file as it came.
        areas: the round's areas by name.

    Raises:
        RollHasErrors: with each bad line and what is wrong with it.
    """
    found = _Reading(areas)
    found.take(records_of(content))
    if found.errors:
        raise RollHasErrors(found.errors[:_SHOWN_ERRORS], len(found.errors))
    if not found.people:
        raise RollHasErrors([RollError.of(1, _NOBODY)], 1)
    return found.people


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, areas: Mapping[str, UUID]) -> None:
        self.people: list[Person] = []
        self.errors: list[RollError] = []
        self._areas = {name.strip().casefold(): area_id for name, area_id in areas.items()}
        self._known_areas = ", ".join(sorted(areas)[:_SHOWN_AREAS]) + (" …" if len(areas) > _SHOWN_AREAS else "")
        self._line_of: dict[str, int] = {}

    def take(self, records: Iterable[Record | RollError]) -> None:
        for record in records:
            if isinstance(record, RollError):
                self.errors.append(record)
            elif words := self._wrong_with(record):
                self.errors.append(RollError.of(record.line, words))
            else:
                self._line_of[record.number] = record.line
                self.people.append(Person(record.number, self._areas.get(record.area.casefold())))

    def _wrong_with(self, record: Record) -> Words | None:
        if not record.number:
            return _NO_NUMBER
        if len(record.number) > _LONGEST_NUMBER or not record.number.isprintable():
            return _UNFIT_NUMBER
        if record.number in self._line_of:
            return _number_is_taken(record.number, self._line_of[record.number])
        if record.area and record.area.casefold() not in self._areas:
            return self._no_such_area(record.area)
        return _TOO_MANY if len(self.people) >= MAX_PEOPLE else None

    def _no_such_area(self, area: str) -> Words:
        known = self._known_areas
        return {
            "en": f'There is no area "{area}" in this round. Its areas are: {known or "none"}.',
            "de": f"Den Ortsteil „{area}“ gibt es in dieser Runde nicht. Ihre Ortsteile sind: {known or 'keine'}.",
        }


def _number_is_taken(number: str, line: int) -> Words:
    return {
        "en": f"The number {number} stands on line {line} already.",
        "de": f"Die Nummer {number} steht schon in Zeile {line}.",
    }
