"""A whole platform on a PostgreSQL of its own, and what can be done to that past the platform."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import ServiceName
from tests.support.eventually import eventually
from tests.web.town import Town

SOON_S = 30.0
"""In so many seconds after the cause is gone everything works again."""

_FULL = """
    create function disk_is_full() returns trigger language plpgsql as $$
    begin
        raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100';
    end $$
"""
_NEWS = """
    insert into journal (event_id, type, subject, data) values
    (gen_random_uuid(), 'commonpurse.nothing-of-anyones-concern.v1', gen_random_uuid(), '{}')
"""
_TABLES = """
    select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p') and not relispartition
"""


@dataclass(frozen=True)
class Machine:
    """The town, and the address of its server."""

    town: Town
    server: str
    client: httpx.AsyncClient

    @asynccontextmanager
    async def database(self, service: ServiceName) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """A connection to the service's database, past the service."""
        async with _connected(self.town.settings.database_of(service)) as connection:
            yield connection

    @asynccontextmanager
    async def without_tables(self) -> AsyncIterator[None]:
        """Within the block no service finds any of its tables: an error that no pause mends."""
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute("alter schema public rename to gone; create schema public")
        yield
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute("drop schema public; alter schema gone rename to public")

    @asynccontextmanager
    async def without_positions(self) -> AsyncIterator[None]:
        """Within the block no listener finds its positions, and there is news from everyone."""
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute("alter table listener_positions rename to gone")
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute(_NEWS)
        yield
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute("alter table gone rename to listener_positions")

    @asynccontextmanager
    async def with_a_full_disk(self) -> AsyncIterator[None]:
        """Within the block PostgreSQL answers each statement that writes as it does when its disk is full."""
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute(_FULL)
                for (table,) in await connection.fetch(_TABLES):
                    await connection.execute(f"""
                        create trigger full_disk before insert or update or delete on {table}
                        for each statement execute function disk_is_full()
                    """)
        yield
        for service in SERVICE_NAMES:
            async with self.database(service) as connection:
                await connection.execute("drop function disk_is_full cascade")

    async def takes_connections(self) -> bool:
        """Whether the server does: after a crash it first reads its log."""
        try:
            async with _connected(self.server):
                return True
        except (OSError, asyncpg.PostgresError):
            return False

    async def standings(self) -> dict[str, dict[str, Any]]:
        """How each worker stands, by service and name."""
        found: dict[str, dict[str, Any]] = {}
        for service in SERVICE_NAMES:
            answer = (await self.client.get(f"/api/{service}/health/ready")).json()
            found |= {f"{service}: {one['worker']}": one for one in answer["standings"]}
        return found

    async def down(self) -> set[str]:
        """Who is not at work."""
        return {name for name, one in (await self.standings()).items() if not one["is_at_work"]}

    async def is_at_work(self) -> None:
        """Return if everyone is.

        Raises:
            AssertionError: if not.
        """
        assert await self.down() == set()

    async def open_another_poll(self) -> str:
        """One more open poll like the town's own; its id."""
        found = (await self.client.get("/api/voting/v1/polls", params={"state": "open"})).json()["items"][-1]
        keys = ("round_id", "fund_id", "method", "limits", "rule", "completion", "channels", "may_replace")
        soon = datetime.now(UTC) + timedelta(minutes=1)
        dates = {"opens_at": soon.isoformat(), "closes_at": found["closes_at"]}  # within the round's calendar
        draft = {key: found[key] for key in keys} | dates | {"name": "A short vote"}
        made = await self._as_officer("/polls", draft)
        for action in ("publish", "open"):
            await self._as_officer(f"/polls/{made['poll_id']}/actions", {"action": action})
        return str(made["poll_id"])

    async def permit(self, poll_id: str, code: str) -> httpx.Response:
        """Residents' answer to the code."""
        wish = {"code": code, "channel": "web", "poll_id": poll_id}
        return await self.client.post("/api/residents/v1/permits", json=wish)

    async def cast(self, permit: str) -> httpx.Response:
        """Voting's answer to a ballot for the first project."""
        return await self.client.post("/api/voting/v1/ballots", json={"permit": permit, "choices": [1]})

    async def demand_that_all_works(self, code: str, another: str) -> None:
        """A ballot is taken; the clock closes its poll, empties the box of people, turnout is told, the key destroyed.

        Raises:
            AssertionError: if it takes longer than it may.
        """
        poll_id = await self.open_another_poll()
        permit = await eventually(lambda: self.permit_in_hand(poll_id, code), within=SOON_S)
        assert (await self.cast(permit)).status_code == httpx.codes.CREATED
        await self.make_due(poll_id)
        await eventually(lambda: self.is_closed_for_good(poll_id, another), within=SOON_S)
        await eventually(lambda: self._is_in_the_turnout(poll_id), within=SOON_S)

    async def make_due(self, poll_id: str) -> None:
        """The poll's time is over, whatever else is done to the database."""
        async with self.database("voting") as voting:
            await voting.execute("set session_replication_role to replica")  # the disk is not full for us
            await voting.execute("update polls set closes_at = now() where poll_id = $1", poll_id)

    async def is_closed_for_good(self, poll_id: str, code: str) -> bool:
        """Whether its box holds no pseudonyms, and residents issue no permit for it any more."""
        async with self.database("voting") as voting:
            sealed_at = await voting.fetchval("select sealed_at from polls where poll_id = $1", poll_id)
        return sealed_at is not None and (await self.permit(poll_id, code)).status_code == httpx.codes.CONFLICT

    async def permit_in_hand(self, poll_id: str, code: str) -> str:
        """A permit, or nothing: residents may not have heard of the poll yet."""
        answer = await self.permit(poll_id, code)
        return str(answer.json()["permit"]) if answer.is_success else ""

    async def _is_in_the_turnout(self, poll_id: str) -> bool:
        answer = await self.client.get(f"/api/reporting/v1/polls/{poll_id}/turnout")
        return answer.is_success and answer.json()["ballots"] == 1

    async def _as_officer(self, path: str, body: object) -> Any:
        name, password = next(one for one in self.town.passwords.items() if one[0].startswith("officer"))
        wish = {"name": name, "password": password}
        session = await self.client.post("/api/residents/v1/staff/sessions", json=wish)
        headers = {"Authorization": f"Bearer {session.json()['token']}"}
        answer = await self.client.post(f"/api/voting/v1{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(address)
    try:
        yield connection
    finally:
        await connection.close()
