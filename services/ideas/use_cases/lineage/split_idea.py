"""Split an idea that asks for several things into ideas of their own, which carry it on; and undo it.

Its number stays, and says where it went. Each part stands where it stood, by the same deadline; whoever holds its key
holds theirs. Who supports it supports each part; who follows or suggested it hears of each.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.ideas import IdeaMerged, IdeaSplit, IdeaSplitUndone
from libs.shared.events.words import PartOfIdea
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.tracking_number import new_tracking_number
from libs.shared.platform.storage.database import Database
from services.ideas.domain.idea import Idea
from services.ideas.domain.lineage.actions import gone_back
from services.ideas.domain.lineage.errors import NothingToUndo
from services.ideas.domain.lineage.lineage import Link, demand_untouched
from services.ideas.storage import ideas, workflows
from services.ideas.storage.desk import kept_back
from services.ideas.storage.lineage import lineage
from services.ideas.use_cases.lineage.begin_part import begin_part
from services.ideas.use_cases.lineage.steps import (
    demand_may_go,
    demand_seen,
    links_to_others,
    locked,
    taken,
    told,
)
from services.ideas.use_cases.move_idea import move_idea
from services.ideas.use_cases.see_idea import number_or_id


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the new ideas is to say."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SplitIdea:
    """Which idea is split into what, why, and as which version it was seen."""

    idea: str
    parts: Sequence[Part]
    reason: str
    seen: Collection[str] = ()


async def split_idea(command: SplitIdea, database: Database, clock: Clock) -> Idea:
    """The idea, which new ones carry on from now on.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        IdeaIsCarriedOn: if others carry it on already.
        IdeaIsOver: if it has ended, was turned down, or is decided.
        IdeaIsAProposal: if it has become one.
        AnswerIsKeptBack: if staff have answered it, and that goes out soon.
        FieldsAreWrong: if there is no reason.
        ItHasChanged: if it is not as it was seen.
    """
    now = clock.now()
    async with database.transaction() as tx:
        [idea] = await locked(tx.session, [command.idea])
        await demand_may_go(tx.session, idea)
        demand_seen(idea, command.seen)
        made = _parts_of(idea, command.parts, now)
        parts = [await begin_part(tx, idea, part, command.reason, now) for part in made]
        moved = await told(tx, "split", idea, ", ".join(part.number for part in parts), command.reason, now)
        for part in parts:
            await lineage.add(tx.session, Link(idea.idea_id, part.idea_id, "split", now, idea.state))
        tx.announce(
            IdeaSplit(
                idea_id=idea.idea_id,
                number=idea.number,
                round_id=idea.round_id,
                parts=[PartOfIdea(idea_id=part.idea_id, number=part.number) for part in parts],
            )
        )
        return moved


async def undo_split(typed: str, reason: str, database: Database, clock: Clock, seen: Collection[str] = ()) -> Idea:
    """The idea as it stood before, which carries on what it was split into: their numbers stay, too.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        NothingToUndo: if it is not split.
        UndoingComesTooLate: if one of the parts has gone on since.
        AnswerIsKeptBack: if staff have answered one of them, and that goes out soon.
        FieldsAreWrong: if there is no reason.
        ItHasChanged: if it is not as it was seen.
    """
    now = clock.now()
    async with database.transaction() as tx:
        links = await _split_of(tx.session, typed)
        idea, *parts = await locked(tx.session, [str(links[0].idea_id), *(str(link.carrier_id) for link in links)])
        links = await _split_of(tx.session, typed)
        demand_seen(idea, seen)
        for link, part in zip(links, parts, strict=True):
            demand_untouched(link, part)
            await kept_back.demand_none(tx.session, part)
        await lineage.undo(tx.session, idea.idea_id, now)
        # Each hears of its own line, so who carries whom is turned round between them.
        for part in parts:
            await told(tx, "put-back", part, idea.number, reason, now)
        workflow = await workflows.of_idea(tx.session, idea)
        step = taken(workflow, "undo-split", idea, ", ".join(part.number for part in parts), reason)
        moved = await move_idea(tx, idea, gone_back(step, links[0].state_before), now)
        for part in parts:
            await lineage.add(tx.session, Link(part.idea_id, idea.idea_id, "put-back", now, part.state))
            tx.announce(_put_back(part, idea))
        tx.announce(IdeaSplitUndone(idea_id=idea.idea_id, number=idea.number))
        return moved


async def _split_of(session: AsyncSession, typed: str) -> Sequence[Link]:
    idea = await ideas.get(session, number_or_id(typed))
    links, _ = await links_to_others(session, idea)
    if not links or links[0].how != "split":
        raise NothingToUndo(idea.number)
    return links


def _put_back(part: Idea, into: Idea) -> IdeaMerged:
    return IdeaMerged(
        idea_id=part.idea_id,
        number=part.number,
        round_id=part.round_id,
        into_id=into.idea_id,
        into_number=into.number,
    )


def _parts_of(idea: Idea, parts: Sequence[Part], now: datetime) -> list[Idea]:
    return [
        replace(
            idea,
            idea_id=new_id(),
            number=new_tracking_number(),
            title=part.title,
            text=part.text,
            submitted_at=now,
            state_since=now,
        )
        for part in parts
    ]
