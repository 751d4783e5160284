"""Words of an offer, or of the answer to it, are taken down (decision 23)."""

from dataclasses import replace
from datetime import datetime

from libs.shared.events.proposals import OfferDeclined, OfferReworded
from libs.shared.kernel.own_words import TAKEN_DOWN, Original, OwnWords
from libs.shared.kernel.workflow import Line, Step
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.offer import Offer
from services.proposals.domain.proposal import Proposal
from services.proposals.storage import life_lines, offers, originals, tellings


async def redact_offer(tx: Transaction, proposal: Proposal, offer: Offer, step: Step, at: datetime) -> Offer:
    """The offer with the words that may stay. It must have been locked."""
    said = {name: str(step.fields[name]) if name in step.fields else None for name in ("words", "when", "answer")}
    # That it was declined needs a reason; whoever takes all of it down leaves a sign that there was one.
    answer = (said["answer"] or TAKEN_DOWN) if offer.reason else None
    moved = replace(offer, words=said["words"] or "", when=said["when"], reason=answer)
    await _keep_what_is_taken_down(tx, offer, moved, at)
    await offers.change(tx.session, offer.offer_id, words=moved.words, when=moved.when, reason=moved.reason)
    await life_lines.add(tx.session, proposal.proposal_id, Line(at, proposal.state, step.words, step.action.by))
    await _say_in_public(tx, offer, moved, str(step.fields["reason"]))
    return moved


async def _keep_what_is_taken_down(tx: Transaction, before: Offer, after: Offer, at: datetime) -> None:
    if (before.words, before.when) != (after.words, after.when):
        own = OwnWords(before.words, before.when or "")
        await originals.keep(tx.session, before.offer_id, Original.taken_down(own, at))
    if before.reason and before.reason != after.reason:
        answer = OwnWords("", before.reason)
        await originals.keep(tx.session, before.offer_id, Original.taken_down(answer, at, is_the_offices=True))


async def _say_in_public(tx: Transaction, before: Offer, after: Offer, why: str) -> None:
    about = {"offer_id": str(after.offer_id)}
    if before.reason and after.reason and before.reason != after.reason:
        await tx.write_announced()
        await retelling.reword(tx.session, after.proposal_id, (OfferDeclined,), {"reason": after.reason}, about)
        await retelling.reword(tx.session, after.proposal_id, (OfferReworded,), {"answer": after.reason}, about)
        await tellings.say_otherwise_of_offer(tx.session, after.offer_id, before.reason, after.reason)
    tx.announce(OfferReworded(offer_id=after.offer_id, proposal_id=after.proposal_id, answer=after.reason, reason=why))
