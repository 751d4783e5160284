"""A role for each service on the single machine's PostgreSQL, with rights to its own database alone.

Whoever finds a way to run SQL through one service gets neither another's tables nor the server's programs and files, as
on many machines. Data of before, which belonged to the server's owner, are handed to the roles at the next start.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import ServiceName, Settings

# What lies in a database and belongs to somebody, apart from what belongs with something else: an index, a column's
# sequence, the members of an extension.
_STRANGERS = """
with ours as (select oid from pg_namespace where nspname !~ '^(pg_|information_schema$)'),
everything as (
    select 'schema' as kind, n.oid::regnamespace::text as name, n.nspowner as owner, n.oid,
        'pg_namespace'::regclass as catalog
    from pg_namespace n where n.oid in (select oid from ours)
    union all
    select 'table', c.oid::regclass::text, c.relowner, c.oid, 'pg_class'::regclass
    from pg_class c where c.relnamespace in (select oid from ours) and c.relkind in ('r', 'p', 'v', 'm', 'f')
    union all
    select 'sequence', c.oid::regclass::text, c.relowner, c.oid, 'pg_class'::regclass
    from pg_class c where c.relnamespace in (select oid from ours) and c.relkind = 'S'
    union all
    select 'routine', p.oid::regprocedure::text, p.proowner, p.oid, 'pg_proc'::regclass
    from pg_proc p where p.pronamespace in (select oid from ours)
    union all
    select 'text search configuration', t.oid::regconfig::text, t.cfgowner, t.oid, 'pg_ts_config'::regclass
    from pg_ts_config t where t.cfgnamespace in (select oid from ours)
    union all
    select 'text search dictionary', t.oid::regdictionary::text, t.dictowner, t.oid, 'pg_ts_dict'::regclass
    from pg_ts_dict t where t.dictnamespace in (select oid from ours)
    union all
    select 'type', t.oid::regtype::text, t.typowner, t.oid, 'pg_type'::regclass
    from pg_type t where t.typnamespace in (select oid from ours) and t.typtype in ('e', 'd')
)
select kind, name from everything e
where owner <> $1::regrole and not exists (
    select from pg_depend d where d.classid = e.catalog and d.objid = e.oid and d.deptype in ('a', 'i', 'e')
)
"""


class OwnDatabases(Settings):
    """Settings in which each service has an address with a role of its own."""

    addresses: Mapping[ServiceName, str]

    def database_of(self, service: ServiceName) -> str:
        """The address of the service's own database."""
        return self.addresses[service]


def with_roles(settings: Settings, owner: str) -> OwnDatabases:
    """The settings for services that have roles on the server.

    Args:
        owner: The address of the server's owner, password included, with any database or none.
    """
    addresses = {service: _address(owner, service) for service in SERVICE_NAMES}
    return OwnDatabases(**{**settings.model_dump(), "database_url": owner}, addresses=addresses)


async def make_roles(owner: str) -> None:
    """Give every service its role and its database, and the role what lies in there."""
    connection = await asyncpg.connect(urlunsplit(urlsplit(owner)._replace(path="/postgres")))
    try:
        for database in ("postgres", "template1"):
            await connection.execute(f"revoke all on database {database} from public")
        for service in SERVICE_NAMES:
            await _make_role(connection, owner, service)
    finally:
        await connection.close()
    for service in SERVICE_NAMES:
        await _hand_over(owner, service)


async def _make_role(connection: asyncpg.Connection, owner: str, service: ServiceName) -> None:
    name = _name(service)
    if not await connection.fetchval("select true from pg_roles where rolname = $1", name):
        await connection.execute(f"create role {name}")
    await connection.execute(f"alter role {name} login password '{_password(owner, service)}'")
    if not await connection.fetchval("select true from pg_database where datname = $1", name):
        await connection.execute(f"create database {name} owner {name}")
    await connection.execute(f"alter database {name} owner to {name}")
    await connection.execute(f"revoke all on database {name} from public")


async def _hand_over(owner: str, service: ServiceName) -> None:
    name = _name(service)
    connection = await asyncpg.connect(urlunsplit(urlsplit(owner)._replace(path=f"/{name}")))
    try:
        async with connection.transaction():
            for kind, thing in await connection.fetch(_STRANGERS, name):
                await connection.execute(f"alter {kind} {thing} owner to {name}")
    finally:
        await connection.close()


async def put_database_aside(owner: str, service: ServiceName) -> str:
    """The name under which the service's database of before lies on the server now. Nothing is deleted."""
    connection = await asyncpg.connect(urlunsplit(urlsplit(owner)._replace(path="/postgres")))
    try:
        number = 1
        while await connection.fetchval("select true from pg_database where datname = $1", _aside(service, number)):
            number += 1
        await connection.execute(f"alter database {_name(service)} rename to {_aside(service, number)}")
    finally:
        await connection.close()
    return _aside(service, number)


def _aside(service: ServiceName, number: int) -> str:
    return f"{_name(service)}_before_{number}"


def _address(owner: str, service: ServiceName) -> str:
    parts = urlsplit(owner)
    place = f"{_name(service)}:{_password(owner, service)}@{parts.hostname}:{parts.port}"
    return urlunsplit(parts._replace(netloc=place, path=f"/{_name(service)}"))


def _password(owner: str, service: ServiceName) -> str:
    # From the owner's, which is random and kept: a command that works beside the platform finds the same.
    return hmac.new((urlsplit(owner).password or "").encode(), service.encode(), hashlib.sha256).hexdigest()


def _name(service: ServiceName) -> str:
    return f"commonpurse_{service}"
