"""Databases on a server that is not ours: emptied for a backup, if nobody works on them and it was said so."""

from collections.abc import Collection

import asyncpg

from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.migrating import ensure_database

_WORKING = """
    select count(*) from pg_stat_activity
    where datname = current_database() and application_name = 'commonpurse' and pid <> pg_backend_pid()
"""
_SCHEMAS = "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$)'"
_HAS_TABLES = """
    select exists (
        select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind in ('r', 'p') and nspname !~ '^(pg_|information_schema$)'
    )
"""


async def make_room(settings: Settings, services: Collection[ServiceName], *, replace: bool) -> None:
    """Return when the services' databases are there and empty.

    Raises:
        Trouble: if a service works on one, or one holds something and ``replace`` was not said. Nothing is changed.
    """
    for name in services:
        await ensure_database(settings.database_of(name))
    for name in services:
        await _demand_consent(settings.database_of(name), name, replace=replace)
    for name in services:
        await _empty(settings.database_of(name))


async def _demand_consent(address: str, name: ServiceName, *, replace: bool) -> None:
    connection = await asyncpg.connect(address)
    try:
        if await connection.fetchval(_WORKING):
            raise Trouble(f"{name} is running on its database: stop all services first. Nothing was changed")
        if not replace and await connection.fetchval(_HAS_TABLES):
            raise Trouble(f"{name}'s database is not empty, and nothing was changed: --replace deletes what is there")
    finally:
        await connection.close()


async def _empty(address: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        async with connection.transaction():
            for schema in await connection.fetch(_SCHEMAS):
                await connection.execute(f'drop schema "{schema["nspname"]}" cascade')
            await connection.execute("create schema public authorization pg_database_owner")
    finally:
        await connection.close()
