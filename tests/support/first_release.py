"""A service's database as the first release left it: its first migration, and nothing since."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.ext.asyncio import create_async_engine

Row = tuple[str, Mapping[str, Any]]
FIRST = "2026_11_23_the_first_tables"


async def left_by_the_first_release(address: str, migrations: Path, *rows: Row, box: UUID | None = None) -> None:
    """Make the tables of the first release in the empty database, with these rows in them; and a poll's ballot box."""
    engine = create_async_engine(address.replace("postgresql://", "postgresql+asyncpg://", 1))
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_make_first_tables, migrations)
            if box is not None:
                name = f"ballots_{box.hex}"
                await connection.execute(text(f"create table {name} partition of ballots for values in ('{box}')"))
            for table, values in rows:
                await connection.run_sync(_insert, table, values)
    finally:
        await engine.dispose()


def _insert(connection: Connection, table: str, values: Mapping[str, Any]) -> None:
    connection.execute(Table(table, MetaData(), autoload_with=connection).insert().values(values))


def _make_first_tables(connection: Connection, migrations: Path) -> None:
    scripts = ScriptDirectory(str(migrations), version_locations=[str(migrations)])

    def steps(revision: Any, _context: MigrationContext) -> list[RevisionStep]:
        return list(scripts._upgrade_revs(FIRST, revision))

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
