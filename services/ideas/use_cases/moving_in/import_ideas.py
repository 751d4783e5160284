"""Staff bring a file of ideas into a round: it is looked at first, and taken when they say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.errors import RoundIsArchived
from services.ideas.domain.moving_in.errors import ImportHasBegun, NothingToTake
from services.ideas.domain.moving_in.importing import (
    REPORTED,
    WAITS,
    Import,
    Sketch,
    Unmoved,
)
from services.ideas.domain.round import Round
from services.ideas.storage import rounds
from services.ideas.storage.moving_in import imports
from services.ideas.use_cases.moving_in.wishes import wished
from services.ideas.use_cases.suggest_idea import SuggestIdea

SHOWN = 100
"""How many of the lines that are not taken are told at once; a file has all of them."""


@dataclass(frozen=True, slots=True)
class WishedIdea:
    """An idea of a file: on which line, what is to be suggested, and whether it was accepted there."""

    line: int
    wish: SuggestIdea
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read."""

    sketch: Sketch
    wishes: Sequence[WishedIdea]
    unmoved: Sequence[Unmoved]


@dataclass(frozen=True, slots=True)
class Bringer:
    """Who of the staff brings the file, in which roles, and when."""

    staff_id: UUID
    roles: frozenset[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class SeenImport:
    """An import with the first of the lines that are not taken."""

    what: Import
    unmoved: Sequence[Unmoved]


async def demand_round(round_id: UUID, database: Database) -> Round:
    """The round, if ideas can be brought into it.

    Raises:
        RoundIsNotKnown: if there is no such round.
        RoundIsArchived: if it is over and put away.
    """
    async with database.reading() as session:
        found = await rounds.get(session, round_id)
    if found.is_archived:
        raise RoundIsArchived(round_id)
    return found


async def show_import(round_id: UUID, read: ReadFile, by: Bringer, database: Database) -> SeenImport:
    """Keep what was read of the file for two days, in which it can be taken or given up. Nothing is taken yet."""
    new = Import(new_id(), round_id, by.staff_id, by.now, read.sketch)
    async with database.transaction(is_shown=False) as tx:
        await imports.add(tx.session, new, by.roles, (by.now + WAITS).date())
        lines = ((each.line, wished(each.wish), each.is_accepted) for each in read.wishes)
        await imports.add_lines(tx.session, new.import_id, lines)
        await imports.add_unmoved(tx.session, new.import_id, read.unmoved)
    return await see_import(round_id, new.import_id, database)


async def see_import(round_id: UUID, import_id: UUID, database: Database) -> SeenImport:
    """How far it is.

    Raises:
        ImportIsNotKnown: if the round has no such import any more.
    """
    async with database.reading() as session:
        what = await imports.get(session, round_id, import_id)
        return SeenImport(what, await imports.unmoved(session, import_id, SHOWN))


async def see_imports(round_id: UUID, database: Database) -> list[Import]:
    """The round's imports of the last ninety days, the newest first."""
    async with database.reading() as session:
        return await imports.of_round(session, round_id)


async def all_unmoved(round_id: UUID, import_id: UUID, database: Database) -> Sequence[Unmoved]:
    """Every line that was not taken.

    Raises:
        ImportIsNotKnown: if the round has no such import any more.
    """
    async with database.reading() as session:
        await imports.get(session, round_id, import_id)
        return await imports.unmoved(session, import_id)


async def start_import(round_id: UUID, import_id: UUID, database: Database, clock: Clock) -> SeenImport:
    """From now on its ideas are taken; if they are already, that changes nothing.

    Raises:
        ImportIsNotKnown: if the round has no such import any more.
        NothingToTake: if none of its lines can be taken.
        RoundIsArchived: if the round was put away meanwhile.
    """
    await demand_round(round_id, database)
    now = clock.now()
    async with database.transaction(is_shown=False) as tx:
        found = await imports.lock(tx.session, round_id, import_id)
        if not found.sketch.to_take:
            raise NothingToTake
        if found.stage == "shown":
            await imports.begin(tx.session, import_id, now, (now + REPORTED).date())
    return await see_import(round_id, import_id, database)


async def give_import_up(round_id: UUID, import_id: UUID, database: Database) -> None:
    """Forget the file; nothing of it was taken.

    Raises:
        ImportIsNotKnown: if the round has no such import any more.
        ImportHasBegun: if its ideas are being taken.
    """
    async with database.transaction(is_shown=False) as tx:
        if (await imports.lock(tx.session, round_id, import_id)).stage != "shown":
            raise ImportHasBegun
        await imports.forget(tx.session, import_id)


async def erase_imports(database: Database, clock: Clock) -> int:
    """How many files, and reports of files, were erased because their time is over."""
    async with database.transaction(is_shown=False) as tx:
        return await imports.erase_due(tx.session, clock.now().date())
