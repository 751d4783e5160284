"""Polls, as voting announced them, and what may be known here of their keys."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.database import Database
from services.residents.domain.errors import CodeIsNotKnown, PollIsNotKnown, PollState
from services.residents.domain.poll import PollForPerson
from services.residents.storage.poll_keys import fingerprint
from services.residents.storage.tables import PollKeyRow, PollRow, RoundRow


@dataclass(frozen=True, slots=True)
class Voter:
    """The person whose code it is, and the polls of the person's round; of a test code, its rehearsal alone."""

    round_id: UUID
    person_id: str
    area_id: UUID | None
    polls: Sequence[PollForPerson]
    is_test: bool


async def publish(
    session: AsyncSession,
    poll_id: UUID,
    round_id: UUID,
    area_id: UUID | None,
    channels: Sequence[str],
    opens_at: datetime,
    key_fingerprint: bytes,
    *,
    is_rehearsal: bool = False,
) -> None:
    """Store a poll that was published, and the fingerprint of its key's half."""
    given = {"round_id": round_id, "area_id": area_id, "channels": list(channels), "opens_at": opens_at}
    poll = insert(PollRow).values(poll_id=poll_id, state="published", is_rehearsal=is_rehearsal, **given)
    await session.execute(poll.on_conflict_do_nothing())
    key = insert(PollKeyRow).values(poll_id=poll_id, fingerprint=key_fingerprint)
    await session.execute(key.on_conflict_do_nothing())


async def become(session: AsyncSession, poll_id: UUID, state: PollState) -> None:
    """Store the poll's new state.

    Raises:
        PollIsNotKnown: if it was never published.
    """
    changed = update(PollRow).where(PollRow.poll_id == poll_id).values(state=state).returning(PollRow.poll_id)
    if await session.scalar(changed) is None:
        raise PollIsNotKnown(poll_id)


async def open_for_permits(session: AsyncSession, poll_id: UUID) -> None:
    """Store that the poll is open. Whoever changes the round's roll at this moment is waited for.

    Raises:
        PollIsNotKnown: if it was never published.
    """
    mine = select(PollRow.round_id).where(PollRow.poll_id == poll_id).scalar_subquery()
    await session.execute(select(RoundRow.round_id).where(RoundRow.round_id == mine).with_for_update())
    await become(session, poll_id, "open")


async def one_is_open(session: AsyncSession, round_id: UUID) -> bool:
    """Whether people can vote in a poll of the round. A rehearsal has nobody of the roll."""
    real = PollRow.round_id == round_id, ~PollRow.is_rehearsal
    found = select(PollRow.poll_id).where(*real, PollRow.state == "open")
    return await session.scalar(found.limit(1)) is not None


async def lock_rehearsal(session: AsyncSession, poll_id: UUID) -> PollState:
    """How far the rehearsal has come, locked until the transaction ends.

    Raises:
        PollIsNotKnown: if there is no such rehearsal.
    """
    found = select(PollRow.state).where(PollRow.poll_id == poll_id, PollRow.is_rehearsal).with_for_update()
    state = await session.scalar(found)
    if state is None:
        raise PollIsNotKnown(poll_id)
    return state


async def is_rehearsal(session: AsyncSession, poll_id: UUID) -> bool:
    """Whether it is a rehearsal."""
    found = select(PollRow.poll_id).where(PollRow.poll_id == poll_id, PollRow.is_rehearsal)
    return await session.scalar(found) is not None


async def is_known(session: AsyncSession, poll_id: UUID) -> bool:
    """Whether the poll was ever published."""
    return await session.get(PollRow, poll_id) is not None


async def forget_key(session: AsyncSession, poll_id: UUID) -> bool:
    """Take the fingerprint of the poll's key away; whether there was one."""
    gone = delete(PollKeyRow).where(PollKeyRow.poll_id == poll_id).returning(PollKeyRow.poll_id)
    return await session.scalar(gone) is not None


async def halves_in_the_database(session: AsyncSession) -> list[tuple[UUID, bytes]]:
    """Halves that a version before 0.2 left in the table. Whoever moves them has the table alone."""
    await session.execute(text("lock table poll_keys in share row exclusive mode"))
    found = await session.execute(select(PollKeyRow.poll_id, PollKeyRow.salt).where(PollKeyRow.salt.is_not(None)))
    return [(poll_id, half) for poll_id, half in found if half is not None]


async def move_half(session: AsyncSession, poll_id: UUID, half: bytes) -> None:
    """Keep the half's fingerprint in its place."""
    change = {"salt": None, "fingerprint": fingerprint(half)}
    await session.execute(update(PollKeyRow).where(PollKeyRow.poll_id == poll_id).values(change))


async def of_voter(database: Database, code_mac: bytes, poll_id: UUID | None) -> Voter:
    """Whoever has the code, with the polls of the person's round, or the one poll asked for. One statement.

    Raises:
        CodeIsNotKnown: if nobody has it.
    """
    found = await database.one_statement(_VOTER, code_mac, poll_id)
    if not found or not hmac.compare_digest(found[0]["code_mac"], code_mac):
        raise CodeIsNotKnown
    person = found[0]
    polls = [_as_poll(row) for row in found if row["poll_id"] is not None]
    return Voter(person["round_id"], person["person_id"], person["area_id"], polls, person["rehearsal_id"] is not None)


# A code of the roll is good for polls, and a test code for its own rehearsal: the join lets neither reach the other.
_VOTER = """
with voter as (
    select code_mac, round_id, person_id, area_id, null::uuid as rehearsal_id from roll where code_mac = $1
    union all
    select test_codes.code_mac, polls.round_id, test_codes.person_id, polls.area_id, polls.poll_id
    from test_codes join polls on polls.poll_id = test_codes.poll_id and polls.is_rehearsal
    where test_codes.code_mac = $1
)
select voter.code_mac, voter.round_id, voter.person_id, voter.area_id, voter.rehearsal_id,
    polls.poll_id, polls.state, polls.opens_at, polls.channels, poll_keys.fingerprint,
    polls.area_id is null or polls.is_rehearsal or coalesce(polls.area_id = any (areas.lies_in), false) as has_vote,
    marks.poll_id is not null as is_marked
from voter
left join polls on polls.round_id = voter.round_id
    and polls.is_rehearsal = (voter.rehearsal_id is not null)
    and (voter.rehearsal_id is null or polls.poll_id = voter.rehearsal_id)
    and ($2::uuid is null or polls.poll_id = $2)
left join areas on areas.area_id = voter.area_id
left join poll_keys on poll_keys.poll_id = polls.poll_id
left join marks on marks.poll_id = polls.poll_id and marks.person_id = voter.person_id
"""


def _as_poll(row: "asyncpg.Record") -> PollForPerson:
    return PollForPerson(
        row["poll_id"],
        row["state"],
        row["opens_at"],
        row["channels"],
        row["has_vote"],
        row["fingerprint"],
        row["is_marked"],
    )
