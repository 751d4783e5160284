"""The council hands in the roll of a round: first the difference is shown, then it is taken."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from libs.shared.events.residents import PeopleInArea, RollImported
from libs.shared.platform.storage.database import Database, Transaction
from services.residents.domain.errors import (
    RollError,
    RollHasErrors,
)
from services.residents.domain.roll import Person, read_roll
from services.residents.domain.roll_change import Pair, RollChange, compare
from services.residents.domain.roll_errors import (
    NobodyLeavesAnOpenPoll,
    RollChangeIsNotConfirmed,
    RollHasChanged,
)
from services.residents.storage import polls, roll, rounds, waiting_rolls
from services.residents.storage.roll import RollCounts

Missing = Literal["keep", "remove"]


@dataclass(frozen=True, slots=True)
class ShownImport:
    """A file that waits, and what it would change. While a poll is open nobody can be removed."""

    import_id: UUID
    people: int
    change: RollChange
    poll_is_open: bool


@dataclass(frozen=True, slots=True)
class TakeRoll:
    """Somebody has seen the difference and says what shall become of it.

    Attributes:
        digest: of the difference that was seen.
        missing: what happens to those whom the file lacks.
        alike_are_same: whether numbers that look alike are one person's; needed if there are any.
        doubts_are_right: whether numbers that a spreadsheet may have made are right as they are.
    """

    round_id: UUID
    import_id: UUID
    digest: str
    missing: Missing | None = None
    alike_are_same: bool | None = None
    doubts_are_right: bool = False


async def show_import(round_id: UUID, content: bytes, database: Database, seen: Collection[str] = ()) -> ShownImport:
    """What the file would change. It waits until that is confirmed; nothing is taken yet.

    Raises:
        RoundIsNotKnown: if there is no such round.
        RollHasErrors: if any line is bad; then it does not wait.
    """
    async with database.reading() as session:
        await rounds.demand(session, round_id)
        areas = await rounds.areas_by_name(session, round_id)
    people = await asyncio.to_thread(read_roll, content, areas)
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        import_id = await waiting_rolls.keep(tx.session, round_id, people)
        return await _shown(tx, round_id, import_id, people)


async def shown_again(round_id: UUID, import_id: UUID, database: Database) -> ShownImport:
    """What the file that waits would change now.

    Raises:
        RollImportIsNotKnown: if it does not wait any more.
    """
    async with database.transaction() as tx:
        people = await waiting_rolls.people_of(tx.session, round_id, import_id)
        return await _shown(tx, round_id, import_id, people)


async def import_first_roll(
    round_id: UUID, content: bytes, database: Database, seen: Collection[str] = ()
) -> RollCounts:
    """The roll in figures, taken at once: there was nobody on it, and nothing in the file is doubtful.

    Raises:
        RollChangeIsNotConfirmed: if somebody must look first; then the file waits.
        RoundIsNotKnown: if there is no such round.
        RollHasErrors: if any line is bad.
    """
    shown = await show_import(round_id, content, database, seen)
    change = shown.change
    if change.moved or change.missing or change.stays or change.alike or change.doubts:
        raise RollChangeIsNotConfirmed(shown.import_id, len(change.missing), len(change.alike), len(change.doubts))
    return await take_roll(TakeRoll(round_id, shown.import_id, change.digest), database)


async def take_roll(command: TakeRoll, database: Database) -> RollCounts:
    """The roll in figures, after it became what was confirmed. Whoever stays keeps code, number and pseudonym.

    Raises:
        RollImportIsNotKnown: if the file does not wait any more.
        RollHasChanged: if the difference is not the one that was seen.
        RollChangeIsNotConfirmed: if a question was not answered.
        NobodyLeavesAnOpenPoll: if people would be removed while a poll of the round is open.
        RollHasErrors: if two lines are said to be one person.
    """
    async with database.transaction() as tx:
        await rounds.lock(tx.session, command.round_id)
        people = await waiting_rolls.people_of(tx.session, command.round_id, command.import_id)
        change = await _confirmed(command, people, tx)
        await roll.add(tx.session, command.round_id, change.new)
        await roll.move(tx.session, command.round_id, change.moved)
        if command.missing == "remove":
            await roll.remove(tx.session, command.round_id, change.missing)
        await waiting_rolls.forget(tx.session, command.round_id)
        return await announce_counts(tx, command.round_id)


async def give_import_up(round_id: UUID, import_id: UUID, database: Database) -> None:
    """Forget the file that waits.

    Raises:
        RollImportIsNotKnown: if it does not wait any more.
    """
    async with database.transaction() as tx:
        await waiting_rolls.people_of(tx.session, round_id, import_id)
        await waiting_rolls.forget(tx.session, round_id)


async def announce_counts(tx: Transaction, round_id: UUID) -> RollCounts:
    """The roll in figures, which everyone may know."""
    counts = await roll.counts(tx.session, round_id)
    by_area = [PeopleInArea(area_id=area_id, people=people) for area_id, people in counts.by_area.items()]
    tx.announce(RollImported(round_id=round_id, people=counts.people, by_area=by_area, invited=counts.invited))
    return counts


async def _shown(tx: Transaction, round_id: UUID, import_id: UUID, people: Sequence[Person]) -> ShownImport:
    entries = await roll.entries(tx.session, round_id)
    change = await asyncio.to_thread(compare, entries, people)
    return ShownImport(import_id, len(people), change, await polls.one_is_open(tx.session, round_id))


async def _confirmed(command: TakeRoll, people: Sequence[Person], tx: Transaction) -> RollChange:
    entries = await roll.entries(tx.session, command.round_id)
    seen = await asyncio.to_thread(compare, entries, people)
    if seen.digest != command.digest:
        raise RollHasChanged
    _demand_answers(command, seen)
    change = await asyncio.to_thread(compare, entries, people, alike_are_same=command.alike_are_same)
    if change.missing and command.missing is None:
        raise RollChangeIsNotConfirmed(command.import_id, len(change.missing), 0, 0)
    if change.missing and command.missing == "remove" and await polls.one_is_open(tx.session, command.round_id):
        raise NobodyLeavesAnOpenPoll(len(change.missing))
    return change


def _demand_answers(command: TakeRoll, seen: RollChange) -> None:
    is_unanswered = bool(seen.alike) and command.alike_are_same is None
    if is_unanswered or (seen.doubts and not command.doubts_are_right):
        raise RollChangeIsNotConfirmed(
            command.import_id, len(seen.missing), len(seen.alike), len(seen.doubts) * (not command.doubts_are_right)
        )
    twice = [pair for pair in seen.alike if pair.other_line is not None]
    if twice and command.alike_are_same:
        raise RollHasErrors([_stands_twice(pair) for pair in twice], len(twice))


def _stands_twice(pair: Pair) -> RollError:
    words = {
        "en": f"{pair.number} is the same person as {pair.other} on line {pair.other_line}: take one of them away.",
        "de": f"{pair.number} ist dieselbe Person wie {pair.other} in Zeile {pair.other_line}: Bitte entfernen Sie eine"
        " der beiden Zeilen.",
    }
    return RollError.of(pair.line, words)
