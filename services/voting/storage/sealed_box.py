"""The ballot box after closing: the same ballots without pseudonyms, in random order."""

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.voting.domain.ballot import Ballot
from services.voting.storage.ballot_box import partition_of
from services.voting.storage.tables import BallotRow, SealedBallotRow

_REWRITE = text("""
    insert into sealed_ballots (poll_id, commitment, nonce, choices, channel, area_id, was_replaced)
    select poll_id, commitment, nonce, choices, channel, area_id, was_replaced
    from (
        select *, turn < max(turn) over (partition by pseudonym) as was_replaced
        from ballots where poll_id = :poll_id
    ) as box
    order by gen_random_uuid()
""")


async def rewrite(session: AsyncSession, poll_id: UUID) -> None:
    """Copy the box without pseudonyms, and drop the old table with its file."""
    await session.execute(_REWRITE, {"poll_id": poll_id})
    await session.execute(text(f"drop table {partition_of(poll_id)}"))


async def grouped(session: AsyncSession, poll_id: UUID, *, has_points: bool) -> list[tuple[Ballot, int]]:
    """Each distinct ballot in force, and how many people cast it."""
    found = await written(session, poll_id)
    return [(Ballot.read(choices, has_points=has_points), people) for choices, people in found]


async def written(session: AsyncSession, poll_id: UUID) -> list[tuple[str, int]]:
    """Each distinct ballot in force in its canonical writing, and how many people cast it."""
    found = await session.execute(
        select(SealedBallotRow.choices, func.count())
        .where(SealedBallotRow.poll_id == poll_id, ~SealedBallotRow.was_replaced)
        .group_by(SealedBallotRow.choices)
        .order_by(SealedBallotRow.choices)
    )
    return [(choices, people) for choices, people in found]


async def was_replaced(session: AsyncSession, poll_id: UUID, prefix: bytes) -> bool | None:
    """Whether the ballot whose commitment begins so was replaced; None if there is no such ballot."""
    sealed = select(SealedBallotRow.was_replaced).where(
        SealedBallotRow.poll_id == poll_id,
        SealedBallotRow.commitment >= prefix,
        SealedBallotRow.commitment <= _last_after(prefix),
    )
    if (found := await session.scalar(sealed)) is not None:
        return found
    return await _was_replaced_in_open_box(session, poll_id, prefix)


async def _was_replaced_in_open_box(session: AsyncSession, poll_id: UUID, prefix: bytes) -> bool | None:
    slip = select(BallotRow.pseudonym, BallotRow.turn).where(
        BallotRow.poll_id == poll_id, BallotRow.commitment >= prefix, BallotRow.commitment <= _last_after(prefix)
    )
    found = (await session.execute(slip)).first()
    if found is None:
        return None
    latest = select(func.max(BallotRow.turn)).where(
        BallotRow.poll_id == poll_id, BallotRow.pseudonym == found.pseudonym
    )
    return bool(found.turn < (await session.scalar(latest) or 0))


def _last_after(prefix: bytes) -> bytes:
    return prefix + b"\xff" * (32 - len(prefix))
