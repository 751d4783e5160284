"""What becomes of words that the town hall typed about a proposal when they are taken down (decision 23)."""

from dataclasses import replace
from datetime import datetime

from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    OfferReworded,
    ProposalReasonReworded,
    ProposalRejected,
    ProposalReworded,
)
from libs.shared.kernel.ballot_budget import REDACT_LINE
from libs.shared.kernel.workflow import Step
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.storage.lines_taken_down import take_down
from services.proposals.domain.proposal import Proposal
from services.proposals.storage import life_lines, originals, proposals, tellings

_HOLD_REASONS = (
    *(ChangesRequested, ProposalRejected, AppealDecided),
    *(ProposalReworded, ProposalReasonReworded, OfferReworded),
)


async def reword_reason(tx: Transaction, proposal: Proposal, step: Step, at: datetime) -> Proposal:
    """The proposal without those words: they leave the life line, the feed, and what waits to be told."""
    if step.action.name != REDACT_LINE:
        return proposal
    of = proposal.proposal_id
    lines = await life_lines.typed(tx.session, of)
    taken = await take_down(tx, of, lines, step, at, keep=originals.keep, told_by=_HOLD_REASONS)
    reworded = replace(proposal, reason=taken.instead) if proposal.reason == taken.typed else proposal
    await proposals.change(tx.session, of, reason=reworded.reason)
    await tellings.say_otherwise(tx.session, proposal.number, taken.typed, taken.instead)
    which = {"proposal_id": of, "idea_id": proposal.idea_id}
    about = which | {"standing": reworded.reason, "reason": step.fields["reason"]}
    tx.announce(*(ProposalReasonReworded(**retold.told_anew | about) for retold in taken.retold))
    return reworded
