"""What every step of an idea brings with it: its state, a line, an event, and news for whoever wants to hear."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.shared.kernel.ballot_budget import APPEAL_FIELD, CORRECTIONS
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.own_words import TAKEN_DOWN
from libs.shared.kernel.workflow import Line, Step, Workflow
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.telling import words_of
from services.ideas.domain.workflows.vocabulary import REOPEN
from services.ideas.storage import contacts, ideas, life_lines, tellings, workflows
from services.ideas.storage.desk import places
from services.ideas.storage.following import followers
from services.ideas.use_cases.deadlines import deadline_of
from services.ideas.use_cases.following.tell_followers import tell_followers
from services.ideas.use_cases.lineage.tell_those_carried import tell_those_carried
from services.ideas.use_cases.news_of_ideas import news_of
from services.ideas.use_cases.reword_idea import (
    keep_what_is_taken_down,
    say_in_public,
    tell_the_title_of_now,
)
from services.ideas.use_cases.reword_reason import reword_reason


async def move_idea(tx: Transaction, idea: Idea, step: Step, at: datetime, by: UUID | None = None) -> Idea:
    """The idea after the step, which somebody of the staff takes if it says ``by`` whom. It must have been locked."""
    workflow = await workflows.of_idea(tx.session, idea)
    changes = _changes(idea, step, workflow, by) | _appeal(idea, step, at)
    if step.to != idea.state:
        due_at = await deadline_of(tx.session, workflow.state(step.to), at)
        changes |= {"state": step.to, "state_since": at, "due_at": due_at}
    moved = replace(idea, **changes)
    await ideas.change(tx.session, idea.idea_id, **changes)
    is_new = idea.said_in_public is None and moved.is_public and not await ideas.was_public(tx.session, idea.idea_id)
    if not is_new:
        await say_in_public(tx, idea, moved, step)
    await keep_what_is_taken_down(tx, idea, moved, step, at, workflow)
    await tell_the_title_of_now(tx, idea, moved)
    moved = await reword_reason(tx, moved, step, at, workflow)
    await places.let_go(tx.session, idea.idea_id)
    line_id = await life_lines.add(tx.session, idea.idea_id, Line(at, moved.state, step.words, step.action.by))
    lock = await ideas.opened_by(tx.session, idea.idea_id)
    tx.announce(*news_of(moved, step, workflow, lock, is_new=is_new))
    if step.action.is_told:
        await _tell(tx, line_id, idea, moved, step, at)
    return moved


async def _tell(tx: Transaction, line_id: int, before: Idea, after: Idea, step: Step, at: datetime) -> None:
    contact = await contacts.of_idea(tx.session, after.idea_id)
    if contact and not await followers.hears_by_text(tx.session, contact, after.idea_id):
        subject, text = words_of(after, step.words, step.action.by)
        await tellings.add(tx.session, new_id(), after.idea_id, subject, text, at)
    await tell_those_carried(tx, after, step.words, step.action.by, at)
    await tell_followers(tx, line_id, before, after, at)


def _appeal(idea: Idea, step: Step, at: datetime) -> dict[str, Any]:
    if APPEAL_FIELD.name in step.fields:
        return {"appeal": step.fields[APPEAL_FIELD.name], "appealed_at": at}
    # An appeal speaks of the words that go.
    return {"appeal": TAKEN_DOWN} if idea.appeal and step.action.name == "redact" else {}


def _changes(idea: Idea, step: Step, workflow: Workflow, by: UUID | None) -> dict[str, Any]:
    changes: dict[str, Any] = {"is_public": workflow.is_public_after(step, was_public=idea.is_public)}
    if step.action.effect == "refuse":
        changes |= {"criterion": step.fields["criterion"], "reason": step.fields["reason"], "refused_by": by}
    if step.action.effect == REOPEN:
        changes |= {"is_public": idea.is_public, "criterion": None, "reason": None}
    if step.action.effect == "hand-over":
        changes["fund_id"] = UUID(str(step.fields["fund_id"]))
    if step.action.is_once:
        changes["done_once"] = [*idea.done_once, step.action.name]
    if step.action.name in {*CORRECTIONS, "redact"}:
        changes |= step.changed
    return changes
