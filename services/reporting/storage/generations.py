"""Generations of views: each lives in a schema of its own, and one of them answers.

Whoever reads or writes the active generation shares a lock with the others who do; the swap takes it alone. So after
the swap nobody is left in the old generation, and it can be dropped.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, MetaData, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateColumn

from libs.shared.platform.facts.bookmarks import Bookmark
from libs.shared.platform.facts.dead_letters import DeadLetter
from libs.shared.platform.facts.positions import ListenerPosition
from libs.shared.platform.storage.database import Database
from libs.shared.platform.storage.missing_columns import missing_columns
from libs.shared.platform.storage.strong_locks import wait_in_no_queue
from services.reporting.storage.tables import ViewRow

SWAPPED = "view_swapped"

# Any numbers do; they are reporting's own among the advisory locks of its database.
_IN_USE = 7_301_003
_FIRST_GENERATIONS = 7_301_004
_PATH = '"%s_%s", public'


class GenerationIsRetired(Exception):
    """Another generation of the view answers by now."""


def listener_name(view: str, generation: int) -> str:
    """The name of the listener that fills the generation."""
    return f"{view}.{generation}"


@asynccontextmanager
async def reading(database: Database, view: str) -> AsyncIterator[AsyncSession]:
    """A session in which the view's table names mean the active generation's."""
    async with database.reading() as session:
        await _enter_active(session, view)
        yield session


async def write_active(session: AsyncSession, view: str, generation: int) -> None:
    """Make table names mean the generation's until the transaction ends, and keep it active that long.

    Raises:
        GenerationIsRetired: if it is not the active one.
    """
    if await _enter_active(session, view) != generation:
        raise GenerationIsRetired(listener_name(view, generation))


async def write_unborn(session: AsyncSession, view: str, generation: int) -> None:
    """Make table names mean those of a generation that nobody else uses yet."""
    await _enter(session, view, generation)


async def active(session: AsyncSession, view: str) -> int:
    """The number of the generation that answers."""
    return (await session.scalars(select(ViewRow.generation).where(ViewRow.name == view))).one()


async def version_of(session: AsyncSession, view: str) -> int:
    """By which version of the view's rules the generation was made that answers."""
    return (await session.scalars(select(ViewRow.version).where(ViewRow.name == view))).one()


async def ensure_first(session: AsyncSession, view: str, tables: MetaData, version: int) -> None:
    """Give the view an active, empty generation if it has none yet.

    One that an earlier version made gets the tables that it lacks, and columns, empty, until it is made anew.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_FIRST_GENERATIONS)))
    row = await session.get(ViewRow, view)
    if row is None:
        await _create(session, view, 1, tables)
        await session.execute(insert(ViewRow).values(name=view, generation=1, last_generation=1, version=version))
    elif row.version < version:
        await _enter(session, view, row.generation)
        await (await session.connection()).run_sync(_complete, tables)


async def begin(session: AsyncSession, view: str, tables: MetaData) -> int:
    """A new, empty generation. Its number was never used before: a Kafka group of that name would remember offsets."""
    number = update(ViewRow).where(ViewRow.name == view).values(last_generation=ViewRow.last_generation + 1)
    generation = (await session.scalars(number.returning(ViewRow.last_generation))).one()
    await _create(session, view, generation, tables)
    return generation


async def stop_use(session: AsyncSession, view: str) -> None:
    """Wait until nobody is inside the active generation, and keep it so until the transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(_IN_USE, func.hashtext(view))))


async def activate(session: AsyncSession, view: str, generation: int, version: int) -> None:
    """Let the generation answer from this transaction's commit on; its use must have been stopped."""
    made = {"generation": generation, "version": version}
    await session.execute(update(ViewRow).where(ViewRow.name == view).values(made))
    await session.execute(select(func.pg_notify(SWAPPED, view)))


async def clear_others(session: AsyncSession, view: str) -> None:
    """Remove every trace of the view's generations that do not answer: retired, or begun and abandoned."""
    kept = await active(session, view)
    schemas = await session.scalars(
        text("select nspname from pg_namespace where nspname ~ :all and nspname <> :kept"),
        {"all": f"^{view}_[0-9]+$", "kept": _schema(view, kept)},
    )
    await wait_in_no_queue(session)
    for schema in schemas.all():
        await session.execute(text(f'drop schema "{schema}" cascade'))
    for table in (ListenerPosition, Bookmark, DeadLetter):
        is_of_view = table.listener.regexp_match(rf"^{view}\.[0-9]+$")
        await session.execute(delete(table).where(is_of_view, table.listener != listener_name(view, kept)))


def _complete(connection: Connection, tables: MetaData) -> None:
    tables.create_all(connection, checkfirst=True)
    for table in tables.sorted_tables:
        for column in missing_columns(connection, table):
            told = CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(text(f"alter table {table.name} add column {told}"))


async def _enter_active(session: AsyncSession, view: str) -> int:
    # Two statements: the second must see what a swap, for which the first has waited, has committed.
    await session.execute(select(func.pg_advisory_xact_lock_shared(_IN_USE, func.hashtext(view))))
    path = func.format(_PATH, ViewRow.name, ViewRow.generation)
    entering = select(ViewRow.generation, func.set_config("search_path", path, True)).where(ViewRow.name == view)
    generation: int = (await session.scalars(entering)).one()
    return generation


async def _enter(session: AsyncSession, view: str, generation: int) -> None:
    await session.execute(select(func.set_config("search_path", f'"{_schema(view, generation)}", public', True)))


async def _create(session: AsyncSession, view: str, generation: int, tables: MetaData) -> None:
    await session.execute(text(f'create schema "{_schema(view, generation)}"'))
    await _enter(session, view, generation)
    await (await session.connection()).run_sync(tables.create_all, checkfirst=False)


def _schema(view: str, generation: int) -> str:
    return f"{view}_{generation}"
