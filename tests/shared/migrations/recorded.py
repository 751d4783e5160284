"""A service's migrations, applied to a database one after the other, and what each of them sent."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import create_async_engine

from libs.shared.platform.storage import schema_versions


def chain_of(migrations: Path) -> ScriptDirectory:
    """The migrations of a folder."""
    return ScriptDirectory(str(migrations), version_locations=[str(migrations)])


async def statements_of(address: str, migrations: Path) -> Mapping[str, Sequence[str]]:
    """What each migration sent to the empty database, by its name, the first one first."""
    engine = create_async_engine(address.replace("postgresql://", "postgresql+asyncpg://", 1))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_recorded, chain_of(migrations))
    finally:
        await engine.dispose()


def _recorded(connection: Connection, scripts: ScriptDirectory) -> Mapping[str, Sequence[str]]:
    by_revision: dict[str, list[str]] = {}
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        if "alembic_version" not in statement:
            sent.append(statement)

    def file(*_: Any, **told: Any) -> None:
        by_revision[told["step"].up_revision_id] = sent.copy()
        sent.clear()

    def steps(revision: Any, _context: MigrationContext) -> list[RevisionStep]:
        sent.clear()
        return list(scripts._upgrade_revs("head", revision))

    schema_versions.prepare(connection)
    event.listen(connection, "before_cursor_execute", note)
    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, on_version_apply=file)
        environment.run_migrations()
    return by_revision
