"""The act log of a service, in its own database: appended to in the transaction that is the act, and never changed."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import DDL, BigInteger, DateTime, Text, event, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.act_chain import BEGINNING, Entry, moment
from libs.shared.platform.acts.noting import Act
from libs.shared.platform.facts.journal import PlatformTable

log = structlog.get_logger()

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(7301006)")
_AT_ONCE = 500


class ActRow(PlatformTable):
    """One act. ``number`` has no gaps; ``digest`` is that of the entry, which names the digest of the one before."""

    __tablename__ = "acts"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    staff_id: Mapped[UUID | None]
    what: Mapped[str] = mapped_column(Text)
    on: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    client: Mapped[str | None] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)


# The database itself refuses, whoever asks it: a slip of ours, or somebody with the service's own password.
_REFUSES: DDL = DDL(  # type: ignore[no-untyped-call] # SQLAlchemy's own constructor has no types
    """
    create or replace function acts_stay() returns trigger language plpgsql as
    $$ begin raise exception 'acts are never changed or taken out'; end $$;
    """
)
_GUARDED: DDL = DDL(  # type: ignore[no-untyped-call] # as above
    """
    create trigger acts_stay before update or delete or truncate on acts
    for each statement execute function acts_stay()
    """
)
event.listen(ActRow.__table__, "after_create", _REFUSES)
event.listen(ActRow.__table__, "after_create", _GUARDED)


async def append(session: AsyncSession, act: Act, outcome: str) -> Entry:
    """Write the act down as the chain's next entry. The chain is held until the transaction ends, so this comes last.

    What the session still holds back is written first: whoever holds the chain waits for nobody.
    """
    await session.flush()
    await session.execute(_ONE_AT_A_TIME)
    newest = select(ActRow.number, ActRow.digest).order_by(ActRow.number.desc()).limit(1)
    number, previous = (await session.execute(newest)).one_or_none() or (0, BEGINNING)
    at: datetime = (await session.scalars(select(func.clock_timestamp()))).one()
    row = ActRow(
        number=number + 1,
        at=at,
        staff_id=act.staff_id,
        what=act.what,
        on=act.on,
        outcome=outcome,
        client=act.client,
        previous=previous,
    )
    entry = entry_of(row, act.service)
    row.digest = entry.digest
    session.add(row)
    await session.flush()
    return entry


def tell(entry: Entry) -> None:
    """Say in the process's log what was written down: where logs are shipped elsewhere, the chain's heads go along."""
    log.info(
        "act of staff",
        service=entry.service,
        entry=entry.number,
        staff=entry.staff,
        act=entry.what,
        on=entry.on,
        outcome=entry.outcome,
        digest=entry.digest,
    )


def entry_of(row: ActRow, service: str) -> Entry:
    """The row as an entry of the service's chain."""
    staff = str(row.staff_id) if row.staff_id else None
    where = row.client, row.previous
    return Entry(service, row.number, moment(row.at), staff, row.what, row.on, row.outcome, *where)


async def newest(session: AsyncSession, before: int | None, at_most: int) -> Sequence[ActRow]:
    """The newest acts with numbers below that one, newest first."""
    wanted = select(ActRow).order_by(ActRow.number.desc()).limit(at_most)
    return (await session.scalars(wanted if before is None else wanted.where(ActRow.number < before))).all()


async def whole(session: AsyncSession) -> AsyncIterator[ActRow]:
    """Every act, oldest first, some hundred in memory at a time."""
    last = 0
    while rows := (
        await session.scalars(select(ActRow).where(ActRow.number > last).order_by(ActRow.number).limit(_AT_ONCE))
    ).all():
        for row in rows:
            yield row
        last = rows[-1].number
        session.expunge_all()
