"""What a database holds, in numbers: taken down with a backup and compared when it is tried out."""

from collections import defaultdict
from typing import Any, TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_TABLES = """
    select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and nspname !~ '^(pg_|information_schema$)' order by 1
"""
_HEARD = "select listener, source, max(position) as position from listener_positions group by 1, 2"


async def contents_of(connection: Connection) -> dict[str, Any]:
    """The journal's head, what was heard by listener and source, rows by table, and which migration it has come to."""
    heard: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await connection.fetch(_HEARD):
        heard[row["listener"]][row["source"]] = row["position"]
    return {
        "head": await connection.fetchval("select coalesce(max(position), 0) from journal"),
        "heard": dict(heard),
        "schema_version": await connection.fetchval("select string_agg(version_num, ' ') from alembic_version"),
        "rows": {
            table["name"]: await connection.fetchval(f"select count(*) from {table['name']}")  # noqa: S608 - quoted
            for table in await connection.fetch(_TABLES)
        },
    }
