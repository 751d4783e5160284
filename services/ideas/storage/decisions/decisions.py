"""Decisions in the database, each with its results."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.decisions.decision import Decision, Paper, Result, WantedDecisions
from services.ideas.domain.decisions.errors import DecisionIsNotKnown
from services.ideas.storage.decisions.tables import DecisionRow, ResultRow

_NEWEST = Order(
    (DecisionRow.recorded_at, DecisionRow.decision_id), is_descending=True, updated_at=DecisionRow.updated_at
)


async def add(session: AsyncSession, new: Decision, submission_id: UUID | None) -> bool:
    """Store the decision; whether it was, or one was sent in under the same id before."""
    values = _values(new) | {"submission_id": submission_id, "recorded_at": new.recorded_at}
    stored = insert_once(DecisionRow).values(values).on_conflict_do_nothing().returning(DecisionRow.decision_id)
    if await session.scalar(stored) is None:
        return False
    rows = [asdict(result) | {"decision_id": new.decision_id, "position": at} for at, result in enumerate(new.results)]
    await session.execute(insert(ResultRow), rows)
    return True


async def of_submission(session: AsyncSession, submission_id: UUID | None) -> UUID | None:
    """The id of the decision that was sent in under the id."""
    if submission_id is None:
        return None
    return await session.scalar(select(DecisionRow.decision_id).where(DecisionRow.submission_id == submission_id))


async def get(session: AsyncSession, decision_id: UUID) -> Decision:
    """The decision.

    Raises:
        DecisionIsNotKnown: if there is none.
    """
    return await _one(session, decision_id)


async def lock(session: AsyncSession, decision_id: UUID) -> Decision:
    """The decision as it is now; others wait until the transaction ends.

    Raises:
        DecisionIsNotKnown: if there is none.
    """
    return await _one(session, decision_id, with_for_update=True, populate_existing=True)


async def correct(session: AsyncSession, to: Decision) -> None:
    """Store what its paper really says."""
    await session.execute(update(DecisionRow).where(DecisionRow.decision_id == to.decision_id).values(_values(to)))


async def look(session: AsyncSession, wanted: WantedDecisions, page: Page) -> Found[Decision]:
    """A page of the wanted decisions, without their results, the one that was recorded last first."""
    rows = select(DecisionRow)
    if wanted.round_id:
        rows = rows.where(DecisionRow.round_id == wanted.round_id)
    if wanted.body:
        rows = rows.where(DecisionRow.body == wanted.body)
    if wanted.idea_id:
        about = select(ResultRow.decision_id).where(ResultRow.idea_id == wanted.idea_id)
        rows = rows.where(DecisionRow.decision_id.in_(about))
    return await page_of(session, rows, _NEWEST, page, _as_decision)


async def actions_by_paper(
    session: AsyncSession, body: str, paper_number: str, ideas: Collection[UUID]
) -> dict[UUID, str]:
    """How the body decided about the ideas by the paper already."""
    papers = select(DecisionRow.decision_id).where(DecisionRow.body == body, DecisionRow.paper_number == paper_number)
    rows = select(ResultRow).where(ResultRow.decision_id.in_(papers), ResultRow.idea_id.in_(ideas))
    return {row.idea_id: row.action for row in await session.scalars(rows)}


async def _one(session: AsyncSession, decision_id: UUID, **how: bool) -> Decision:
    row = await session.get(DecisionRow, decision_id, **how)  # type: ignore[arg-type]
    if row is None:
        raise DecisionIsNotKnown(decision_id)
    results = select(ResultRow).where(ResultRow.decision_id == decision_id).order_by(ResultRow.position)
    return _as_decision(row, await session.scalars(results))


def _values(of: Decision) -> dict[str, Any]:
    return {
        "decision_id": of.decision_id,
        "round_id": of.round_id,
        "body": of.body,
        "decided_on": of.paper.decided_on,
        "paper_number": of.paper.number,
        "link": of.paper.link,
        "reason": of.paper.reason,
        "sitting_id": of.sitting_id,
        "recorded_at": of.recorded_at,
        "corrected_at": of.corrected_at,
        "correction": of.correction,
    }


def _as_decision(row: DecisionRow, results: Iterable[ResultRow] = ()) -> Decision:
    return Decision(
        row.decision_id,
        row.round_id,
        row.body,  # type: ignore[arg-type]
        Paper(row.decided_on, row.paper_number, row.link, row.reason),
        row.sitting_id,
        row.recorded_at,
        tuple(Result(one.idea_id, one.action, one.outcome, one.granted_cents, one.deferred_until) for one in results),
        row.corrected_at,
        row.correction,
    )
