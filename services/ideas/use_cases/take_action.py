"""Take the next step with an idea: which steps there are stands in the workflow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.corrections import demand_correction
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.kernel.workflow import Action, DecidedByTheSamePerson, Workflow, may_decide, with_some_choice
from libs.shared.kernel.workflow_fields import Choice
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.workflows.vocabulary import NAMES_OF_OTHERS
from services.ideas.storage import ideas, life_lines, rounds, workflows
from services.ideas.storage.desk import kept_back
from services.ideas.use_cases.lineage.take_reason_down import take_reason_down
from services.ideas.use_cases.move_idea import move_idea
from services.ideas.use_cases.see_idea import SeenIdea, number_or_id, seen

OpenChoices = Mapping[str, Sequence[Choice]]
_FUND, _LINE = _LEFT_OPEN = "fund_id", "line"


@dataclass(frozen=True, slots=True)
class TakeAction:
    """Which step to take with which idea, what it asks for, and as which versions of the idea it was seen."""

    idea: str
    action: str
    visitor: Visitor
    fields: Mapping[str, object]
    seen: Collection[str] = ()


async def take_action(command: TakeAction, database: Database, clock: Clock) -> SeenIdea:
    """The idea after the step.

    Raises:
        IdeaIsNotKnown: if there is none.
        ActionIsNotKnown: if no idea can do that.
        ActionIsNotYours: if it is for other roles.
        StateHasChanged: if the idea's state does not allow it.
        ActionIsDoneOnce: if it can be done once, and was.
        DecidedByTheSamePerson: if it is for somebody else than whoever refused the idea.
        FieldsAreWrong: if what it asks for is missing or malformed.
        ItHasChanged: if the idea is not as it was seen.
        AnswerIsKeptBack: if it is for staff, who have answered already, and that goes out soon.
    """
    async with database.transaction() as tx:
        idea = await demand_no_answer_waits(tx.session, command)
        return await taken(tx, command, idea, clock.now())


async def demand_no_answer_waits(session: AsyncSession, command: TakeAction) -> Idea:
    """The idea, locked, to which no answer is kept back, or which may be changed all the same.

    So it may by whoever suggested it, who can always withdraw it, and by what takes words down.

    Raises:
        IdeaIsNotKnown: if there is none.
        AnswerIsKeptBack: if staff have answered it already, and that goes out soon.
    """
    idea = await ideas.lock(session, number_or_id(command.idea))
    if command.visitor.staff_id is not None and command.action not in NAMES_OF_OTHERS:
        await kept_back.demand_none(session, idea)
    return idea


async def taken(tx: Transaction, command: TakeAction, idea: Idea, now: datetime) -> SeenIdea:
    """The idea, which must have been locked, after the step within a larger transaction, as whoever took it sees it.

    ``take_action`` says what is raised.
    """
    after, roles = await moved(tx, command, idea, now)
    return await seen(tx.session, after, roles)


async def moved(tx: Transaction, command: TakeAction, idea: Idea, now: datetime) -> tuple[Idea, frozenset[str]]:
    """The same for whoever looks at none of it: where the idea stands, and the roles in which the step was taken."""
    workflow = await workflows.of_idea(tx.session, idea)
    asks_for = {each.name for action in workflow.actions if action.name == command.action for each in action.fields}
    choices = await open_choices(tx.session, idea, workflow) if asks_for & {*_LEFT_OPEN} else {}
    visitor = command.visitor
    roles = visitor.roles_with(await ideas.opened_by(tx.session, idea.idea_id))
    step = workflow.take(command.action, idea.state, roles, command.fields, choices, idea.done_once)
    if not may_decide(step.action, idea.refused_by, visitor.staff_id):
        raise DecidedByTheSamePerson
    demand_unchanged(command.seen, version_of(idea))
    demand_correction(step, idea)
    await take_reason_down(tx, idea, step, workflow, now)
    return await move_idea(tx, idea, step, now, visitor.staff_id), roles


async def offered_actions(idea: str, visitor: Visitor, database: Database) -> tuple[list[Action], OpenChoices, Idea]:
    """What whoever asks can do with the idea now, the choices that its round leaves open, and the idea.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        found = await ideas.get(session, number_or_id(idea))
        roles = visitor.roles_with(await ideas.opened_by(session, found.idea_id))
        workflow = await workflows.of_idea(session, found)
        choices = await open_choices(session, found, workflow)
        offered = workflow.offered(found.state, roles, found.done_once)
        theirs = [action for action in offered if may_decide(action, found.refused_by, visitor.staff_id)]
        return [*with_some_choice(theirs, choices)], choices, found


async def open_choices(session: AsyncSession, idea: Idea, workflow: Workflow) -> OpenChoices:
    """The choices that the workflow leaves open: the funds of the idea's round, and the lines of its life line."""
    within = await rounds.get(session, idea.round_id)
    funds = [Choice(str(fund.fund_id), {"en": fund.name}) for fund in within.funds]
    return {_FUND: funds, _LINE: (await life_lines.typed(session, idea.idea_id, workflow)).choices()}
