"""What can be followed, by the number or id that somebody gave."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.tracking_number import read_number_or_id
from services.ideas.domain.errors import IdeaIsNotKnown
from services.ideas.domain.following.errors import ProposalIsNotKnown
from services.ideas.domain.following.follower import Thing
from services.ideas.domain.following.proposal import Proposal
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas
from services.ideas.storage.following import proposals
from services.ideas.use_cases.see_idea import number_or_id


async def idea_called(session: AsyncSession, typed: str) -> Thing:
    """The idea of that number or id.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    return of_idea(await ideas.get(session, number_or_id(typed)))


async def proposal_called(session: AsyncSession, typed: str) -> Thing:
    """The proposal of that number or id; if it was an idea, that: one follows both.

    Raises:
        ProposalIsNotKnown: if there is none.
    """
    which = read_number_or_id(typed)
    found = await _as_proposal(session, which) if which else None
    if found is None:
        raise ProposalIsNotKnown(typed)
    return found


async def all_called(session: AsyncSession, number: str) -> list[Thing]:
    """The idea and the proposal of that number: each draws its own, so that both may have it, if seldom."""
    try:
        found = [of_idea(await ideas.get(session, number))]
    except IdeaIsNotKnown:
        found = []
    proposal = await _as_proposal(session, number)
    return [*found, *([proposal] if proposal and proposal not in found else [])]


def of_idea(idea: Idea) -> Thing:
    """The idea as something to follow."""
    return Thing("idea", idea.idea_id, idea.round_id, idea.number)


async def _as_proposal(session: AsyncSession, which: str | UUID) -> Thing | None:
    if proposal := await proposals.find(session, which):
        return _of_proposal(proposal)
    idea = await ideas.of_proposal(session, which)
    return None if idea is None else of_idea(idea)


def _of_proposal(proposal: Proposal) -> Thing:
    return Thing("proposal", proposal.proposal_id, proposal.round_id, proposal.number)
