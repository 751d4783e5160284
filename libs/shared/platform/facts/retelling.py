"""Words in the journal that are taken down (decision 23): the one change of what stands there.

The former ones are read in no feed any more; an event of its own tells it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.envelope import Event
from libs.shared.events.reasons import TELL_TYPED_WORDS
from libs.shared.platform.facts.journal import JournalRow

_REWORD = text("""
    update journal set data = data || (
        select jsonb_object_agg(key, value) from jsonb_each(cast(:words as jsonb)) where data ? key
    )
    where subject = :subject and type = any(cast(:types as text[])) and data ?| cast(:names as text[])
    and data @> cast(:holding as jsonb)
""")


async def reword(
    session: AsyncSession,
    subject: UUID,
    events: Sequence[type[Event]],
    words: Mapping[str, str | None],
    holding: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Replace the words in the subject's events that hold this: nobody reads the former ones in a feed any more."""
    which = {"subject": subject, "types": [event.type for event in events]}
    what = {"words": to_json(words).decode(), "names": [*words], "holding": to_json(dict(holding)).decode()}
    await session.execute(_REWORD, which | what)


@dataclass(frozen=True, slots=True)
class Retold:
    """An event that says something else now: which, since when it was told, and where in its data."""

    event_id: UUID
    type: str
    told_at: datetime
    field: str
    words: str
    data: Mapping[str, Any]

    @property
    def told_anew(self) -> dict[str, Any]:
        """What the news of it says about the event (``events/reasons.py``)."""
        which = {"event_id": self.event_id, "event_type": self.type, "told_at": self.told_at}
        return which | {"field": self.field, "words": self.words}


async def retell(
    session: AsyncSession, subject: UUID, events: Sequence[type[Event]], said: Mapping[str, str]
) -> list[Retold]:
    """Replace whole texts of the subject's events by others; which events that changed, oldest first.

    News of an earlier rewording say something else now, too; that is told by the news of the event that they are about.
    """
    types = [event.type for event in events]
    rows = select(JournalRow).where(JournalRow.subject == subject, JournalRow.type.in_(types))
    retold = []
    for row in await session.scalars(rows.order_by(JournalRow.sequence)):
        for field, before in [*row.data.items()]:
            if isinstance(before, str) and before in said:
                row.data = row.data | {field: said[before]}
                if field in TELL_TYPED_WORDS:
                    retold.append(Retold(row.event_id, row.type, row.recorded_at, field, said[before], row.data))
    await session.flush()
    return retold


async def retell_as(session: AsyncSession, news: Event, events: Sequence[type[Event]]) -> None:
    """Let the subject's earlier events say what the news says instead, as it says of itself."""
    types = [event.type for event in events]
    rows = select(JournalRow).where(JournalRow.subject == news.key, JournalRow.type.in_(types))
    for row in await session.scalars(rows):
        row.data = news.retell(row.event_id, row.data)
    await session.flush()
