"""A migration adds. Things go a version later, by a migration that says from where on code does without them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

import pytest
from sqlalchemy import MetaData

from commonpurse.parts import SERVICE_NAMES, the_service
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage import schema_versions
from libs.shared.platform.storage.database import Database
from tests.shared.migrations.expanding import Reader
from tests.shared.migrations.recorded import chain_of, statements_of
from tests.shared.migrations.released import LAST_OF_BEFORE
from tests.support.databases import a_fresh_database
from tests.support.tables import differences


@dataclass(frozen=True)
class Migrated:
    """A service's database at its newest schema, and what each migration sent."""

    service: ServiceName
    address: str
    sent: Mapping[str, Sequence[str]]


@pytest.fixture(scope="module", params=SERVICE_NAMES)
async def migrated(request: pytest.FixtureRequest, postgres: str) -> AsyncIterator[Migrated]:
    async with a_fresh_database(postgres) as address:
        sent = await statements_of(address, the_service(request.param).migrations)
        yield Migrated(request.param, address, sent)


async def test_the_migrations_make_the_tables_that_the_models_describe(migrated: Migrated) -> None:
    tables = import_module(f"services.{migrated.service}.storage.tables")
    described: MetaData = getattr(tables, f"{migrated.service.capitalize()}Table").metadata

    database = Database(migrated.address)
    try:
        assert await differences(database, described) == []
    finally:
        await database.aclose()


async def test_the_version_of_before_works_on_with_what_was_migrated_since(migrated: Migrated) -> None:
    order = list(migrated.sent)
    since = order.index(LAST_OF_BEFORE[migrated.service]) + 1
    scripts = chain_of(the_service(migrated.service).migrations)
    reader = Reader()
    reader.knows_all_of(statement for name in order[:since] for statement in migrated.sent[name])

    takes_away = {name: found for name in order[since:] if (found := reader.taken_away(migrated.sent[name]))}
    says_so = {name for name in takes_away if hasattr(scripts.get_revision(name).module, "works_from")}

    assert {name: found for name, found in takes_away.items() if name not in says_so} == {}
    assert order.index(schema_versions.works_from(scripts)) < since, "the version of before does not have it yet"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE streets DROP COLUMN name",
        "ALTER TABLE streets RENAME name TO title",
        'ALTER TABLE "streets" RENAME TO roads',
        "ALTER TABLE streets ADD COLUMN length INTEGER NOT NULL",
        "ALTER TABLE streets ALTER COLUMN name SET NOT NULL",
        "ALTER TABLE streets ALTER COLUMN lit DROP DEFAULT",
        "ALTER TABLE streets ALTER COLUMN length TYPE SMALLINT",
        "ALTER TABLE streets ADD CONSTRAINT streets_name_key UNIQUE (name)",
        "ALTER TABLE streets ADD CONSTRAINT short CHECK (length < 9)",
        "ALTER TABLE streets DROP CONSTRAINT streets_pkey",
        "CREATE UNIQUE INDEX once ON streets (lower(name))",
        "DROP INDEX one_number",
        "DROP TABLE streets",
        "TRUNCATE streets",
        "LOCK TABLE streets",
        "CREATE TRIGGER late BEFORE INSERT ON streets FOR EACH ROW EXECUTE FUNCTION refuse()",
        "set local lock_timeout to '1h'",
    ],
)
def test_what_takes_something_away_is_noticed(statement: str) -> None:
    reader = Reader()
    reader.knows_all_of(["create table streets (name text)", "create unique index one_number on streets (number)"])

    assert reader.taken_away([statement]) == [" ".join(statement.lower().split()).replace('"', "")]


def test_what_adds_is_no_trouble_nor_is_what_nobody_of_before_knows() -> None:
    reader = Reader()
    reader.knows_all_of(["create table streets (name text)"])

    assert (
        reader.taken_away(
            [
                "\nCREATE TABLE lamps (\n\tname TEXT NOT NULL\n)\n",
                "ALTER TABLE lamps DROP COLUMN name",
                "ALTER TABLE streets ADD COLUMN lit BOOLEAN DEFAULT false NOT NULL",
                "ALTER TABLE streets ADD COLUMN length INTEGER",
                "ALTER TABLE streets ALTER COLUMN name DROP NOT NULL",
                "CREATE INDEX by_name ON streets (name)",
                "DROP INDEX by_name",
                "CREATE UNIQUE INDEX by_length ON streets (length) WHERE length IS NOT NULL",
                "update streets set lit = true",
                "DROP TABLE lamps",
            ]
        )
        == []
    )
