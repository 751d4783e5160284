"""Brings a service's database to its newest schema."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, text

from libs.shared.platform.acts.act_rows import ActRow
from libs.shared.platform.facts.bookmarks import Bookmark
from libs.shared.platform.facts.dead_letters import DeadLetter
from libs.shared.platform.facts.editions import TURN_ALL, EditionRow
from libs.shared.platform.facts.epochs import JournalEpoch
from libs.shared.platform.facts.heard import HeardFact
from libs.shared.platform.facts.journal import JournalRow, PlatformTable
from libs.shared.platform.facts.positions import ListenerPosition
from libs.shared.platform.facts.relay import RelayMark
from libs.shared.platform.running.last_backup import LastBackup
from libs.shared.platform.running.noticeboard import Notice
from libs.shared.platform.storage import schema_versions
from libs.shared.platform.storage.engines import engine_for
from libs.shared.platform.storage.missing_columns import missing_columns
from libs.shared.platform.storage.strong_locks import until_free, wait_in_no_queue

_MIGRATION_LOCK = 7_301_002
_PATIENCE_S = 60.0
_TABLES = (
    JournalRow,
    RelayMark,
    JournalEpoch,
    ListenerPosition,
    Bookmark,
    HeardFact,
    DeadLetter,
    Notice,
    LastBackup,
    EditionRow,
    ActRow,
)


async def ensure_database(url: str) -> None:
    """Create the database that the address names, if its server lacks it."""
    try:
        connection = await asyncpg.connect(url)
    except asyncpg.InvalidCatalogNameError:
        parts = urlsplit(url)
        connection = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")))
        try:
            await connection.execute(f'create database "{parts.path.strip("/")}"')
        except asyncpg.DuplicateDatabaseError:
            pass  # another process was quicker
        finally:
            await connection.close()
    else:
        await connection.close()


async def migrate(url: str, migrations: Path) -> None:
    """Apply what is missing of the service's migrations; processes that start together take turns.

    Raises:
        CannotStart: if the database is another service's, or a newer version's that this one cannot work with.
        DBAPIError: of a lock that was not available for a minute, as while a backup reads what is to be changed.
    """
    engine = engine_for(url)

    async def upgrade() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            await wait_in_no_queue(connection)
            await connection.run_sync(_upgrade, migrations)

    try:
        await until_free(upgrade, patience_s=_PATIENCE_S)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, migrations: Path) -> None:
    scripts = ScriptDirectory(str(migrations), version_locations=[str(migrations)])

    def steps(revision: Any, _context: MigrationContext) -> list[RevisionStep]:
        return list(scripts._upgrade_revs("head", revision))  # noqa: SLF001 - what Alembic's own env.py calls

    schema_versions.prepare(connection)
    if schema_versions.is_of_a_newer_version(connection, scripts, migrations.parent.name):
        connection.execute(TURN_ALL)
        return  # it has all that this version needs, and what it has beside is not ours to change
    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    schema_versions.note(connection, scripts, migrations.parent.name)
    # What the platform has gained since the service's first migration. To change what is there takes migrations.
    PlatformTable.metadata.create_all(connection, tables=_platform_tables())
    for table in _platform_tables():
        _add_missing_columns(connection, table)
        for index in table.indexes:
            # A vote waits for none of these tables; what else is written there waits for the second that it takes.
            index.create(connection, checkfirst=True)
    connection.execute(TURN_ALL)  # a service that starts may have become another


def _add_missing_columns(connection: Connection, table: Table) -> None:
    for column in missing_columns(connection, table):  # one that may be empty: then no row is written anew
        kind = column.type.compile(connection.dialect)
        connection.execute(text(f"alter table {table.name} add column {column.name} {kind}"))


def create_platform_tables(op: ModuleType) -> None:
    """For a service's first migration: the journal, the relay's mark, positions, bookmarks and dead letters."""
    PlatformTable.metadata.create_all(op.get_bind(), tables=_platform_tables())
    op.execute("insert into relay_mark (id, positioned_through, published_through) values (1, 0, 0)")


def _platform_tables() -> Sequence[Any]:
    return [model.__table__ for model in _TABLES]
