"""An agenda as it was typed becomes one of ideas and topics, if each item can stand there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.tracking_number import read_number_or_id
from services.ideas.domain.idea import Idea
from services.ideas.domain.sittings.errors import AgendaIsNotSound, AgendaRule
from services.ideas.storage.sittings import ideas_on_agendas


@dataclass(frozen=True, slots=True)
class WantedItem:
    """An idea by its number or id, or a topic in words."""

    idea: str | None
    topic: str | None


async def read_agenda(
    session: AsyncSession, round_id: UUID, wanted: Sequence[WantedItem], standing: Sequence[UUID] = ()
) -> list[tuple[UUID | None, str | None]]:
    """The ideas and topics that are wanted. What stood there before may stay, whatever became of it.

    Raises:
        AgendaIsNotSound: with each item that cannot stand there, and why.
    """
    names = [read_number_or_id(item.idea) if item.idea else None for item in wanted]
    known = await ideas_on_agendas.named(session, [name for name in names if name])
    found = [known.get(name) if name else None for name in names]
    if errors := dict(_trouble(round_id, wanted, found, standing)):
        raise AgendaIsNotSound(errors)
    return [(idea.idea_id if idea else None, item.topic) for idea, item in zip(found, wanted, strict=True)]


def _trouble(
    round_id: UUID, wanted: Sequence[WantedItem], found: Sequence[Idea | None], standing: Sequence[UUID]
) -> Iterator[tuple[int, tuple[AgendaRule, str]]]:
    seen: set[UUID] = set()
    for place, (item, idea) in enumerate(zip(wanted, found, strict=True)):
        if bool(item.idea) == bool(item.topic):
            yield place, ("unclear", "")
        elif item.idea and idea is None:
            yield place, ("unknown", "")
        elif idea and (rule := _why_not(idea, round_id, seen, standing)):
            yield place, (rule, idea.number)
        seen |= {idea.idea_id} if idea else set()


def _why_not(idea: Idea, round_id: UUID, seen: set[UUID], standing: Sequence[UUID]) -> AgendaRule | None:
    if idea.idea_id in seen:
        return "twice"
    if idea.round_id != round_id:
        return "of-another-round"
    return "not-public" if not idea.is_public and idea.idea_id not in standing else None
