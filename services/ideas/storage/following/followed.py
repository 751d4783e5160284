"""What somebody follows, by the names that it has today."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.following.follower import About, Followed
from services.ideas.storage.following.tables import FollowRow
from services.ideas.storage.tables import IdeaRow, ProposalRow, RoundRow


async def of_follower(session: AsyncSession, follower_id: UUID) -> list[Followed]:
    """All that they follow or were asked about, in the order in which they were."""
    found = (
        select(FollowRow, RoundRow, IdeaRow, ProposalRow)
        .join(RoundRow, RoundRow.round_id == FollowRow.round_id)
        .outerjoin(IdeaRow, IdeaRow.idea_id == FollowRow.about_id)
        .outerjoin(ProposalRow, ProposalRow.proposal_id == FollowRow.about_id)
        .where(FollowRow.follower_id == follower_id)
        .order_by(FollowRow.asked_at, FollowRow.follow_id)
    )
    return [_as_followed(*row) for row in await session.execute(found)]


def _as_followed(row: FollowRow, within: RoundRow, idea: IdeaRow | None, proposal: ProposalRow | None) -> Followed:
    numbered = idea or proposal
    return Followed(
        row.follow_id,
        cast("About", row.about),
        row.about_id,
        row.round_id,
        _name(row, within, idea, proposal),
        numbered.number if numbered else None,
        row.confirmed_at is not None,
    )


def _name(row: FollowRow, within: RoundRow, idea: IdeaRow | None, proposal: ProposalRow | None) -> str:
    if idea is not None:
        return idea.title if idea.is_public else ""
    if proposal is not None:
        return proposal.title or ""
    areas: Mapping[str, str] = {str(area["area_id"]): str(area["name"]) for area in within.areas}
    return areas.get(str(row.about_id), within.name)
