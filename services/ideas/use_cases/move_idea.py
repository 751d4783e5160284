"""What every step of an idea brings with it: its state, a line, an event, and news for whoever wants to hear."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.shared.events.envelope import Event
from libs.shared.events.ideas import IdeaAccepted, IdeaHandedOver, IdeaRejected, IdeaStateChanged, IdeaWithdrawn
from libs.shared.events.words import IdeaWords
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Lock
from libs.shared.kernel.workflow import Line, Step
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.telling import words_of
from services.ideas.domain.workflow import WORKFLOW
from services.ideas.storage import contacts, ideas, life_lines, tellings
from services.ideas.storage.desk import places
from services.ideas.use_cases.following.tell_followers import tell_followers
from services.ideas.use_cases.reword_idea import (
    keep_what_is_taken_down,
    say_in_public,
    tell_the_title_of_now,
)
from services.ideas.use_cases.reword_reason import reword_reason


async def move_idea(tx: Transaction, idea: Idea, step: Step, at: datetime) -> Idea:
    """The idea after the step. It must have been locked."""
    moved = replace(idea, **_changes(idea, step, at))
    await ideas.change(tx.session, idea.idea_id, **_changes(idea, step, at))
    await say_in_public(tx, idea, moved, step)
    await keep_what_is_taken_down(tx, idea, moved, step, at)
    await tell_the_title_of_now(tx, idea, moved)
    moved = await reword_reason(tx, moved, step, at)
    await places.let_go(tx.session, idea.idea_id)
    line_id = await life_lines.add(tx.session, idea.idea_id, Line(at, moved.state, step.words, step.action.by))
    tx.announce(*_news(moved, step, await ideas.opened_by(tx.session, idea.idea_id)))
    if step.action.is_told:
        await _tell(tx, line_id, idea, moved, step, at)
    return moved


async def _tell(tx: Transaction, line_id: int, before: Idea, after: Idea, step: Step, at: datetime) -> None:
    if await contacts.of_idea(tx.session, after.idea_id):
        subject, text = words_of(after, step.words, step.action.by)
        await tellings.add(tx.session, new_id(), after.idea_id, subject, text, at)
    await tell_followers(tx, line_id, before, after, at)


def _changes(idea: Idea, step: Step, at: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {"state": step.to, "state_since": at} if step.to != idea.state else {}
    changes["is_public"] = WORKFLOW.is_public_after(step, was_public=idea.is_public)
    if step.to == "rejected" and step.action.to:
        changes |= {"criterion": step.fields["criterion"], "reason": step.fields["reason"]}
    if step.action.name == "hand-over":
        changes["fund_id"] = UUID(str(step.fields["fund_id"]))
    if step.action.name in {"correct-title", "redact"}:
        changes |= step.changed
    return changes


def _news(idea: Idea, step: Step, opened_by: Lock | None) -> list[Event]:
    changed = IdeaStateChanged(idea_id=idea.idea_id, state=idea.state, text=step.words["en"])
    return [*_news_of_screening(idea, step, opened_by), changed]


def _news_of_screening(idea: Idea, step: Step, opened_by: Lock | None) -> list[Event]:
    about: dict[str, Any] = {"idea_id": idea.idea_id, "number": idea.number, "round_id": idea.round_id}
    own_words = {"area_id": idea.area_id} | IdeaWords.of(idea.own_words).model_dump()
    if step.action.name == "accept":
        return [IdeaAccepted(**about, **own_words)]
    if step.action.name == "hand-over":
        more = {"fund_id": step.fields["fund_id"]}
        lock = opened_by.fingerprint.hex() if opened_by else None
        return [IdeaHandedOver(**about, **own_words, **more, lock=lock)]
    if step.action.to == "withdrawn":
        return [IdeaWithdrawn(idea_id=idea.idea_id)]
    if step.action.to == "rejected":
        return [IdeaRejected(**about, criterion=idea.criterion, reason=idea.reason)]
    return []
