"""Who carries an idea on, and since when; and which ideas may be brought together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from libs.shared.kernel.workflow import State
from services.ideas.domain.idea import Idea
from services.ideas.domain.lineage.actions import is_open
from services.ideas.domain.lineage.errors import (
    IdeaIsAProposal,
    IdeaIsOver,
    IdeasAreApart,
    MergedWithItself,
    UndoingComesTooLate,
    WholeIsNotPublic,
)

How = Literal["merge", "split", "put-back"]


@dataclass(frozen=True, slots=True)
class Link:
    """One idea is carried on by another since then: it was merged into it, split into it and others, or put back.

    ``state_before`` is where it stood. ``carrier_is_a_proposal`` says whether the other had become one by then.
    """

    idea_id: UUID
    carrier_id: UUID
    how: How
    since: datetime
    state_before: str
    carrier_is_a_proposal: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """An idea that carries another on, or is carried on by it, as far as everybody may know it."""

    idea_id: UUID
    number: str
    title: str | None
    how: How


@dataclass(frozen=True, slots=True)
class Kin:
    """Who carries an idea on, next to it; and all that it carries on, which those brought along too."""

    carried_on_by: Sequence[Relative] = ()
    carries: Sequence[Relative] = ()


NO_KIN = Kin()


def demand_may_leave(idea: Idea, state: State, *, is_decided: bool) -> None:
    """Nothing, if others may carry the idea on.

    Raises:
        IdeaIsOver: if it has ended, was turned down, or a body has decided about it.
        IdeaIsAProposal: if it has become one.
    """
    if is_decided or not is_open(state):
        raise IdeaIsOver(idea.number)
    if idea.is_a_proposal:
        raise IdeaIsAProposal(idea.number)


def demand_belong_together(idea: Idea, into: Idea) -> None:
    """Nothing, if the one may carry the other on, as far as their places go. Without an area it is the whole town's.

    Raises:
        MergedWithItself: if they are one.
        IdeasAreApart: if their rounds or areas are different.
        WholeIsNotPublic: if everybody reads the one, and nobody the other.
    """
    if idea.idea_id == into.idea_id:
        raise MergedWithItself
    are_of_other_areas = None not in (idea.area_id, into.area_id) and idea.area_id != into.area_id
    if idea.round_id != into.round_id or are_of_other_areas:
        raise IdeasAreApart(idea.number, into.number)
    if idea.is_public and not into.is_public:
        raise WholeIsNotPublic(idea.number, into.number)


def demand_carries_on(into: Idea, state: State) -> None:
    """Nothing, if the idea goes on, so that it can carry others.

    Raises:
        IdeaIsOver: if it has ended or was turned down.
    """
    if not is_open(state):
        raise IdeaIsOver(into.number)


def demand_undoable(link: Link, carrier: Idea, state: State, *, is_decided: bool) -> None:
    """Nothing, if the carrier stands so that the idea can go its own way again.

    Raises:
        UndoingComesTooLate: if the carrier was carried on, decided or ended since, or became a proposal.
    """
    became_one = carrier.is_a_proposal and not link.carrier_is_a_proposal
    if not is_open(state) or is_decided or became_one:
        raise UndoingComesTooLate(carrier.number)


def demand_untouched(link: Link, part: Idea) -> None:
    """Nothing, if the part stands as it began, so that the split can be undone.

    Raises:
        UndoingComesTooLate: if it has gone on.
    """
    if (part.state, part.state_since) != (link.state_before, link.since):
        raise UndoingComesTooLate(part.number)
