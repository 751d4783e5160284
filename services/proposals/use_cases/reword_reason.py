"""What becomes of words that the town hall typed about a proposal when they are taken down (decision 23)."""

from dataclasses import asdict, replace
from datetime import datetime

from libs.shared.events.proposals import (
    ChangesRequested,
    OfferReworded,
    ProposalReasonReworded,
    ProposalRejected,
    ProposalReworded,
)
from libs.shared.kernel.ballot_budget import REDACT_LINE
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.typed_lines import said_otherwise
from libs.shared.kernel.workflow import Step
from libs.shared.platform.facts import journal
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.storage import life_lines, originals, proposals, tellings

_HOLD_REASONS = (ChangesRequested, ProposalRejected, ProposalReworded, ProposalReasonReworded, OfferReworded)


async def reword_reason(tx: Transaction, proposal: Proposal, step: Step, at: datetime) -> Proposal:
    """The proposal without those words: they leave the life line, the feed, and what waits to be told."""
    if step.action.name != REDACT_LINE:
        return proposal
    of = proposal.proposal_id
    lines = await life_lines.typed(tx.session, of)
    typed, instead = lines.typed(step.fields["line"]), str(step.fields["words"])
    await originals.keep(tx.session, of, Original.taken_down(OwnWords("", typed), at, is_the_offices=True))
    said = said_otherwise(lines.restate(typed, instead), typed, instead)
    reworded = replace(proposal, reason=instead) if proposal.reason == typed else proposal
    await proposals.change(tx.session, of, reason=reworded.reason)
    await tellings.say_otherwise(tx.session, proposal.number, typed, instead)
    await tx.write_announced()
    for retold in await journal.retell(tx.session, of, _HOLD_REASONS, said):
        tx.announce(_news(reworded, retold, str(step.fields["reason"])))
    return reworded


def _news(proposal: Proposal, retold: journal.Retold, why: str) -> ProposalReasonReworded:
    which = asdict(retold) | {"event_type": retold.type, "standing": proposal.reason, "reason": why}
    return ProposalReasonReworded(**which | {"proposal_id": proposal.proposal_id, "idea_id": proposal.idea_id})
