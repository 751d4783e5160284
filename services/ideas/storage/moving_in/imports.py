"""Files of ideas in the database, until their time is over."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.erasing import erase_due_from
from services.ideas.domain.moving_in.errors import ImportIsNotKnown
from services.ideas.domain.moving_in.importing import FirstIdea, Import, Kind, Sketch, Unmoved
from services.ideas.domain.origin import System
from services.ideas.storage.moving_in.tables import ImportLineRow, ImportRow, UnmovedRow

Wished = dict[str, Any]
"""An idea as it is to be suggested, by the names that the command has for its parts."""

_AT_ONCE = 1_000
_IS_UNDER_WAY = ImportRow.begun_at.is_not(None) & ImportRow.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Line:
    """An idea of a file that is to be taken, and by whose leave."""

    import_id: UUID
    round_id: UUID
    line: int
    wish: Wished
    is_accepted: bool
    made_by: UUID
    roles: frozenset[str]


async def add(session: AsyncSession, new: Import, roles: Iterable[str], erase_on: date) -> None:
    """Keep the file, without its lines."""
    sketch = new.sketch
    await session.execute(
        insert(ImportRow).values(
            import_id=new.import_id,
            round_id=new.round_id,
            made_by=new.made_by,
            made_at=new.made_at,
            roles=sorted(roles),
            system=sketch.system,
            language=sketch.language,
            to_take=sketch.to_take,
            to_accept=sketch.to_accept,
            with_cost=sketch.with_cost,
            columns={"read": [*sketch.columns_read], "unread": [*sketch.columns_unread]},
            first=[asdict(each) for each in sketch.first],
            erase_on=erase_on,
        )
    )


async def add_lines(session: AsyncSession, import_id: UUID, wishes: Iterable[tuple[int, Wished, bool]]) -> None:
    """Keep the ideas of the file, each with its line and whether it was accepted there."""
    rows = [
        {"import_id": import_id, "line": line, "wish": wish, "is_accepted": is_accepted}
        for line, wish, is_accepted in wishes
    ]
    for first in range(0, len(rows), _AT_ONCE):
        await session.execute(insert(ImportLineRow), rows[first : first + _AT_ONCE])


async def add_unmoved(session: AsyncSession, import_id: UUID, lines: Iterable[Unmoved]) -> None:
    """Note lines that are not taken, and why; of a line that is noted already the first reason stays."""
    rows = [{"import_id": import_id, "line": one.line, "kind": one.kind, "why": dict(one.why)} for one in lines]
    for first in range(0, len(rows), _AT_ONCE):
        await session.execute(insert(UnmovedRow).on_conflict_do_nothing(), rows[first : first + _AT_ONCE])


async def get(session: AsyncSession, round_id: UUID, import_id: UUID) -> Import:
    """The import of that id.

    Raises:
        ImportIsNotKnown: if the round has none.
    """
    row = await session.get(ImportRow, import_id, populate_existing=True)
    return (await _as_imports(session, [_demanded(row, round_id, import_id)]))[0]


async def lock(session: AsyncSession, round_id: UUID, import_id: UUID) -> Import:
    """The same; others wait until the transaction ends."""
    row = await session.get(ImportRow, import_id, with_for_update=True, populate_existing=True)
    return (await _as_imports(session, [_demanded(row, round_id, import_id)]))[0]


async def of_round(session: AsyncSession, round_id: UUID) -> list[Import]:
    """The round's imports, the newest first, as long as they are kept."""
    rows = select(ImportRow).where(ImportRow.round_id == round_id)
    newest = rows.order_by(ImportRow.made_at.desc(), ImportRow.import_id.desc())
    return await _as_imports(session, (await session.scalars(newest)).all())


async def begin(session: AsyncSession, import_id: UUID, now: datetime, erase_on: date) -> None:
    """From now on its ideas are taken."""
    await session.execute(_row(import_id).values(begun_at=now, erase_on=erase_on))


async def forget(session: AsyncSession, import_id: UUID) -> None:
    """Forget the file and all of its lines."""
    await session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))


async def are_under_way(session: AsyncSession) -> bool:
    """Whether ideas of some file are being taken."""
    return bool(await session.scalar(select(exists().where(_IS_UNDER_WAY))))


async def next_line(session: AsyncSession) -> Line | None:
    """The next line to be taken, of whichever file began first, taken out. Lines that others take now are passed."""
    files = select(ImportRow.import_id, ImportRow.round_id, ImportRow.made_by, ImportRow.roles)
    files = files.where(_IS_UNDER_WAY).order_by(ImportRow.begun_at, ImportRow.import_id)
    # File by file, each by its index: both in one statement would sort all that is left for every line.
    for import_id, round_id, made_by, roles in (await session.execute(files)).all():
        lines = select(ImportLineRow).where(ImportLineRow.import_id == import_id).order_by(ImportLineRow.line)
        if row := await session.scalar(lines.limit(1).with_for_update(skip_locked=True)):
            await session.delete(row)
            return Line(import_id, round_id, row.line, row.wish, row.is_accepted, made_by, frozenset(roles))
    return None


async def take_out(session: AsyncSession, line: Line) -> None:
    """The line is not to be taken any more."""
    is_it = (ImportLineRow.import_id == line.import_id) & (ImportLineRow.line == line.line)
    await session.execute(delete(ImportLineRow).where(is_it))


async def taken(session: AsyncSession, import_id: UUID, *, was_there: bool) -> None:
    """One more of its ideas is there, or was before."""
    counter = ImportRow.there_before if was_there else ImportRow.taken
    await session.execute(_row(import_id).values({counter: counter + 1}))


async def unmoved(session: AsyncSession, import_id: UUID, at_most: int | None = None) -> list[Unmoved]:
    """The lines that are not taken, in the file's order."""
    lines = select(UnmovedRow).where(UnmovedRow.import_id == import_id).order_by(UnmovedRow.line).limit(at_most)
    return [Unmoved(row.line, cast("Kind", row.kind), row.why) for row in await session.scalars(lines)]


async def end_those_without_lines(session: AsyncSession, now: datetime) -> Sequence[UUID]:
    """End the imports of which no idea is left to take; which they are. How the first would read is forgotten, too."""
    is_left = select(ImportLineRow.line).where(ImportLineRow.import_id == ImportRow.import_id).exists()
    ended = update(ImportRow).where(_IS_UNDER_WAY, ~is_left)
    return (await session.scalars(ended.values(ended_at=now, first=[]).returning(ImportRow.import_id))).all()


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase the files whose time is over; how many there were."""
    return await erase_due_from(ImportRow, session, today)


def _row(import_id: UUID) -> Any:
    return update(ImportRow).where(ImportRow.import_id == import_id).execution_options(synchronize_session=False)


def _demanded(row: ImportRow | None, round_id: UUID, import_id: UUID) -> ImportRow:
    if row is None or row.round_id != round_id:
        raise ImportIsNotKnown(import_id)
    return row


async def _as_imports(session: AsyncSession, rows: Sequence[ImportRow]) -> list[Import]:
    lines = select(UnmovedRow.import_id, UnmovedRow.kind, func.count())
    counts = lines.where(UnmovedRow.import_id.in_([row.import_id for row in rows]))
    unmoved: dict[UUID, dict[Kind, int]] = {row.import_id: {} for row in rows}
    for import_id, kind, number in await session.execute(counts.group_by(UnmovedRow.import_id, UnmovedRow.kind)):
        unmoved[import_id][cast("Kind", kind)] = number
    return [_as_import(row, unmoved[row.import_id]) for row in rows]


def _as_import(row: ImportRow, unmoved: dict[Kind, int]) -> Import:
    what = cast("System", row.system), row.language, row.to_take, row.to_accept, row.with_cost
    first = [FirstIdea(**cast("Any", each)) for each in row.first]
    sketch = Sketch(*what, row.columns["read"], row.columns["unread"], first)
    whose = row.import_id, row.round_id, row.made_by, row.made_at
    return Import(*whose, sketch, row.begun_at, row.ended_at, row.taken, row.there_before, unmoved)
