"""Steps of ideas that a body takes: nobody has its role, so they are taken by its record alone."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.workflow import Action, Step, with_some_choice
from services.ideas.domain.idea import Idea
from services.ideas.storage import workflows
from services.ideas.use_cases.take_action import OpenChoices, open_choices


async def offered_to(session: AsyncSession, role: str, idea: Idea) -> tuple[list[Action], OpenChoices]:
    """What the body can do about the idea as it stands, and the choices that the idea's round leaves open."""
    workflow = await workflows.of_idea(session, idea)
    choices = await open_choices(session, idea, workflow)
    return [*with_some_choice(workflow.offered(idea.state, {role}, idea.done_once), choices)], choices


async def step_of(session: AsyncSession, role: str, idea: Idea, action: str, given: Mapping[str, object]) -> Step:
    """The step that the body takes.

    Raises:
        ActionIsNotKnown: if no idea of that workflow can do that.
        ActionIsNotYours: if it is for others.
        StateHasChanged: if the idea's state does not allow it.
        ActionIsDoneOnce: if it can be done once, and was.
        FieldsAreWrong: if what it asks for is missing or malformed.
    """
    workflow = await workflows.of_idea(session, idea)
    choices = await open_choices(session, idea, workflow)
    return workflow.take(action, idea.state, {role}, given, choices, idea.done_once)


async def asked_by(session: AsyncSession, idea: Idea, action: str) -> frozenset[str]:
    """The names of the fields that the action of the idea's workflow asks for; none if it has no such action."""
    workflow = await workflows.of_idea(session, idea)
    return frozenset(field.name for each in workflow.actions if each.name == action for field in each.fields)
