"""Whoever sent a proposal in, or offered help with it, hears what became of it; and of the offer itself."""

from dataclasses import replace
from datetime import datetime

from libs.shared.events.proposals import OfferLapsed
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.page import Page
from libs.shared.kernel.words import Words, in_language
from libs.shared.kernel.workflow import Step
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.offer import Offer
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.telling import NOT_NEEDED, NOW_IT_COUNTS, OF_OFFERS, STILL_WAITS
from services.proposals.storage import offers, tellings

_ALL = Page(1, 10_000)
_STANDING = ("made", "accepted", "committed")
_ENDS = ("rejected", "withdrawn", "not_funded")


async def tell_of_step(tx: Transaction, offer: Offer, proposal: Proposal, step: Step, at: datetime) -> None:
    """Put the news of a step that staff took with the offer among those that wait."""
    news = in_language(OF_OFFERS[step.action.name], offer.language).format_map(dict(step.fields))
    await tellings.add(tx.session, offer, proposal, news, at)


async def tell_of_proposal(tx: Transaction, proposal: Proposal, step: Step, at: datetime) -> None:
    """Whoever sent it in and those who offered help hear what happens to it; where it ends, open offers lapse.

    Whoever suggested the idea that it was is told of the idea, by the service that has their address.
    """
    if not step.words or not step.action.is_told:
        return
    await tellings.add_of_proposal(tx.session, proposal, step.words, step.action.by, at)
    for offer in (await offers.of_proposal(tx.session, proposal.proposal_id, _STANDING, _ALL)).items:
        said = [in_language(words, offer.language) for words in (step.action.by, step.words)]
        news = ": ".join(said)
        if proposal.state in (*_ENDS, "funded") and step.action.to:
            news = f"{news} {in_language(await _after(tx, offer, proposal), offer.language)}"
        await tellings.add(tx.session, offer, proposal, news, at)


async def _after(tx: Transaction, offer: Offer, proposal: Proposal) -> Words:
    if proposal.state == "funded":
        return NOW_IT_COUNTS if offer.state == "committed" else STILL_WAITS
    if offer.state != "committed":
        lapsed = replace(offer, state=OFFER_WORKFLOW.take("lapse", offer.state, EVENTS, {}).action.to)
        await offers.change(tx.session, lapsed.offer_id, state=lapsed.state)
        tx.announce(OfferLapsed(offer_id=offer.offer_id, proposal_id=offer.proposal_id))
    return NOT_NEEDED
