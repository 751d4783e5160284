"""On one machine, too, a service has rights to its own database alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import OwnDatabases, make_roles, with_roles
from commonpurse.parts import all_services
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.storage.migrating import ensure_database, migrate
from tests.support.folders import a_reachable_folder


@pytest.fixture(scope="module")
async def own() -> AsyncIterator[OwnDatabases]:
    """The settings of services on a server where all of them have their roles."""
    with a_reachable_folder() as folder, EmbeddedPostgres(folder / "postgres") as server:
        await make_roles(server.url(""))
        yield with_roles(Settings(), server.url(""))


async def test_each_service_makes_its_tables_with_its_own_role(own: OwnDatabases) -> None:
    for name, service in all_services().items():
        await ensure_database(own.database_of(name))
        await migrate(own.database_of(name), service.migrations)

    connection = await asyncpg.connect(own.database_of("voting"))
    assert (
        await connection.fetchval("select tableowner from pg_tables where tablename = 'polls'") == "commonpurse_voting"
    )
    await connection.close()


async def test_no_service_reaches_another_s_database_nor_the_server_s(own: OwnDatabases) -> None:
    voting = own.database_of("voting")

    for other in ("commonpurse_residents", "commonpurse_ideas", "postgres", "template1"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(voting.rpartition("/")[0] + f"/{other}")


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to program 'cat'",
        "select pg_read_file('postmaster.pid')",
        "copy (select 1) to '/tmp/x'",
        "alter system set log_statement = 'all'",
        "create role another superuser",
        "set role commonpurse",
        "select rolpassword from pg_authid",
        "drop database commonpurse_residents",
    ],
)
async def test_no_service_has_the_server_s_own_rights(own: OwnDatabases, statement: str) -> None:
    connection = await asyncpg.connect(own.database_of("voting"))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_data_of_before_are_handed_to_the_roles(a_folder: Path) -> None:
    services = all_services()
    with EmbeddedPostgres(a_folder / "postgres") as server:
        for name, service in services.items():
            await ensure_database(server.url(f"commonpurse_{name}"))
            await migrate(server.url(f"commonpurse_{name}"), service.migrations)
        owner = await asyncpg.connect(server.url("commonpurse_voting"))
        await owner.execute("create table kept (id bigserial primary key); insert into kept default values")
        await owner.execute("create type mood as enum ('calm'); create sequence turns; create view seen as table kept")

        for _ in range(2):  # every start does it
            await make_roles(server.url(""))

        own = with_roles(Settings(), server.url(""))
        role = await asyncpg.connect(own.database_of("voting"))
        await role.execute("insert into kept default values; alter table kept add column mood mood")
        await role.execute("alter type mood add value 'merry'; select nextval('turns'); drop view seen")
        kept = await role.fetchval("select count(*) from kept")
        await role.execute("drop table kept, polls cascade")
        await role.close()
        await owner.close()
        for name, part in services.items():
            if name != "voting":
                await migrate(own.database_of(name), part.migrations)

    assert kept == 2
