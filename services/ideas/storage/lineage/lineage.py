"""Who carries whom on, in the database."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.idea import Idea
from services.ideas.domain.lineage.lineage import How, Kin, Link, Relative
from services.ideas.storage.decisions.tables import DecisionRow, ResultRow
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.lineage.tables import LinkRow
from services.ideas.storage.tables import IdeaRow

_FIELDS = [each.name for each in fields(Link)]
_STANDS = LinkRow.undone_at.is_(None)


async def add(session: AsyncSession, link: Link) -> None:
    """Store that the one carries the other on."""
    await session.execute(insert(LinkRow).values(asdict(link)))


async def undo(session: AsyncSession, idea_id: UUID, at: datetime) -> None:
    """Nobody carries the idea on any more."""
    await session.execute(update(LinkRow).where(LinkRow.idea_id == idea_id, _STANDS).values(undone_at=at))


async def links_of(session: AsyncSession, idea_id: UUID) -> Sequence[Link]:
    """Who carries the idea on, in the order in which they began."""
    rows = await session.scalars(select(LinkRow).where(LinkRow.idea_id == idea_id, _STANDS).order_by(LinkRow.id))
    return [Link(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]


async def kin_of(session: AsyncSession, those: Sequence[UUID], *, shows_all: bool) -> Kin:
    """The kin of the first of those, of which it carries the others on, directly or by others.

    They are told by their titles, as far as everybody may read these or all are to be shown.
    """
    up = select(LinkRow, IdeaRow).join(IdeaRow, IdeaRow.idea_id == LinkRow.carrier_id)
    down = select(LinkRow, IdeaRow).join(IdeaRow, IdeaRow.idea_id == LinkRow.idea_id)
    carrying = await _relatives(session, up.where(LinkRow.idea_id == those[0]), shows_all=shows_all)
    if len(those) == 1:  # as most: it carries none
        return Kin(carrying, [])
    return Kin(carrying, await _relatives(session, down.where(LinkRow.carrier_id.in_(those)), shows_all=shows_all))


async def carried(session: AsyncSession, idea_id: UUID, *, ever: bool = False) -> list[UUID]:
    """The ideas that this one carries on, and those that they carried on; or that it ever did."""
    return [*await session.scalars(_CARRIED[ever], {"idea_id": idea_id})]


async def family(session: AsyncSession, idea_id: UUID) -> list[UUID]:
    """The idea, and all that it carries on."""
    return [idea_id, *await carried(session, idea_id)]


async def carried_ideas(session: AsyncSession, idea_id: UUID) -> list[Idea]:
    """The ideas that this one carries on, and those that they carried on, oldest first."""
    return [as_idea(row) for row in await session.scalars(_CARRIED_IDEAS, {"idea_id": idea_id})]


async def ever_together(session: AsyncSession, idea_id: UUID) -> list[UUID]:
    """All others that were ever merged or split with the idea or with one of those: one reason may stand in all."""
    known, nearest = {idea_id}, {idea_id}
    while nearest:
        either = LinkRow.idea_id.in_(nearest) | LinkRow.carrier_id.in_(nearest)
        rows = await session.execute(select(LinkRow.idea_id, LinkRow.carrier_id).where(either))
        nearest = {each for row in rows for each in row} - known
        known |= nearest
    return sorted(known - {idea_id})


async def is_decided(session: AsyncSession, idea_id: UUID, since: datetime | None = None) -> bool:
    """Whether a body has decided about the idea, ever or since then."""
    about = select(ResultRow.decision_id).join(DecisionRow, DecisionRow.decision_id == ResultRow.decision_id)
    about = about.where(ResultRow.idea_id == idea_id)
    if since is not None:
        about = about.where(DecisionRow.recorded_at >= since)
    return await session.scalar(about.limit(1)) is not None


def _carried(which: ColumnElement[bool]) -> Select[UUID]:
    about = bindparam("idea_id", type_=Uuid)
    first = select(LinkRow.idea_id).where(LinkRow.carrier_id == about, which).cte("carried", recursive=True)
    # ``union`` and not ``union all``: what was undone may lead round in a circle.
    those = first.union(select(LinkRow.idea_id).join(first, LinkRow.carrier_id == first.c.idea_id).where(which))
    return select(those.c.idea_id)


# Put together once: they are asked for with every look at an idea.
_CARRIED = {False: _carried(_STANDS), True: _carried(true())}
_CARRIED_IDEAS = (
    select(IdeaRow).where(IdeaRow.idea_id.in_(_CARRIED[False])).order_by(IdeaRow.submitted_at, IdeaRow.idea_id)
)


async def _relatives(session: AsyncSession, asked: Select[LinkRow, IdeaRow], *, shows_all: bool) -> list[Relative]:
    rows = await session.execute(asked.where(_STANDS).order_by(LinkRow.id))
    return [*{row[1].idea_id: _as_relative(*row, shows_all=shows_all) for row in rows}.values()]


def _as_relative(link: LinkRow, idea: IdeaRow, *, shows_all: bool) -> Relative:
    title = idea.title if shows_all or idea.is_public else None
    return Relative(idea.idea_id, idea.number, title, cast("How", link.how))
