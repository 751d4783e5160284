"""Reasons that officers gave in public, wherever voting keeps them: in acts, outcomes, and what it has told of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.voting import (
    ON_A_LINE,
    OutcomeAnnounced,
    PollCancelled,
    PollExtended,
    PollReasonReworded,
    PollRenamed,
    ProjectWithdrawn,
)
from libs.shared.kernel.typed_lines import restated
from libs.shared.platform.facts import retelling
from libs.shared.platform.facts.journal import JournalRow
from libs.shared.platform.facts.retelling import Retold
from services.voting.domain.polls.typed_words import not_counted_because
from services.voting.storage.tables import ActRow, OutcomeRow

_HOLD_REASONS = (PollExtended, ProjectWithdrawn, PollCancelled, PollReasonReworded, PollRenamed)


async def replace(session: AsyncSession, poll_id: UUID, typed: str, instead: str) -> list[Retold]:
    """Say other words wherever just these stand about the poll; the events that say something else now."""
    acts = select(ActRow).where(ActRow.poll_id == poll_id)
    for act in await session.scalars(acts):
        if act.words["en"].endswith(typed):
            act.words = restated(act.words, typed, instead)
            act.fields = act.fields | ({"reason": instead} if act.fields.get("reason") == typed else {})
    if counted := await session.get(OutcomeRow, poll_id):
        counted.outcome = _without(counted.outcome, typed, instead)
    of_acts = await retelling.retell(session, poll_id, _HOLD_REASONS, {typed: instead})
    return [*of_acts, *await _of_the_outcome(session, poll_id, typed, instead)]


async def _of_the_outcome(session: AsyncSession, poll_id: UUID, typed: str, instead: str) -> list[Retold]:
    told = select(JournalRow).where(JournalRow.subject == poll_id, JournalRow.type == OutcomeAnnounced.type)
    retold = []
    for row in await session.scalars(told):
        projects: Any = row.data["projects"]
        lines = [(line, field) for line in projects for field in ON_A_LINE if line.get(field) == typed]
        row.data = _without(row.data, typed, instead)
        about = row.event_id, row.type, row.recorded_at
        retold += [Retold(*about, field, instead, {"proposal_id": line["proposal_id"]}) for line, field in lines]
    await session.flush()
    return retold


def _without(document: Any, typed: str, instead: str) -> Any:
    """The document with other words where a text is just these, or says that something is not counted for them."""
    if isinstance(document, dict):
        return {name: _without(part, typed, instead) for name, part in document.items()}
    if isinstance(document, list):
        return [_without(part, typed, instead) for part in document]
    if isinstance(document, str):
        return (
            instead if document == typed else document.replace(not_counted_because(typed), not_counted_because(instead))
        )
    return document
