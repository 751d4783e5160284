"""Ask departments for their opinion of an idea, and write down what they say."""

from datetime import UTC
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.working_days import due_at
from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.errors import DepartmentIsNotKnown
from services.ideas.domain.desk.opinion import Opinion, Question, Said, Stance, WantedOpinions
from services.ideas.domain.desk.queue import Desk
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, working_days
from services.ideas.storage.desk import departments, opinions
from services.ideas.use_cases.deadlines import council_zone
from services.ideas.use_cases.see_idea import number_or_id


async def see_opinions(idea: str, database: Database) -> list[Opinion]:
    """The idea's opinions, first asked first.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
    """
    async with database.reading() as session:
        return await opinions.of_idea(session, (await ideas.get(session, number_or_id(idea))).idea_id)


async def list_opinions(
    wanted: WantedOpinions, desk: Desk, page: Page, database: Database
) -> Found[tuple[Opinion, Idea]]:
    """A page of the opinions of all ideas: those that are awaited by their deadline, others newest first."""
    async with database.reading() as session:
        return await opinions.look(session, wanted, page, desk.now)


async def ask_departments(idea: str, question: Question, desk: Desk, database: Database) -> list[Opinion]:
    """What each department was asked: all of them, or none. A later calendar of working days moves no deadline.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        DepartmentIsNotKnown: if there is no such department, or it is closed.
        OpinionIsAsked: if one was asked about this idea before, and has not answered yet.
    """
    async with database.transaction(is_shown=False) as tx:
        about = await ideas.get(tx.session, number_or_id(idea))
        calendar = await working_days.get(tx.session)
        due = due_at(desk.now, question.working_days, calendar, council_zone()).astimezone(UTC)
        asked = [
            Opinion(new_id(), about.idea_id, department_id, question.text, desk.staff_id, desk.now, due)
            for department_id in question.department_ids
        ]
        for each in asked:
            if (await departments.get(tx.session, each.department_id)).is_closed:
                raise DepartmentIsNotKnown(each.department_id)
            await opinions.add(tx.session, each)
    return asked


async def write_opinion_down(
    idea: str, opinion_id: UUID, stance: Stance, text: str, desk: Desk, database: Database
) -> Opinion:
    """The opinion with what the department said. It is never overwritten.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        OpinionIsNotKnown: if it is none that was asked about the idea.
        OpinionIsGiven: if the department has answered already.
    """
    said = Said(stance, text, desk.staff_id, desk.now)
    async with database.transaction(is_shown=False) as tx:
        about = await ideas.get(tx.session, number_or_id(idea))
        return await opinions.answer(tx.session, about.idea_id, opinion_id, said)


async def take_question_back(idea: str, opinion_id: UUID, database: Database) -> None:
    """The department is not asked any more.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        OpinionIsNotKnown: if it is none that was asked about the idea.
        OpinionIsGiven: if the department has answered.
    """
    async with database.transaction(is_shown=False) as tx:
        about = await ideas.get(tx.session, number_or_id(idea))
        await opinions.take_away(tx.session, about.idea_id, opinion_id)


async def erase_opinions(database: Database, clock: Clock) -> int:
    """How many opinions were erased because their time is over."""
    async with database.transaction(is_shown=False) as tx:
        return await opinions.erase_due(tx.session, clock.now().date())
