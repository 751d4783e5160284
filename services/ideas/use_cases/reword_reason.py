"""What becomes of words that the town hall typed about an idea when they are taken down (decision 23)."""

from dataclasses import replace
from datetime import datetime

from libs.shared.events.ideas import IdeaReasonReworded, IdeaRejected, IdeaReworded, IdeaStateChanged
from libs.shared.kernel.ballot_budget import REDACT_LINE
from libs.shared.kernel.workflow import Step, Workflow
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.storage.lines_taken_down import take_down
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, life_lines, originals
from services.ideas.use_cases.lineage.tell_those_carried import say_otherwise_to_all

_HOLD_REASONS = (IdeaRejected, IdeaReworded, IdeaStateChanged, IdeaReasonReworded)


async def reword_reason(tx: Transaction, idea: Idea, step: Step, at: datetime, workflow: Workflow) -> Idea:
    """The idea without those words: they leave the life line, the feed, and what waits to be told."""
    if step.action.name != REDACT_LINE:
        return idea
    of = idea.idea_id
    lines = await life_lines.typed(tx.session, of, workflow)
    taken = await take_down(tx, of, lines, step, at, keep=originals.keep, told_by=_HOLD_REASONS)
    reworded = replace(idea, reason=taken.instead) if idea.reason == taken.typed else idea
    await ideas.change(tx.session, of, reason=reworded.reason)
    await say_otherwise_to_all(tx, of, taken.typed, taken.instead)
    about = {"idea_id": of, "standing": reworded.reason, "reason": step.fields["reason"]}
    tx.announce(*(IdeaReasonReworded(**retold.told_anew | about) for retold in taken.retold))
    return reworded
