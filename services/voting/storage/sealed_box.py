"""The ballot box after closing: the same ballots without pseudonyms, in random order."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.running.retrying import state_of
from libs.shared.platform.storage.strong_locks import UNDEFINED_TABLE, wait_in_no_queue
from services.voting.domain.casting.ballot import Ballot, naming_any_of
from services.voting.domain.casting.kinds import read_ballot
from services.voting.domain.casting.turnout import Cell
from services.voting.domain.counting.reached import CellKept, Reached
from services.voting.domain.polls.poll import Method, Weighed
from services.voting.storage.ballot_box import partition_of
from services.voting.storage.tables import SealedBallotRow

_REWRITE = """
    insert into sealed_ballots (poll_id, commitment, nonce, choices, channel, area_id, was_replaced, weight)
    select poll_id, commitment, nonce, choices, large.channel, large.area_id, was_replaced, weighed.weight
    from (
        select *, turn < max(turn) over (partition by pseudonym) as was_replaced
        from {box}
    ) as box
    left join unnest(cast(:channels as text[]), cast(:areas as uuid[])) as large (channel, area_id)
    on large.channel = box.channel and large.area_id is not distinct from box.area_id
    left join unnest(cast(:weighed as text[]), cast(:weights as smallint[])) as weighed (channel, weight)
    on weighed.channel = box.channel
    order by gen_random_uuid()
"""
_WAS_REPLACED = """
    select turn < (select max(turn) from {box} as later where later.pseudonym = slip.pseudonym)
    from {box} as slip where poll_id = :poll_id and commitment between :prefix and :last limit 1
"""


async def lock(session: AsyncSession, poll_id: UUID) -> None:
    """Keep everybody from reading the box, which was set apart: before the work on it, or that might be in vain.

    Raises:
        DBAPIError: of a lock that was not available, while somebody still reads the box; trying again helps.
    """
    await wait_in_no_queue(session)
    await session.execute(text(f"lock table {partition_of(poll_id)} in access exclusive mode"))


async def rewrite(
    session: AsyncSession, poll_id: UUID, large_cells: Collection[Cell], weighing: Collection[Weighed] = ()
) -> None:
    """Copy the box, which was set apart and locked, without pseudonyms, and drop its table with its file.

    Only ballots of these cells keep their channel and area. Where ballots are weighed each gets its weight.

    Raises:
        DBAPIError: of a lock that was not available, while somebody still reads the box; trying again helps.
    """
    box = partition_of(poll_id)
    cells = {"channels": [channel for channel, _ in large_cells], "areas": [area_id for _, area_id in large_cells]}
    weight_of = {channel: one.weight for one in weighing for channel in one.channels}
    weights = {"weighed": list(weight_of), "weights": list(weight_of.values())}
    await session.execute(text(_REWRITE.format(box=box)), cells | weights)
    await session.execute(text(f"drop table {box}"))


async def grouped(session: AsyncSession, poll_id: UUID, method: Method) -> list[tuple[Ballot, int]]:
    """Each distinct ballot in force, and how many people cast it; of one that counts differently, each part."""
    found = await written(session, poll_id)
    return [(read_ballot(choices, method, weight), people) for choices, people, weight in found]


async def written(session: AsyncSession, poll_id: UUID) -> list[tuple[str, int, int]]:
    """Each distinct ballot in force in its canonical writing, how many people cast it, and for how many each counts."""
    weight = func.coalesce(SealedBallotRow.weight, 1)
    found = await session.execute(
        select(SealedBallotRow.choices, func.count(), weight)
        .where(SealedBallotRow.poll_id == poll_id, ~SealedBallotRow.was_replaced)
        .group_by(SealedBallotRow.choices, weight)
        .order_by(SealedBallotRow.choices, weight)
    )
    return [(choices, people, counts_as) for choices, people, counts_as in found]


async def reached(session: AsyncSession, poll_id: UUID, winners: Collection[int]) -> dict[CellKept, Reached]:
    """Of each cell that ballots in force kept, how many there are, and how many are for at least one of the winners.

    What keeps no channel and no area is a cell, too.
    """
    return (await matching(session, poll_id, [naming_any_of(winners)]))[0]


async def matching(session: AsyncSession, poll_id: UUID, patterns: Sequence[str]) -> list[dict[CellKept, Reached]]:
    """The same of each of the patterns: how many ballots of a cell are written so. The box is read once."""
    those = [func.count().filter(SealedBallotRow.choices.regexp_match(pattern)) for pattern in patterns]
    asked = select(SealedBallotRow.channel, SealedBallotRow.area_id, func.count(), *those)
    found = await session.execute(
        asked.where(SealedBallotRow.poll_id == poll_id, ~SealedBallotRow.was_replaced).group_by(
            SealedBallotRow.channel, SealedBallotRow.area_id
        )
    )
    cells = [tuple(row) for row in found]
    return [
        {(channel, area_id): Reached(ballots, so[place]) for channel, area_id, ballots, *so in cells}
        for place in range(len(patterns))
    ]


async def slips(session: AsyncSession, poll_id: UUID) -> int:
    """How many ballots are in the box, those that were replaced among them."""
    found = select(func.count()).select_from(SealedBallotRow).where(SealedBallotRow.poll_id == poll_id)
    return await session.scalar(found) or 0


async def was_replaced(session: AsyncSession, poll_id: UUID, prefix: bytes) -> bool | None:
    """Whether the ballot whose commitment begins so was replaced; None if there is no such ballot."""
    for look in (_in_sealed_box, _in_box_with_pseudonyms, _in_sealed_box):  # it may be sealed between two looks
        if (found := await look(session, poll_id, prefix)) is not None:
            return found
    return None


async def _in_sealed_box(session: AsyncSession, poll_id: UUID, prefix: bytes) -> bool | None:
    sealed = select(SealedBallotRow.was_replaced).where(
        SealedBallotRow.poll_id == poll_id,
        SealedBallotRow.commitment >= prefix,
        SealedBallotRow.commitment <= _last_after(prefix),
    )
    return await session.scalar(sealed)


async def _in_box_with_pseudonyms(session: AsyncSession, poll_id: UUID, prefix: bytes) -> bool | None:
    # By its own name: a box that waits to be sealed is no part of the common table any more.
    box = partition_of(poll_id)
    if await session.scalar(select(func.to_regclass(box))) is None:
        return None
    wanted = {"poll_id": poll_id, "prefix": prefix, "last": _last_after(prefix)}
    try:
        async with session.begin_nested():
            found: bool | None = await session.scalar(text(_WAS_REPLACED.format(box=box)), wanted)
    except DBAPIError as error:
        if state_of(error) != UNDEFINED_TABLE:
            raise
        return None  # sealed since the look before
    return found


def _last_after(prefix: bytes) -> bytes:
    return prefix + b"\xff" * (32 - len(prefix))
