"""What all acts of merging and splitting have in common: ideas locked in one order, and steps of their own."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.kernel.workflow import State, Step, Workflow
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.lineage.actions import CARRIED, LINEAGE
from services.ideas.domain.lineage.errors import IdeaIsCarriedOn
from services.ideas.domain.lineage.lineage import Link, demand_may_leave
from services.ideas.storage import ideas, workflows
from services.ideas.storage.desk import kept_back
from services.ideas.storage.lineage import lineage
from services.ideas.storage.sittings import ideas_on_agendas
from services.ideas.use_cases.move_idea import move_idea
from services.ideas.use_cases.see_idea import number_or_id

_NAMES = frozenset(state.name for state in CARRIED)


async def locked(session: AsyncSession, typed: Sequence[str]) -> list[Idea]:
    """The ideas of these numbers or ids; others wait until the transaction ends. Two never wait for each other.

    Raises:
        IdeaIsNotKnown: if there is none of one of them.
    """
    ids = [(await ideas.get(session, number_or_id(each))).idea_id for each in typed]
    found = await ideas_on_agendas.lock(session, ids)
    return [found[idea_id] for idea_id in ids]


async def state_of(session: AsyncSession, idea: Idea) -> State:
    """Where the idea stands."""
    return (await workflows.of_idea(session, idea)).state(idea.state)


async def links_to_others(session: AsyncSession, idea: Idea) -> tuple[Sequence[Link], str]:
    """Who carries the idea on, and their numbers as one says them."""
    links = await lineage.links_of(session, idea.idea_id)
    carriers = await ideas_on_agendas.named(session, [link.carrier_id for link in links])
    return links, ", ".join(carriers[link.carrier_id].number for link in links)


async def demand_not_carried(session: AsyncSession, idea: Idea) -> None:
    """Nothing, if nobody carries the idea on.

    Raises:
        IdeaIsCarriedOn: if somebody does.
    """
    if idea.state in _NAMES:
        raise IdeaIsCarriedOn(idea.number, (await links_to_others(session, idea))[1])


async def demand_may_go(session: AsyncSession, idea: Idea) -> None:
    """Nothing, if others may carry the idea on.

    Raises:
        IdeaIsCarriedOn: if others do already.
        IdeaIsOver: if it has ended, was turned down, or is decided.
        IdeaIsAProposal: if it has become one.
        AnswerIsKeptBack: if staff have answered it, and that goes out soon.
    """
    await demand_not_carried(session, idea)
    is_decided = await lineage.is_decided(session, idea.idea_id)
    demand_may_leave(idea, await state_of(session, idea), is_decided=is_decided)
    await kept_back.demand_none(session, idea)


def taken(workflow: Workflow, action: str, idea: Idea, numbers: str, reason: str) -> Step:
    """The step that the act is for the idea.

    Raises:
        FieldsAreWrong: if there is no reason, or one that is too long.
    """
    return workflow.take(action, idea.state, LINEAGE, {"numbers": numbers, "reason": reason})


async def told(tx: Transaction, action: str, idea: Idea, numbers: str, reason: str, at: datetime) -> Idea:
    """The idea with a line that says what was done to it and those of the numbers, and why."""
    workflow = await workflows.of_idea(tx.session, idea)
    return await move_idea(tx, idea, taken(workflow, action, idea, numbers, reason), at)


def demand_seen(idea: Idea, seen: Collection[str]) -> None:
    """Nothing, if the idea is as whoever acts has seen it.

    Raises:
        ItHasChanged: if it is not.
    """
    demand_unchanged(seen, version_of(idea))
