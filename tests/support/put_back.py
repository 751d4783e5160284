"""A town of one announcer and one listener whose databases can be put back to an older state, on each carrier."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg
from sqlalchemy import text
from starlette.types import ASGIApp, Receive, Scope, Send

from libs.shared.events.envelope import Event
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.past import Past
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import open_stream, workers
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.crier import Crier, a_service, closings, crying, hear, working
from tests.support.eventually import eventually

SOON_S = 60


class Address:
    """Where a service answers, whichever process that is; nobody at first."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is None:
            raise ConnectionRefusedError
        await self.app(scope, receive, send)


@dataclass
class Town:
    """Voting announces, ideas hears. Each has a database, which may be exchanged for a copy."""

    server: str
    settings: Settings
    databases: dict[ServiceName, str]
    copies: list[str] = field(default_factory=list)
    address: Address = field(default_factory=Address)

    @asynccontextmanager
    async def voting(self) -> AsyncIterator[Crier]:
        """The announcer at work on its database of now."""
        own = self.settings.model_copy(update={"database_url": self.databases["voting"]})
        async with crying(a_service("voting"), own) as crier, working(*workers(crier.service, crier.runtime)):
            self.address.app = crier.app
            try:
                yield crier
            finally:
                self.address.app = None

    @asynccontextmanager
    async def voting_that_does_not_work(self) -> AsyncIterator[Crier]:
        """The announcer without its relay: what it announces waits."""
        own = self.settings.model_copy(update={"database_url": self.databases["voting"]})
        async with crying(a_service("voting"), own) as crier:
            yield crier

    @asynccontextmanager
    async def ideas(self) -> AsyncIterator[Crier]:
        """The listener's service on its database of now; the listener itself is the test's to start."""
        own = self.settings.model_copy(update={"database_url": self.databases["ideas"]})
        async with crying(a_service("ideas"), own, {"voting": self.address}) as crier:
            yield crier

    def listener(self, ideas: Crier, name: str = "ideas", acts_on: Sequence[type[Event]] = ()) -> Listener:
        """The listener, as a service has it."""
        runtime = ideas.runtime
        stream, types = open_stream(runtime, name, ["voting"]), [event.type for event in acts_on]
        return Listener(name, runtime.database, stream, hear, past=self.past(ideas, name), acts_on=types)

    def past(self, ideas: Crier, name: str = "ideas") -> Past:
        """What that listener remembers of voting."""
        return Past(name, ["voting"], ideas.database, Neighbours(ideas.runtime.settings, {"voting": self.address}))

    async def copy(self, service: ServiceName) -> str:
        """A copy of the service's database as it is, in which nobody works yet: a backup."""
        original, copy = self.databases[service], f"copy_{secrets.token_hex(6)}"
        await self._tell(
            f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_name(original)}'",  # noqa: S608
            f'create database "{copy}" template "{_name(original)}"',
        )
        self.copies.append(copy)
        return urlunsplit(urlsplit(original)._replace(path=f"/{copy}"))

    async def _tell(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.server)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def drop_copies(self) -> None:
        for copy in self.copies:
            await self._tell(f'drop database "{copy}" with (force)')


def _name(address: str) -> str:
    return urlsplit(address).path.strip("/")


async def heard_facts(ideas: Crier) -> list[int]:
    """Which facts were heard, as often as they were, by their numbers."""
    async with ideas.database.reading() as session:
        return sorted(key.int for key in await session.scalars(text("select key from heard")))


async def announce(voting: Crier, *numbers: int) -> None:
    """Announce facts of these numbers, each about a poll of its own; return once they are on the carrier."""
    for number in numbers:
        await voting.announce(*closings(UUID(int=number), 1))
        await eventually(lambda: _is_out(voting), within=SOON_S)


async def _is_out(voting: Crier) -> bool:
    async with voting.database.reading() as session:
        waiting = await session.scalar(text("select count(*) from journal where position is null"))
        mark = (await session.execute(text("select positioned_through, published_through from relay_mark"))).one()
    is_published = mark.positioned_through == mark.published_through
    return not waiting and (is_published or not voting.runtime.settings.kafka)
