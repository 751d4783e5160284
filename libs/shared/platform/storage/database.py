"""A service's database and its transactions. ``commit`` stands in this file alone."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from libs.shared.events.envelope import Event
from libs.shared.platform.acts import act_rows, noting
from libs.shared.platform.facts import editions, journal
from libs.shared.platform.storage.bare_connections import AT_MOST, BareConnections
from libs.shared.platform.storage.engines import engine_for
from libs.shared.platform.watching import tracing

# A connection whose other end is gone must be noticed on both sides: here by the time a command may take, there by
# keep-alive, because the relay's lock lives as long as the server believes in its session.
_CONNECTING: Mapping[str, Any] = {
    "timeout": 10,
    "command_timeout": 60,
    "server_settings": {
        "application_name": "commonpurse",
        "tcp_keepalives_idle": "15",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
    },
}


_POSTGRESQL = {"db.system.name": "postgresql"}


class Transaction:
    """What one use case changes and announces: all of it together, or nothing."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.shown: set[str] = set()
        self._announced: list[Event] = []

    def show(self, name: str) -> None:
        """What is changed is read in public: by the edition of that name one will know that it has changed."""
        self.shown.add(name)

    def announce(self, *events: Event) -> None:
        """Put the events into the journal with this transaction's changes."""
        self._announced.extend(events)

    async def write_announced(self) -> None:
        """Put what has been announced so far into the journal now, for whoever changes what stands there."""
        await journal.append(self.session, self._announced)
        self._announced = []

    @property
    def announced(self) -> list[Event]:
        """What has been announced so far."""
        return list(self._announced)


class Database:
    """One service's database."""

    def __init__(self, url: str, *, pool_size: int = 10, is_read_in_public: bool = True) -> None:
        self.url, self.is_read_in_public = url, is_read_in_public
        self.engine = engine_for(
            url,
            _CONNECTING,
            pool_size=pool_size,
            max_overflow=max(pool_size - AT_MOST, 0),  # with the bare ones, twice the size at most
            hide_parameters=True,  # an error's text must not hold a code or a choice
        )
        self._bare = BareConnections(lambda: asyncpg.connect(url, **_CONNECTING))
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        each_alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._looks = async_sessionmaker(each_alone, expire_on_commit=False, autoflush=False)

    @asynccontextmanager
    async def transaction(self, *, is_shown: bool = True, acts: bool = True) -> AsyncIterator[Transaction]:
        """One transaction: committed, journal included, if the block ends well, else rolled back.

        Whatever it changes counts as a change of what the service tells the public, and moves its edition. Where
        ``is_shown`` is false nobody reads it in public, but for what the block itself says it shows. What staff do by
        it goes into the act log with it, unless ``acts`` says that this is somebody else's business.
        """
        act = noting.to_be_recorded() if acts else None
        with tracing.span("transaction", _POSTGRESQL):
            async with self._sessions() as session:
                tx = Transaction(session)
                if is_shown and self.is_read_in_public:
                    tx.show(editions.WHOLE)
                yield tx
                await journal.append(session, tx.announced)
                await editions.turn(session, tx.shown)
                if act:
                    act.is_about(*(event.key for event in tx.announced))
                entry = await act_rows.append(session, act, "done") if act else None
                await session.commit()
        if act and entry:
            act.is_recorded = True
            act_rows.tell(entry)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session to read with; whatever it changes is rolled back."""
        with tracing.span("reading", _POSTGRESQL):
            async with self._sessions() as session:
                yield session

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncSession]:
        """A session to look something up with, by statements that have nothing to do with each other.

        Each is a transaction of its own: for one statement there is one way to the database instead of three, and
        PostgreSQL sees each as of its own moment, as in ``reading``. No lock, setting or cursor outlives its statement,
        and nothing may be changed by it.
        """
        with tracing.span("looking", _POSTGRESQL):
            async with self._looks() as session:
                yield session

    async def one_statement(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of one statement that is a transaction of its own, committed when this returns.

        It goes through the bare driver, for the paths where SQLAlchemy's own cost shows. The statement itself must
        write its events into the journal, and changes nothing that is read in public: no edition moves.

        Raises:
            SessionHasEnded: if the server ended the connection while it lay idle; another is taken next time.
        """
        return await self._bare.fetch(statement, arguments)

    async def aclose(self) -> None:
        await self._bare.aclose()
        await self.engine.dispose()
