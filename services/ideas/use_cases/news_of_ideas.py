"""What is announced of a step of an idea: what it comes to for other services, and the line that everybody reads."""

from collections.abc import Iterator
from typing import Any

from libs.shared.events.envelope import Event
from libs.shared.events.ideas import (
    IdeaAccepted,
    IdeaHandedOver,
    IdeaRejected,
    IdeaStateChanged,
    IdeaSubmitted,
    IdeaWithdrawn,
)
from libs.shared.events.words import IdeaWords, Label
from libs.shared.kernel.key import Lock
from libs.shared.kernel.workflow import Step, Workflow
from services.ideas.domain.idea import Idea


def news_of_beginning(idea: Idea) -> IdeaSubmitted:
    """The event of an idea that begins where it stands; what it says is told once everybody reads it."""
    return IdeaSubmitted(
        idea_id=idea.idea_id,
        number=idea.number,
        round_id=idea.round_id,
        area_id=idea.area_id,
        channel=idea.channel,
        state=idea.state,
        workflow=idea.workflow,
        workflow_version=idea.workflow_version,
    )


def news_of(idea: Idea, step: Step, workflow: Workflow, opened_by: Lock | None, *, is_new: bool) -> Iterator[Event]:
    """The events of the step that led the idea to where it stands; ``is_new`` if everybody reads it from now on."""
    about: dict[str, Any] = {"idea_id": idea.idea_id, "number": idea.number, "round_id": idea.round_id}
    own_words = {"area_id": idea.area_id} | IdeaWords.of(idea.own_words).model_dump()
    if is_new:
        yield IdeaAccepted(**about, **own_words)
    match step.action.effect:
        case "hand-over":
            lock = opened_by.fingerprint.hex() if opened_by else None
            yield IdeaHandedOver(**about, **own_words, fund_id=step.fields["fund_id"], lock=lock)
        case "withdraw":
            yield IdeaWithdrawn(idea_id=idea.idea_id)
        case "refuse":
            yield IdeaRejected(**about, criterion=idea.criterion, reason=idea.reason)
    label = [Label(language=each, called=said) for each, said in workflow.state(idea.state).label.items()]
    yield IdeaStateChanged(idea_id=idea.idea_id, state=idea.state, text=step.words["en"], state_label=label)
