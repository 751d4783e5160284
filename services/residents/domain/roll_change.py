"""What would be different if a file became the roll. Nothing is taken before somebody has seen it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.residents.domain.errors import RollError
from services.residents.domain.roll import Person
from services.residents.domain.roll_number import doubt_about, look_alike, same_number

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who is on the roll now."""

    person_id: str
    number: str
    area_id: UUID | None
    has_code: bool
    has_voted: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that may be one person's: the file's on this line, and another on the roll or on another line."""

    line: int
    number: str
    other: str
    other_line: int | None


@dataclass(slots=True)
class RollChange:
    """The difference between a file and the roll. ``alike`` is asked about; ``doubts`` must be accepted."""

    new: list[Person] = field(default_factory=list)
    moved: list[tuple[Entry, UUID | None]] = field(default_factory=list)
    stays: int = 0
    missing: list[Entry] = field(default_factory=list)
    alike: list[Pair] = field(default_factory=list)
    doubts: list[RollError] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What tells this difference from any other: whoever confirms it has seen this one."""
        told = (
            sorted((person.number, str(person.area_id)) for person in self.new),
            sorted((entry.person_id, str(area_id)) for entry, area_id in self.moved),
            sorted((entry.person_id, entry.has_code, entry.has_voted) for entry in self.missing),
            sorted((pair.number, pair.other) for pair in self.alike),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


def compare(roll: Iterable[Entry], people: Sequence[Person], *, alike_are_same: bool | None = None) -> RollChange:
    """The difference. Whoever looks alike is taken for the same person unless they are said to be others."""
    entries = list(roll)
    change = RollChange(
        doubts=[RollError.of(each.line, words) for each in people if (words := doubt_about(each.number))]
    )
    match = _exactly(entries, people)
    _find_alike(change, entries, people, match)
    if alike_are_same is not False:
        match |= _loosely(change, entries, match)
    for person in people:
        _take(change, person, match.get(person.number))
    found = {entry.person_id for entry in match.values()}
    change.missing = [entry for entry in entries if entry.person_id not in found]
    return change


def _take(change: RollChange, person: Person, entry: Entry | None) -> None:
    if entry is None:
        change.new.append(person)
    elif entry.area_id != person.area_id:
        change.moved.append((entry, person.area_id))
    else:
        change.stays += 1


def _exactly(entries: Sequence[Entry], people: Sequence[Person]) -> dict[str, Entry]:
    """The entry of each number in the file that the roll has, however it is written."""
    as_written = {entry.number: entry for entry in entries}
    by_key = {same_number(entry.number): entry for entry in entries}
    found = {}
    for person in people:
        entry = as_written.get(person.number) or by_key.get(same_number(person.number))
        if entry is not None:
            found[person.number] = entry
    return found


def _find_alike(
    change: RollChange, entries: Sequence[Entry], people: Sequence[Person], match: Mapping[str, Entry]
) -> None:
    taken = {entry.person_id for entry in match.values()}
    free = {look_alike(entry.number): entry for entry in entries if entry.person_id not in taken}
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[look_alike(person.number)].append(person)
    for key, group in groups.items():
        unknown = [person for person in group if person.number not in match]
        if entry := free.get(key):
            change.alike += [Pair(person.line, person.number, entry.number, None) for person in unknown]
        if len(group) > 1:
            change.alike += [_beside(person, group) for person in unknown]
    change.alike.sort(key=lambda pair: pair.line)


def _beside(person: Person, group: Sequence[Person]) -> Pair:
    other = next(one for one in group if one is not person)
    return Pair(person.line, person.number, other.number, other.line)


def _loosely(change: RollChange, entries: Sequence[Entry], match: Mapping[str, Entry]) -> dict[str, Entry]:
    by_number = {entry.number: entry for entry in entries}
    taken = {entry.person_id for entry in match.values()}
    found: dict[str, Entry] = {}
    for pair in change.alike:
        entry = by_number.get(pair.other) if pair.other_line is None else None
        if entry is not None and entry.person_id not in taken:
            found[pair.number] = entry
            taken.add(entry.person_id)
    return found
