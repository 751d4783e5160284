"""The desk's queue in the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.tracking_number import read_tracking_number
from libs.shared.kernel.workflow import Workflow
from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.page_rows import FOUND_COUNTED_TO, Order, SortKey, page_of
from services.ideas.domain.desk.answer import Waiting
from services.ideas.domain.desk.queue import A_WEEK, Desk, DeskIdea, Figures, WantedAtDesk
from services.ideas.domain.idea import Idea
from services.ideas.storage import workflows
from services.ideas.storage.desk import escalations, opinions
from services.ideas.storage.desk.answer_tables import PreparedAnswerRow
from services.ideas.storage.desk.tables import DeskPlaceRow, DeskSkipRow
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

COUNTED_TO = 10_000
"""Whoever sees that more than so many wait does not need to know how many: counting them would take longer."""

_Ids = Select[UUID]
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # what does not wait is never due: it comes behind whatever is
_WAITS = IdeaRow.due_at.is_not(None)
_APPEAL_WAITS = IdeaRow.appealed_at == IdeaRow.state_since  # nothing was done since it was appealed against


async def look(session: AsyncSession, wanted: WantedAtDesk, desk: Desk, page: Page) -> Found[DeskIdea]:
    """A page of the queue. The ids are found by an index alone; the ideas are read for those on the page."""
    found = await page_of(session, _chosen(wanted, desk), _order(wanted), page, lambda idea_id: idea_id)
    known = await _read(session, found.items)
    return Found([known[idea_id] for idea_id in found.items], found.total, found.next)


async def one(session: AsyncSession, idea_id: UUID) -> DeskIdea:
    """The idea as it lies on the desk."""
    return (await _read(session, [idea_id]))[idea_id]


async def first_free(session: AsyncSession, wanted: WantedAtDesk, desk: Desk) -> UUID | None:
    """The first of the queue that nobody is at and whoever asks has not skipped, locked; what others lock is passed.

    So is what is answered already, though the answer is kept back, what whoever asks has prepared one for, and an
    appeal against what they decided: somebody else looks at that.
    """
    is_skipped = select(DeskSkipRow.idea_id).where(
        DeskSkipRow.staff_id == desk.staff_id, DeskSkipRow.idea_id == IdeaRow.idea_id, DeskSkipRow.until > desk.now
    )
    is_answered = select(PreparedAnswerRow.idea_id).where(
        PreparedAnswerRow.idea_id == IdeaRow.idea_id,
        or_(PreparedAnswerRow.goes_out_at.is_not(None), PreparedAnswerRow.prepared_by == desk.staff_id),
    )
    free = _chosen(wanted, desk).where(_is_free(desk.now), ~is_skipped.exists(), ~is_answered.exists())
    is_ours = or_(IdeaRow.appealed_at.is_(None), ~_APPEAL_WAITS, ~_refused_by(desk))
    free = free.where(is_ours)
    order = _order(wanted)
    first = free.order_by(*(key.desc() if order.is_descending else key for key in order.ways(0))).limit(1)
    return await session.scalar(first.with_for_update(of=IdeaRow, skip_locked=True))


async def figures(session: AsyncSession, desk: Desk) -> Figures:
    """How the desk stands now, each figure counted to ``COUNTED_TO`` at most."""
    since, until = desk.now - A_WEEK, desk.now + A_WEEK
    wanted = (
        _WAITS,
        _is_due_before(desk.now),
        and_(_is_due_before(until), ~_is_due_before(desk.now)),
        and_(_WAITS, IdeaRow.idea_id.in_(_held_by(desk))),
        IdeaRow.submitted_at >= since,
        and_(~_WAITS, IdeaRow.state_since >= since),
    )
    counts = [select(func.count()).select_from(_ids(each)).scalar_subquery() for each in wanted]
    answers = select(func.count()).select_from(PreparedAnswerRow)
    counts.append(answers.where(PreparedAnswerRow.goes_out_at.is_not(None)).scalar_subquery())
    counts.append(
        answers.where(PreparedAnswerRow.came_back, PreparedAnswerRow.prepared_by == desk.staff_id).scalar_subquery()
    )
    theirs = and_(_is_due_before(desk.now), escalations.went_to(desk.roles))
    counts.append(select(func.count()).select_from(_ids(theirs)).scalar_subquery())
    return Figures(*(await session.execute(select(*counts))).one())


def _ids(which: ColumnElement[bool]) -> Any:
    return select(IdeaRow.idea_id).where(which).limit(COUNTED_TO).subquery()


async def _read(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, DeskIdea]:
    rows = (
        select(IdeaRow, DeskPlaceRow, PreparedAnswerRow)
        .outerjoin(DeskPlaceRow, DeskPlaceRow.idea_id == IdeaRow.idea_id)
        .outerjoin(PreparedAnswerRow, PreparedAnswerRow.idea_id == IdeaRow.idea_id)
    )
    found = await session.execute(rows.where(IdeaRow.idea_id.in_(ids)).execution_options(populate_existing=True))
    lying = [(as_idea(row), place, answer) for row, place, answer in found]
    by_key = await workflows.of_ideas(session, [idea for idea, _, _ in lying])
    asked = await opinions.so_far(session, ids)
    desk_ideas = [_as_desk_idea(idea, by_key[idea.workflow_key], place, answer) for idea, place, answer in lying]
    return {each.idea.idea_id: replace(each, opinions=asked.get(each.idea.idea_id)) for each in desk_ideas}


def _as_desk_idea(
    idea: Idea, workflow: Workflow, place: DeskPlaceRow | None, answer: PreparedAnswerRow | None
) -> DeskIdea:
    waiting = None if answer is None else Waiting(answer.says, answer.prepared_by, answer.goes_out_at)
    if place is None:
        return DeskIdea(idea, workflow, answer=waiting)
    return DeskIdea(idea, workflow, place.department_id, place.held_by, place.held_until, waiting)


def _order(wanted: WantedAtDesk) -> Order:
    by: tuple[SortKey, ...] = (IdeaRow.submitted_at, IdeaRow.idea_id)
    if wanted.order == "due":
        due_at: Any = IdeaRow.due_at if _is_of_what_waits(wanted) else func.coalesce(IdeaRow.due_at, _NEVER)
        by = (due_at, IdeaRow.idea_id)
    is_searched = bool(wanted.words)
    counted_to = FOUND_COUNTED_TO if is_searched else COUNTED_TO
    return Order(by, wanted.order == "newest", counted_to=counted_to, is_searched=is_searched)


def _is_of_what_waits(wanted: WantedAtDesk) -> bool:
    return not wanted.states or wanted.due is not None


def _chosen(wanted: WantedAtDesk, desk: Desk) -> _Ids:
    rows = select(IdeaRow.idea_id).outerjoin(DeskPlaceRow, DeskPlaceRow.idea_id == IdeaRow.idea_id)
    for sieve in (_of_the_idea(wanted), _of_its_place(wanted, desk), _of_its_deadline(wanted, desk)):
        rows = rows.where(*sieve)
    return rows


def _of_the_idea(wanted: WantedAtDesk) -> list[ColumnElement[bool]]:
    sieve: list[ColumnElement[bool]] = [IdeaRow.state.in_(wanted.states)] if wanted.states else []
    if _is_of_what_waits(wanted):
        sieve.append(_WAITS)
    if wanted.round_ids:
        sieve.append(IdeaRow.round_id.in_(wanted.round_ids))
    if wanted.area_id:
        sieve.append(IdeaRow.area_id == wanted.area_id)
    if wanted.language:
        sieve.append(IdeaRow.language == wanted.language)
    if wanted.channel:
        sieve.append(IdeaRow.channel == wanted.channel)
    if (found := _found_by(wanted.words)) is not None:
        sieve.append(found)
    return sieve


def _found_by(words: str) -> ColumnElement[bool] | None:
    """What the words find: by what the idea says, or its number, which a word of six letters may look like."""
    matching = full_text.matches(IdeaRow.document, words)
    number = read_tracking_number(words)
    if number is None:
        return matching
    has_it = IdeaRow.number == number
    return has_it if matching is None else or_(has_it, matching)


def _of_its_place(wanted: WantedAtDesk, desk: Desk) -> list[ColumnElement[bool]]:
    sieve: list[ColumnElement[bool]] = []
    if wanted.department_id:
        sieve.append(DeskPlaceRow.department_id == wanted.department_id)
    if wanted.is_unassigned:
        sieve.append(DeskPlaceRow.department_id.is_(None))
    if wanted.hands == "mine":
        sieve.append(and_(DeskPlaceRow.held_by == desk.staff_id, DeskPlaceRow.held_until > desk.now))
    if wanted.hands == "free":
        sieve.append(_is_free(desk.now))
    if wanted.opinions:
        sieve.append(opinions.of_which_ideas(wanted.opinions, desk.now))
    if wanted.appeals:
        sieve.append(_APPEAL_WAITS)
    if wanted.appeals == "for-me":
        sieve.append(~_refused_by(desk))
    return sieve


def _of_its_deadline(wanted: WantedAtDesk, desk: Desk) -> list[ColumnElement[bool]]:
    match wanted.due:
        case "late":
            return [_is_due_before(desk.now)]
        case "escalated":
            return [_is_due_before(desk.now), escalations.went_to(desk.roles)]
        case "week":
            return [_is_due_before(desk.now + A_WEEK), ~_is_due_before(desk.now)]
        case None:
            return []


def _is_due_before(moment: datetime) -> ColumnElement[bool]:
    return IdeaRow.due_at < moment


def _refused_by(desk: Desk) -> ColumnElement[bool]:
    return IdeaRow.refused_by.is_not_distinct_from(desk.staff_id)


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(DeskPlaceRow.held_until.is_(None), DeskPlaceRow.held_until <= now)


def _held_by(desk: Desk) -> _Ids:
    return select(DeskPlaceRow.idea_id).where(DeskPlaceRow.held_by == desk.staff_id, DeskPlaceRow.held_until > desk.now)
