"""The titles of projects, wherever voting keeps them: on papers, in outcomes, in what it has told of both."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.voting import OutcomeAnnounced, PollPublished, PollReworded
from libs.shared.platform.facts import retelling
from libs.shared.platform.facts.journal import JournalRow
from services.voting.storage.tables import OutcomeRow, PollRow

Lines = list[dict[str, Any]]

_HOLD_PROJECTS = (PollPublished.type, OutcomeAnnounced.type)


async def replace_on_papers(session: AsyncSession, proposal_id: UUID, title: str) -> Sequence[UUID]:
    """Give the proposal the title on each paper that is published; of which polls."""
    on_paper = select(PollRow).where(PollRow.paper.contains([{"proposal_id": str(proposal_id)}])).with_for_update()
    rows = (await session.scalars(on_paper.order_by(PollRow.poll_id))).all()
    for row in rows:
        row.paper = _entitled(row.paper or [], proposal_id, title)
        row.published = row.published and _with_projects(row.published, proposal_id, title)
    return [row.poll_id for row in rows]


async def replace_in_what_was_told(session: AsyncSession, poll_id: UUID, proposal_id: UUID, title: str) -> None:
    """Give the proposal the title in the poll's outcome, and in the events of the poll."""
    if counted := await session.get(OutcomeRow, poll_id):
        counted.outcome = _with_projects(counted.outcome, proposal_id, title)
    told = select(JournalRow).where(JournalRow.subject == poll_id, JournalRow.type.in_(_HOLD_PROJECTS))
    for event in await session.scalars(told):
        event.data = _with_projects(event.data, proposal_id, title)
    await retelling.reword(session, poll_id, (PollReworded,), {"title": title}, {"proposal_id": str(proposal_id)})


def _with_projects(document: dict[str, Any], proposal_id: UUID, title: str) -> dict[str, Any]:
    return document | {"projects": _entitled(document["projects"], proposal_id, title)}


def _entitled(lines: Lines, proposal_id: UUID, title: str) -> Lines:
    return [line | {"title": title} if line["proposal_id"] == str(proposal_id) else line for line in lines]
