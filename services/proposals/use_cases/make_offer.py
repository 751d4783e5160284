"""Offer to contribute to a proposal."""

from dataclasses import dataclass
from uuid import UUID

from libs.shared.events.proposals import OfferMade
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Key, hash_of_submission
from libs.shared.platform.storage.database import Database, Transaction
from services.proposals.domain.errors import ProposalTakesNoOffers
from services.proposals.domain.offer import Offer, OfferKind, Unit, measure
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.round import Round
from services.proposals.domain.workflow import TAKES_OFFERS
from services.proposals.storage import contacts, offers, proposals, rounds
from services.proposals.use_cases.see_proposal import number_or_id


@dataclass(frozen=True, slots=True)
class MakeOffer:
    """What somebody would contribute, and how to reach them."""

    proposal: str
    kind: OfferKind
    quantity: int
    words: str
    contact: Contact
    unit: Unit | None = None
    value_cents: int | None = None
    when: str | None = None
    language: str = "en"
    submission_id: UUID | None = None


async def make_offer(command: MakeOffer, database: Database, clock: Clock) -> tuple[Offer, str]:
    """The offer and the key to it; the earlier ones if it was sent in before under the same id.

    Raises:
        ProposalIsNotKnown: if there is no such proposal.
        ProposalTakesNoOffers: if nobody can contribute to it as it stands.
        OfferNeedsItsValue: if money is offered without saying how much.
    """
    async with database.transaction() as tx:
        # It takes its turn behind whatever is done with the proposal, so that both keep one order.
        proposal, _ = await proposals.lock(tx.session, number_or_id(command.proposal))
        key, given_out = Key.made(command.submission_id)
        within = await rounds.get(tx.session, proposal.round_id)
        offer = _offer(command, proposal, within, clock)
        if proposal.state in TAKES_OFFERS and await offers.add(tx.session, offer, key):
            await _begin(tx, offer, command.contact, within)
            return offer, given_out
        return await _earlier(tx, command, proposal)


def _offer(command: MakeOffer, proposal: Proposal, within: Round, clock: Clock) -> Offer:
    measured = measure(command.kind, command.quantity, command.unit, command.value_cents, within)
    return Offer(
        offer_id=new_id(),
        proposal_id=proposal.proposal_id,
        kind=command.kind,
        quantity=measured.quantity,
        unit=measured.unit,
        value_cents=measured.value_cents,
        words=command.words,
        made_at=clock.now(),
        state=OFFER_WORKFLOW.states[0].name,
        when=command.when,
        language=command.language,
    )


async def _begin(tx: Transaction, offer: Offer, contact: Contact, within: Round) -> None:
    await contacts.add(tx.session, offer.offer_id, contact, within.contacts_end_on(offer.made_at.date()))
    tx.announce(
        OfferMade(
            offer_id=offer.offer_id,
            proposal_id=offer.proposal_id,
            round_id=within.round_id,
            kind=offer.kind,
            quantity=offer.quantity,
            unit=offer.unit,
            value_cents=offer.value_cents,
        )
    )


async def _earlier(tx: Transaction, command: MakeOffer, proposal: Proposal) -> tuple[Offer, str]:
    submission_id = command.submission_id
    found = await offers.of_submission(tx.session, hash_of_submission(submission_id)) if submission_id else None
    if found is None or submission_id is None:
        raise ProposalTakesNoOffers(proposal.state)
    return found[0], found[1].again(submission_id)
