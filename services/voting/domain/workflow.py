"""A poll's life as data: states, actions, who may, what an action needs. Code elsewhere only reads this table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from libs.shared.kernel.errors import DomainError
from services.voting.domain.checks import checks_of
from services.voting.domain.errors import (
    ActionIsNotPossible,
    CertifiedByTheSamePerson,
    FieldIsMissing,
    NoSuchAction,
    PollIsNotReady,
    PseudonymsAreNotDestroyed,
    RoleMayNotAct,
)
from services.voting.domain.poll import Poll, State

CLOCK = "clock"
ActionName = Literal["publish", "open", "close", "count", "certify", "announce", "cancel"]
When = Literal["always", "before-closing-time"]


@dataclass(frozen=True, slots=True)
class Field:
    """Something that whoever acts must write down."""

    name: str
    kind: Literal["text"] = "text"
    required: When = "always"

    def is_required(self, poll: Poll) -> bool:
        return self.required == "always" or poll.is_early


@dataclass(frozen=True, slots=True)
class Action:
    """One step of a poll's life.

    Args:
        name: The action's name.
        label: What its button says.
        told: What the public life line says.
        sources: The states that allow it.
        target: The state it leads to, once enough different people have done it.
        by_clock: The clock may do it from this time of the poll on.
        people: How many different people must do it.
        needs: What must be so besides the state.
    """

    name: ActionName
    label: str
    told: str
    sources: tuple[State, ...]
    target: State
    roles: tuple[str, ...] = ("returning-officer",)
    fields: tuple[Field, ...] = ()
    by_clock: Literal["opens_at", "closes_at"] | None = None
    people: int = 1
    needs: Literal["nothing", "met-checks", "sealed-box"] = "nothing"


WORKFLOW: Mapping[str, Action] = {
    action.name: action
    for action in (
        Action(
            "publish",
            "Publish the ballot paper",
            "The ballot paper was published.",
            ("drafted",),
            "published",
            needs="met-checks",
        ),
        Action("open", "Open the poll", "Voting began.", ("published",), "open", by_clock="opens_at"),
        Action(
            "close",
            "Close the poll",
            "Voting ended.",
            ("open",),
            "closed",
            fields=(Field("reason", required="before-closing-time"),),
            by_clock="closes_at",
        ),
        Action("count", "Count the ballots", "The ballots were counted.", ("closed",), "counted", needs="sealed-box"),
        Action("certify", "Certify the count", "The count was certified.", ("counted",), "certified", people=2),
        Action("announce", "Announce the outcome", "The outcome was announced.", ("certified",), "announced"),
        Action(
            "cancel",
            "Cancel the poll",
            "The poll was called off.",
            ("drafted", "published", "open"),
            "cancelled",
            fields=(Field("reason"),),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a member of staff by id and roles, or the clock, who has no id."""

    actor_id: UUID | None
    roles: Collection[str]


THE_CLOCK = Actor(None, frozenset({CLOCK}))


def demand(poll: Poll, name: str, actor: Actor, fields: Mapping[str, str]) -> Action:
    """The action, if the actor may do it to the poll now.

    Raises:
        NoSuchAction, RoleMayNotAct, ActionIsNotPossible, FieldIsMissing, CertifiedByTheSamePerson, PollIsNotReady,
        PseudonymsAreNotDestroyed: if not.
    """
    if name not in WORKFLOW:
        raise NoSuchAction(name)
    action = WORKFLOW[name]
    if not _may(poll, action, actor):
        raise RoleMayNotAct(name, action.roles)
    if poll.state not in action.sources:
        raise ActionIsNotPossible(name, poll.state)
    if actor.actor_id is not None and actor.actor_id in _done_by(poll, action):
        raise CertifiedByTheSamePerson
    for field in action.fields:
        if field.is_required(poll) and not fields.get(field.name, "").strip():
            raise FieldIsMissing(field.name)
    if (lack := _lack(poll, action)) is not None:
        raise lack
    return action


def possible(poll: Poll, actor: Actor) -> list[Action]:
    """The actions open to the actor in the poll's present state."""
    return [
        action
        for action in WORKFLOW.values()
        if poll.state in action.sources
        and _may(poll, action, actor)
        and actor.actor_id not in _done_by(poll, action)
        and _lack(poll, action) is None
    ]


def is_complete(poll: Poll, action: Action) -> bool:
    """Whether one more person suffices for the action."""
    return len(_done_by(poll, action)) + 1 >= action.people


def _lack(poll: Poll, action: Action) -> DomainError | None:
    if action.needs == "met-checks":
        unmet = [check.words for check in checks_of(poll) if not check.is_met]
        return PollIsNotReady(unmet) if unmet else None
    if action.needs == "sealed-box" and not poll.is_sealed:
        return PseudonymsAreNotDestroyed()
    return None


def _may(poll: Poll, action: Action, actor: Actor) -> bool:
    if CLOCK in actor.roles:
        return action.by_clock is not None and getattr(poll.terms, action.by_clock) <= poll.as_of
    return not {*action.roles}.isdisjoint(actor.roles)


def _done_by(poll: Poll, action: Action) -> set[UUID | None]:
    return {act.actor_id for act in poll.acts if act.action == action.name} if action.people > 1 else set()
