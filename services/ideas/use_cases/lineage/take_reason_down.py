"""The reason for a merge or a split stands in several life lines: where it is taken down it leaves all of them."""

from datetime import datetime

from libs.shared.kernel.ballot_budget import EVENTS, REDACT_LINE
from libs.shared.kernel.workflow import Step, Workflow
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.storage import life_lines, workflows
from services.ideas.storage.lineage import lineage
from services.ideas.storage.sittings import ideas_on_agendas
from services.ideas.use_cases.move_idea import move_idea


async def take_reason_down(tx: Transaction, idea: Idea, step: Step, workflow: Workflow, at: datetime) -> None:
    """Take the words that the step takes down from the idea down from its kin, too, before the step is taken."""
    if step.action.name != REDACT_LINE:
        return
    typed = (await life_lines.typed(tx.session, idea.idea_id, workflow)).typed(step.fields["line"])
    kin = await lineage.ever_together(tx.session, idea.idea_id)
    for other in (await ideas_on_agendas.lock(tx.session, kin)).values():
        await _take_down(tx, other, typed, step, at)


async def _take_down(tx: Transaction, idea: Idea, typed: str, step: Step, at: datetime) -> None:
    workflow = await workflows.of_idea(tx.session, idea)
    lines = await life_lines.typed(tx.session, idea.idea_id, workflow)
    line = next((each.value for each in lines.choices() if lines.typed(each.value) == typed), None)
    if line is not None:
        given = {"line": line, "words": step.fields["words"], "reason": step.fields["reason"]}
        theirs = workflow.take(REDACT_LINE, idea.state, EVENTS, given, {"line": lines.choices()})
        await move_idea(tx, idea, theirs, at)
