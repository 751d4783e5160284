"""Prepared answers in the database."""

from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.version import version_of
from libs.shared.kernel.workflow import Workflow
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.desk.answer import PreparedAnswer
from services.ideas.domain.desk.errors import AnswerIsPreparedByAnother, NoAnswerIsPrepared
from services.ideas.domain.idea import Idea
from services.ideas.storage import workflows
from services.ideas.storage.desk.answer_tables import PreparedAnswerRow
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_OLDEST = Order((PreparedAnswerRow.prepared_at, PreparedAnswerRow.idea_id))


async def keep(session: AsyncSession, new: PreparedAnswer) -> None:
    """Keep the answer, in the place of one that the same person has prepared before.

    Raises:
        AnswerIsPreparedByAnother: if somebody else has.
    """
    row = PreparedAnswerRow
    told = {
        "action": new.action,
        "fields": dict(new.fields),
        "seen": new.seen,
        "says": new.says,
        "prepared_by": new.prepared_by,
        "prepared_at": new.prepared_at,
        "goes_out_at": new.goes_out_at,
        "roles": sorted(new.roles),
        "came_back": new.came_back,
    }
    kept = insert(row).values(idea_id=new.idea.idea_id, **told)
    is_theirs = row.prepared_by == new.prepared_by
    kept = kept.on_conflict_do_update(index_elements=[row.idea_id], set_=told, where=is_theirs)
    if await session.scalar(kept.returning(row.idea_id)) is None:
        raise AnswerIsPreparedByAnother(new.idea.number)


async def of_staff(session: AsyncSession, staff_id: UUID, page: Page) -> Found[PreparedAnswer]:
    """A page of what somebody has prepared, oldest first."""
    rows = _with_idea().where(PreparedAnswerRow.prepared_by == staff_id)
    found = await page_of(session, rows, _OLDEST, page, lambda row, idea_row: (row, as_idea(idea_row)))
    by_key = await workflows.of_ideas(session, [idea for _, idea in found.items])
    answers = [_as_answer(row, idea, by_key[idea.workflow_key]) for row, idea in found.items]
    return Found(answers, found.total, found.next)


async def get(session: AsyncSession, idea: Idea, staff_id: UUID) -> PreparedAnswer:
    """What somebody has prepared for the idea.

    Raises:
        NoAnswerIsPrepared: if they have not.
    """
    is_it = (PreparedAnswerRow.idea_id == idea.idea_id) & (PreparedAnswerRow.prepared_by == staff_id)
    row = await session.scalar(select(PreparedAnswerRow).where(is_it))
    if row is None:
        raise NoAnswerIsPrepared(idea.number)
    return _as_answer(row, idea, await workflows.of_idea(session, idea))


async def take_away(session: AsyncSession, idea: Idea) -> None:
    """The answer is given, or not wanted any more.

    Raises:
        NoAnswerIsPrepared: if none is prepared.
    """
    gone = delete(PreparedAnswerRow).where(PreparedAnswerRow.idea_id == idea.idea_id)
    if await session.scalar(gone.returning(PreparedAnswerRow.idea_id)) is None:
        raise NoAnswerIsPrepared(idea.number)


async def take_away_if_any(session: AsyncSession, idea: Idea, staff_id: UUID) -> None:
    """They have answered otherwise: what they had prepared is not wanted any more."""
    row = PreparedAnswerRow
    await session.execute(delete(row).where(row.idea_id == idea.idea_id, row.prepared_by == staff_id))


def _with_idea() -> Select[PreparedAnswerRow, IdeaRow]:
    return select(PreparedAnswerRow, IdeaRow).join(IdeaRow, IdeaRow.idea_id == PreparedAnswerRow.idea_id)


def _as_answer(row: PreparedAnswerRow, idea: Idea, workflow: Workflow) -> PreparedAnswer:
    what = row.action, row.fields, row.seen, row.says
    fits = version_of(idea) == row.seen
    whose = row.prepared_by, row.prepared_at
    return PreparedAnswer(idea, workflow, *what, *whose, fits, row.goes_out_at, frozenset(row.roles), row.came_back)
