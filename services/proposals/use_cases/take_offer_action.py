"""Take the next step with an offer: which steps there are stands in the workflow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.shared.events.envelope import Event
from libs.shared.events.proposals import OfferAccepted, OfferCommitted, OfferDeclined, OfferWithdrawn
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import HOLDER, Visitor
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.kernel.workflow import Action, Line, Step
from libs.shared.platform.storage.database import Database, Transaction
from services.proposals.domain.errors import PaperIsFixed, ProposalTakesNoOffers
from services.proposals.domain.offer import Offer
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import TAKES_OFFERS
from services.proposals.storage import life_lines, offers, proposals
from services.proposals.use_cases.redact_offer import redact_offer
from services.proposals.use_cases.tell_of_offers import tell_of_step


@dataclass(frozen=True, slots=True)
class TakeOfferAction:
    """Which step to take with which offer, what it asks for, and as which versions of it it was seen."""

    offer_id: UUID
    action: str
    visitor: Visitor
    fields: Mapping[str, object]
    seen: Collection[str] = ()


async def take_offer_action(command: TakeOfferAction, database: Database, clock: Clock) -> Offer:
    """The offer after the step.

    Raises:
        OfferIsNotKnown: if there is none.
        ActionIsNotKnown: if no offer can do that.
        ActionIsNotYours: if it is for other roles.
        StateHasChanged: if the offer's state does not allow it.
        FieldsAreWrong: if what it asks for is missing or malformed.
        ItHasChanged: if the offer is not as it was seen.
        PaperIsFixed: if it would change a cost on a ballot paper.
        ProposalTakesNoOffers: if the proposal is out.
    """
    async with database.transaction() as tx:
        found, key = await offers.get(tx.session, command.offer_id)
        # First the proposal, then the offer: two commitments to one proposal take turns, and none waits in a circle.
        proposal, _ = await proposals.lock(tx.session, found.proposal_id)
        offer = await offers.lock(tx.session, command.offer_id)
        roles = command.visitor.roles_with(key.lock)
        step = OFFER_WORKFLOW.take(command.action, offer.state, roles, command.fields)
        demand_unchanged(command.seen, version_of(offer))
        at = clock.now()
        moved = await _move(tx, proposal, offer, step, at)
        if HOLDER not in roles and step.action.to:
            await tell_of_step(tx, moved, proposal, step, at)
        return moved


async def offered_offer_actions(offer_id: UUID, visitor: Visitor, database: Database) -> tuple[list[Action], Offer]:
    """What whoever asks can do with the offer now, and the offer.

    Raises:
        OfferIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        offer, key = await offers.get(session, offer_id)
        return OFFER_WORKFLOW.offered(offer.state, visitor.roles_with(key.lock)), offer


async def _move(tx: Transaction, proposal: Proposal, offer: Offer, step: Step, at: datetime) -> Offer:
    if step.action.name == "redact":
        return await redact_offer(tx, proposal, offer, step, at)
    changes: dict[str, Any] = {"state": step.action.to} | dict(step.fields)
    if step.action.to == "committed":
        await _lower_the_cost(tx, proposal, offer)
    await offers.change(tx.session, offer.offer_id, **changes)
    if step.words:
        await life_lines.add(tx.session, proposal.proposal_id, Line(at, proposal.state, step.words, step.action.by))
    moved = replace(offer, **changes)
    tx.announce(_news(moved))
    return moved


async def _lower_the_cost(tx: Transaction, proposal: Proposal, offer: Offer) -> None:
    if proposal.state == "on_ballot":
        raise PaperIsFixed
    if proposal.state not in TAKES_OFFERS:
        raise ProposalTakesNoOffers(proposal.state)
    committed_cents = proposal.committed_cents + offer.value_cents
    await proposals.change(tx.session, proposal.proposal_id, committed_cents=committed_cents)


def _news(offer: Offer) -> Event:
    about: dict[str, Any] = {"offer_id": offer.offer_id, "proposal_id": offer.proposal_id}
    match offer.state:
        case "accepted":
            return OfferAccepted(**about)
        case "committed":
            return OfferCommitted(**about, value_cents=offer.value_cents)
        case "declined":
            return OfferDeclined(**about, reason=offer.reason)
        case _:
            return OfferWithdrawn(**about)
