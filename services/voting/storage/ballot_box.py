"""The ballot box while polls are open: many ballots, one statement, one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.running.retrying import state_of
from libs.shared.platform.storage.database import Database
from libs.shared.platform.storage.strong_locks import UNDEFINED_TABLE, is_in_use, wait_in_no_queue
from services.voting.domain.casting.earlier_ballot import EarlierBallot
from services.voting.domain.casting.slip import Slip
from services.voting.domain.polls.poll import Channel
from services.voting.storage.tables import BallotRow

# One statement is one transaction. ``for share`` waits for whoever closes the poll, and makes closing wait for this.
# Ballots go in by pseudonym: that order is nobody's order of coming, and two batches that share people cannot deadlock.
# The journal gets nothing: a row of its own time, written in this transaction, would tell each ballot's moment.
_CAST_TOGETHER = """
with poll as materialized (
    select poll_id from polls
    where poll_id = any($1::uuid[]) and state = 'open' and closes_at > clock_timestamp()
    for share
),
slip as (
    select * from unnest(
        $2::uuid[], $3::bytea[], $4::bytea[], $5::text[], $6::text[], $7::uuid[], $8::bytea[], $9::bytea[]
    ) as slip (poll_id, pseudonym, mark, choices, channel, area_id, nonce, commitment)
),
taken as (
    insert into ballots (poll_id, pseudonym, turn, mark, choices, channel, area_id, nonce, commitment)
    select poll_id, pseudonym, 1, mark, choices, channel, area_id, nonce, commitment from slip join poll using (poll_id)
    order by poll_id, pseudonym
    on conflict do nothing
    returning commitment
)
select poll_id, null as commitment from poll
union all select null, commitment from taken
"""


# Of a table that another process sets apart, has set apart, or has destroyed since one looked.
_ELSEWHERE = ("55000", UNDEFINED_TABLE)
# None for a table that hangs on no other.
_HALF_OUT = text("select inhdetachpending from pg_inherits where inhrelid = to_regclass(:box)")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch: which polls were open, and the commitments of the ballots that are in the box."""

    open_polls: frozenset[UUID]
    commitments: frozenset[bytes]


async def cast_together(database: Database, slips: Sequence[Slip]) -> Taken:
    """Put first ballots into the box. Returns after the commit; a person who has a ballot there is passed over."""
    rows = await database.one_statement(
        _CAST_TOGETHER,
        list({slip.poll_id for slip in slips}),
        [slip.poll_id for slip in slips],
        [slip.pseudonym for slip in slips],
        [slip.mark for slip in slips],
        [slip.choices for slip in slips],
        [slip.channel for slip in slips],
        [slip.area_id for slip in slips],
        [slip.nonce for slip in slips],
        [slip.commitment for slip in slips],
    )
    open_polls = frozenset(row["poll_id"] for row in rows if row["poll_id"])
    return Taken(open_polls, frozenset(row["commitment"] for row in rows if row["commitment"]))


async def lock_person(session: AsyncSession, poll_id: UUID, pseudonym: bytes) -> None:
    """Return when nobody else is replacing this person's ballot; the first ballot's row is the lock."""
    first = select(BallotRow.turn).where(_of_person(poll_id, pseudonym), BallotRow.turn == 1)
    await session.execute(first.with_for_update())


async def of_person(session: AsyncSession, poll_id: UUID, pseudonym: bytes) -> list[EarlierBallot]:
    """All ballots that the person has in the box, the first one first."""
    ballots = select(BallotRow).where(_of_person(poll_id, pseudonym)).order_by(BallotRow.turn)
    return [_as_earlier(row) for row in await session.scalars(ballots)]


async def append(session: AsyncSession, slip: Slip, turn: int) -> None:
    """Put a person's further ballot into the box; the earlier ones stay there, superseded."""
    await session.execute(
        insert(BallotRow).values(
            poll_id=slip.poll_id,
            pseudonym=slip.pseudonym,
            turn=turn,
            mark=slip.mark,
            choices=slip.choices,
            channel=slip.channel,
            area_id=slip.area_id,
            nonce=slip.nonce,
            commitment=slip.commitment,
        )
    )


async def count_people(session: AsyncSession, poll_id: UUID) -> int:
    """How many people have a ballot in the box."""
    first = select(func.count()).select_from(BallotRow).where(BallotRow.poll_id == poll_id, BallotRow.turn == 1)
    return await session.scalar(first) or 0


async def set_up(session: AsyncSession, poll_id: UUID) -> None:
    """An empty box for the poll: a partition of its own, so that it can be destroyed as a whole.

    A table that is made and then attached keeps nobody from casting or reading; one made as a partition keeps everyone.

    Raises:
        DBAPIError: of a lock that was not available; trying again helps.
    """
    box = partition_of(poll_id)
    await wait_in_no_queue(session)
    await session.execute(text(f"create table {box} (like ballots including all)"))
    await session.execute(text(f"alter table ballots attach partition {box} for values in ('{poll_id}')"))


async def set_apart(database: Database, poll_id: UUID) -> bool:
    """Take the closed poll's box out of the common table, which stays in use; whether it is out.

    It is not while somebody who began before still reads the ballots, or while somebody else sets it apart: call it
    again then. Broken off in the middle, it is finished by the next call.
    """
    async with database.engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        try:
            await alone.execute(text("set lock_timeout to '500ms'"))
            await alone.execute(text("set statement_timeout to '2s'"))
            is_half_out = await alone.scalar(_HALF_OUT, {"box": partition_of(poll_id)})
            if is_half_out is not None:
                how = "finalize" if is_half_out else "concurrently"
                await alone.execute(text(f"alter table ballots detach partition {partition_of(poll_id)} {how}"))
        except DBAPIError as error:
            if not is_in_use(error) and state_of(error) not in _ELSEWHERE:
                raise
            return False
        finally:
            await connection.invalidate()  # its timeouts are not for those who come after
    return True


def partition_of(poll_id: UUID) -> str:
    """The name of the poll's own table."""
    return f"ballots_{poll_id.hex}"


def _as_earlier(row: BallotRow) -> EarlierBallot:
    return EarlierBallot(row.turn, row.mark, row.choices, cast("Channel", row.channel), row.commitment)


def _of_person(poll_id: UUID, pseudonym: bytes) -> ColumnElement[bool]:
    return and_(BallotRow.poll_id == poll_id, BallotRow.pseudonym == pseudonym)
