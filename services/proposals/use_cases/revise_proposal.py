"""Revise a proposal after changes were requested, and submit it again."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.location import Location
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.platform.storage.database import Database
from services.proposals.domain.sheet import Sheet
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import proposals, rounds
from services.proposals.storage.first_words import FIRST_WORDS
from services.proposals.use_cases.move_proposal import move_proposal
from services.proposals.use_cases.see_proposal import SeenProposal, number_or_id, seen
from services.proposals.use_cases.where_on_the_map import area_on_the_map


@dataclass(frozen=True, slots=True)
class ReviseProposal:
    """What the proposal is to say from now on."""

    proposal: str
    visitor: Visitor
    title: str
    summary: str
    cost_cents: int | None
    area_id: UUID | None
    place: str | None
    seen: Collection[str] = ()
    location: Location | None = None


async def revise_proposal(command: ReviseProposal, database: Database, clock: Clock) -> SeenProposal:
    """The proposal, submitted again with its new words.

    Raises:
        ProposalIsNotKnown: if there is none.
        ActionIsNotYours: if whoever asks neither holds its key nor moderates.
        StateHasChanged: if no changes are asked for.
        AreaIsNotOfTheRound: if the round lacks the area.
        LocationIsOutsideTheAreas: if every area is drawn, and it would be in none.
        ItHasChanged: if the proposal is not as it was seen.
    """
    async with database.transaction() as tx:
        proposal, lock = await proposals.lock(tx.session, number_or_id(command.proposal))
        roles = command.visitor.roles_with(lock)
        step = WORKFLOW.take("resubmit", proposal.state, roles, {})
        demand_unchanged(command.seen, version_of(proposal))
        within = await rounds.get(tx.session, proposal.round_id)
        within.demand(proposal.fund_id, command.area_id)
        revised = {
            "title": command.title,
            "summary": command.summary,
            "cost_cents": command.cost_cents,
            "area_id": await area_on_the_map(tx.session, within, command.location, command.area_id),
            "place": command.place,
            "location": command.location,
            "says_as_idea": False,
            "sheet": _without_other_costs(proposal.sheet, command.cost_cents),
        }
        # What they say now is how they wrote it: the office corrected other words.
        await FIRST_WORDS.forget(tx.session, [proposal.proposal_id])
        return await seen(tx.session, await move_proposal(tx, proposal, step, clock.now(), **revised), roles)


def _without_other_costs(sheet: Sheet | None, cost_cents: int | None) -> Sheet | None:
    """The sheet, whose lines do not hold any more if whoever proposed it says another cost."""
    return sheet if sheet is None or sheet.cost_cents == cost_cents else replace(sheet, costs=())
