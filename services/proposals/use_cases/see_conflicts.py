"""See what a proposal conflicts with: what its sheet names, and whose sheet names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.proposals.domain.proposal import Proposal
from services.proposals.domain.sheet import Sheet
from services.proposals.storage import conflicts


@dataclass(frozen=True, slots=True)
class SeenConflict:
    """Another proposal that cannot be done as well. Its title is for those who may read it.

    ``is_said_there`` tells whether the other's sheet says so, and not this one's.
    """

    number: str
    title: str | None
    reason: str
    is_said_there: bool


async def conflicts_of(session: AsyncSession, proposal: Proposal, *, is_for_staff: bool) -> Sequence[SeenConflict]:
    """Those that its sheet names, in that order, then those whose sheet names it, if that may be read."""
    sheet = proposal.sheet or Sheet()
    others = await conflicts.of_numbers(session, [one.number for one in sheet.conflicts_with])
    here = [
        SeenConflict(one.number, _title(others.get(one.number), is_for_staff=is_for_staff), one.reason, False)
        for one in sheet.conflicts_with
    ]
    there = [
        found
        for other in await conflicts.naming(session, proposal.number)
        if other.is_public or is_for_staff
        for found in _said_by(other, proposal.number)
    ]
    return [*here, *there]


def _said_by(other: Proposal, number: str) -> Iterator[SeenConflict]:
    for one in (other.sheet or Sheet()).conflicts_with:
        if one.number == number:
            yield SeenConflict(other.number, other.title, one.reason, True)


def _title(other: Proposal | None, *, is_for_staff: bool) -> str | None:
    return other.title if other and (other.is_public or is_for_staff) else None
