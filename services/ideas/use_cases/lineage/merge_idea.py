"""Merge an idea into another, which carries it on: see what will become of it first, do it, and undo it.

The number stays, and says where the idea went. Who supports it supports the other, too; who follows or suggested it
hears of the other. A proposal that the other has become, its offers and its place on a ballot paper stay as they are.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.ideas import IdeaMerged, IdeaMergeUndone
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.version import version_of
from libs.shared.platform.storage.database import Database
from services.ideas.domain.idea import Idea
from services.ideas.domain.lineage.actions import gone_back
from services.ideas.domain.lineage.errors import NothingToUndo
from services.ideas.domain.lineage.lineage import (
    Link,
    demand_belong_together,
    demand_carries_on,
    demand_undoable,
)
from services.ideas.domain.workflows.vocabulary import OUTCOMES
from services.ideas.storage import contacts, ideas, workflows
from services.ideas.storage.following import followers, supports
from services.ideas.storage.lineage import lineage
from services.ideas.use_cases.lineage.steps import (
    demand_may_go,
    demand_not_carried,
    demand_seen,
    links_to_others,
    locked,
    state_of,
    taken,
    told,
)
from services.ideas.use_cases.move_idea import move_idea
from services.ideas.use_cases.see_idea import number_or_id


@dataclass(frozen=True, slots=True)
class MergeIdea:
    """Which idea goes into which, why, and as which versions of both they were seen."""

    idea: str
    into: str
    reason: str
    seen: Collection[str] = ()
    into_seen: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two ideas, with how many support and follow it, and how many left an address to be told at."""

    idea: Idea
    supporters: int
    followers: int
    told: int

    @property
    def version(self) -> str:
        """Another one whenever the idea has changed."""
        return version_of(self.idea)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What becomes of two ideas that are merged, and of those that they carry on: each counted once where known."""

    idea: Side
    into: Side
    supporters: int
    followers: int
    is_on_ballot: bool


async def preview_merge(typed: str, into: str, database: Database) -> MergePreview:
    """What merging the idea into the other would do; nothing is done.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        DomainError: what ``merge_idea`` raises if they cannot be merged.
    """
    async with database.reading() as session:
        one, other = [await ideas.get(session, number_or_id(each)) for each in (typed, into)]
        await _demand_mergeable(session, one, other)
        both = {*await lineage.family(session, one.idea_id), *await lineage.family(session, other.idea_id)}
        workflow = await workflows.of_idea(session, other)
        return MergePreview(
            await _side(session, one),
            await _side(session, other),
            await supports.count(session, both),
            await followers.count_of_ideas(session, both),
            is_on_ballot=any(workflow.can(name, other.state) for name in OUTCOMES),
        )


async def merge_idea(command: MergeIdea, database: Database, clock: Clock) -> Idea:
    """The idea, which the other carries on from now on.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        MergedWithItself: if both are one.
        IdeaIsCarriedOn: if one of them is carried on already.
        IdeasAreApart: if they are of different rounds or areas.
        IdeaIsOver: if one of them has ended or was turned down, or the first is decided.
        IdeaIsAProposal: if the first has become one.
        AnswerIsKeptBack: if staff have answered the first, and that goes out soon.
        WholeIsNotPublic: if everybody reads the first, and nobody the other.
        FieldsAreWrong: if there is no reason.
        ItHasChanged: if one of them is not as it was seen.
    """
    now = clock.now()
    async with database.transaction() as tx:
        idea, into = await locked(tx.session, [command.idea, command.into])
        await _demand_mergeable(tx.session, idea, into)
        demand_seen(idea, command.seen)
        demand_seen(into, command.into_seen)
        # The other's line comes first: those who hear of it from now on have the first one's.
        await told(tx, "merge-in", into, idea.number, command.reason, now)
        moved = await told(tx, "merge", idea, into.number, command.reason, now)
        about = idea.idea_id, into.idea_id
        await lineage.add(tx.session, Link(*about, "merge", now, idea.state, carrier_is_a_proposal=into.is_a_proposal))
        tx.announce(
            IdeaMerged(
                idea_id=idea.idea_id,
                number=idea.number,
                round_id=idea.round_id,
                into_id=into.idea_id,
                into_number=into.number,
            )
        )
        return moved


async def undo_merge(typed: str, reason: str, database: Database, clock: Clock, seen: Collection[str] = ()) -> Idea:
    """The idea, which goes its own way again from where it stood.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        NothingToUndo: if it is not merged, or was put back into one that had been split.
        UndoingComesTooLate: if the other was carried on, decided or ended since, or became a proposal.
        FieldsAreWrong: if there is no reason.
        ItHasChanged: if it is not as it was seen.
    """
    now = clock.now()
    async with database.transaction() as tx:
        link, number = await _merge_of(tx.session, typed)
        idea, carrier = await locked(tx.session, [str(link.idea_id), str(link.carrier_id)])
        link, number = await _merge_of(tx.session, typed)
        demand_seen(idea, seen)
        is_decided = await lineage.is_decided(tx.session, carrier.idea_id, link.since)
        demand_undoable(link, carrier, await state_of(tx.session, carrier), is_decided=is_decided)
        await lineage.undo(tx.session, idea.idea_id, now)
        workflow = await workflows.of_idea(tx.session, idea)
        step = taken(workflow, "undo-merge", idea, number, reason)
        moved = await move_idea(tx, idea, gone_back(step, link.state_before), now)
        await told(tx, "undo-merge-in", carrier, idea.number, reason, now)
        tx.announce(IdeaMergeUndone(idea_id=idea.idea_id, number=idea.number, from_id=carrier.idea_id))
        return moved


async def _merge_of(session: AsyncSession, typed: str) -> tuple[Link, str]:
    idea = await ideas.get(session, number_or_id(typed))
    links, number = await links_to_others(session, idea)
    if len(links) != 1 or links[0].how != "merge":
        raise NothingToUndo(idea.number)
    return links[0], number


async def _demand_mergeable(session: AsyncSession, idea: Idea, into: Idea) -> None:
    demand_belong_together(idea, into)
    await demand_may_go(session, idea)
    await demand_not_carried(session, into)
    demand_carries_on(into, await state_of(session, into))


async def _side(session: AsyncSession, idea: Idea) -> Side:
    those = await lineage.family(session, idea.idea_id)
    return Side(
        idea,
        await supports.count(session, those),
        await followers.count_of_ideas(session, those),
        len(await contacts.of_ideas(session, those)),
    )
