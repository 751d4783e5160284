"""Followers of a proposal that never was an idea hear of it: by the news that move an idea which became one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from libs.shared.events.proposals import ProposalAccepted, ProposalReworded, ProposalSubmitted
from libs.shared.events.reasons import ReasonReworded
from libs.shared.kernel.workflow import Line
from libs.shared.kernel.workflow_fields import say
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.following.proposal import NEWS, Proposal
from services.ideas.storage.following import news, proposals


async def know_proposal(tx: Transaction, told: ProposalSubmitted | ProposalAccepted) -> None:
    """It can be followed by its number from now on, and is called by the title that everybody reads."""
    title = told.title if isinstance(told, ProposalAccepted) else None
    await proposals.keep(tx.session, Proposal(told.proposal_id, told.number, told.round_id, title))


async def tell_of_proposal(
    tx: Transaction, proposal_id: UUID, step: str, fields: Mapping[str, object], at: datetime
) -> None:
    """Have whoever follows it hear of the step, if it is known here."""
    action = NEWS[step]
    if not action.is_told or await proposals.find(tx.session, proposal_id) is None:
        return
    said = say(action.words, action.fields, {name: str(value) for name, value in fields.items()})
    line_id = await proposals.add_line(tx.session, proposal_id, Line(at, action.to, said, action.by))
    await news.note(tx.session, line_id, [], [proposal_id], at)


async def tell_of_its_words(fact: Fact[ProposalReworded], tx: Transaction) -> None:
    """Call it as it is called now, if it is known here; tell that words were taken down, or it was corrected."""
    told = fact.event
    known = await proposals.find(tx.session, told.proposal_id)
    if known is None:
        return
    await proposals.call(tx.session, told.proposal_id, told.title)
    if told.reason is not None:
        await tell_of_proposal(tx, told.proposal_id, "redact", {"reason": told.reason}, fact.at)
    elif known.title and told.title and told.corrected:
        await tell_of_proposal(tx, told.proposal_id, f"correct-{told.corrected}", {}, fact.at)
    elif known.title and told.title and known.title != told.title:
        await tell_of_proposal(tx, told.proposal_id, "correct-title", {}, fact.at)


async def reword_its_reasons(tx: Transaction, proposal_id: UUID, told: ReasonReworded) -> None:
    """Take words of the town hall down in the line that the news of before wrote, if it still has them."""
    lines = await proposals.typed_lines(tx.session, proposal_id)
    line = lines.told_otherwise(told.told_at, told.words)
    if line is not None:
        lines.restate(lines.typed(line), told.words)
