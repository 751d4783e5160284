"""See the workflows of ideas."""

from collections.abc import Sequence

from libs.shared.platform.storage.database import Database
from services.ideas.domain.errors import WorkflowIsNotKnown
from services.ideas.domain.workflows.definition import StateDraft
from services.ideas.domain.workflows.published import PublishedWorkflow
from services.ideas.domain.workflows.shipped import DEFAULT
from services.ideas.storage import rounds, workflows


async def list_workflows(database: Database) -> Sequence[PublishedWorkflow]:
    """The newest version of each workflow, by name."""
    async with database.reading() as session:
        return await workflows.newest(session)


async def list_versions(name: str, database: Database) -> Sequence[PublishedWorkflow]:
    """Every version of the workflow, newest first.

    Raises:
        WorkflowIsNotKnown: if there is none of that name.
    """
    async with database.reading() as session:
        found = await workflows.versions(session, name)
    if not found:
        raise WorkflowIsNotKnown(name)
    return found


async def see_workflow(name: str, version: int | None, database: Database) -> PublishedWorkflow:
    """The version of the workflow; the newest one if none is named.

    Raises:
        WorkflowIsNotKnown: if there is none of that name, or no such version.
    """
    async with database.reading() as session:
        return await (workflows.latest(session, name) if version is None else workflows.get(session, name, version))


async def states_in_use(database: Database) -> Sequence[StateDraft]:
    """The states of the workflows that rounds go by now, each once, as it is called in the first that has it."""
    async with database.reading() as session:
        used = await rounds.workflows_in_use(session)
        published = [await workflows.latest(session, name) for name in sorted(used or {DEFAULT})]
    states = [state for each in published for state in each.definition.states]
    return [*{state.name: state for state in reversed(states)}.values()][::-1]
