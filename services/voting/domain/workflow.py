"""A poll's life as data: states, actions, who may, what an action needs. Code elsewhere only reads these tables."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from libs.shared.kernel.ballot_budget import PUBLIC_REASON
from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.workflow import Action, ActionIsNotYours, State, Step, Workflow
from libs.shared.kernel.workflow_fields import Words
from services.voting.domain.checks import checks_of
from services.voting.domain.errors import CertifiedByTheSamePerson, PollIsNotReady, PseudonymsAreNotDestroyed
from services.voting.domain.poll import Poll

CLOCK = "clock"
TELLER = "teller"

_OFFICER: Words = {"en": "A returning officer", "de": "Die Wahlleitung"}
_CLOCK: Words = {"en": "The clock", "de": "Die Uhr"}
_TELLER: Words = {"en": "The counting program", "de": "Das Zählprogramm"}
_OFFICERS = frozenset({"returning-officer"})
_ALSO_THE_CLOCK = _OFFICERS | {CLOCK}
_TELLERS = frozenset({TELLER})

STATES = (
    State("drafted", {"en": "Drafted", "de": "Entwurf"}, is_public=False),
    State("published", {"en": "Published", "de": "Veröffentlicht"}),
    State("open", {"en": "Open", "de": "Offen"}),
    State("closed", {"en": "Closed", "de": "Geschlossen"}),
    State("counting", {"en": "Being counted", "de": "Wird ausgezählt"}),
    State("counted", {"en": "Counted", "de": "Ausgezählt"}),
    State("certified", {"en": "Certified", "de": "Festgestellt"}),
    State("announced", {"en": "Announced", "de": "Bekannt gegeben"}),
    State("cancelled", {"en": "Cancelled", "de": "Abgesagt"}),
)

ACTIONS = (
    Action(
        "publish",
        {"en": "Publish the ballot paper", "de": "Stimmzettel veröffentlichen"},
        ("drafted",),
        "published",
        _OFFICERS,
        _OFFICER,
        {"en": "The ballot paper was published.", "de": "Der Stimmzettel wurde veröffentlicht."},
    ),
    Action(
        "open",
        {"en": "Open the poll", "de": "Abstimmung öffnen"},
        ("published",),
        "open",
        _ALSO_THE_CLOCK,
        _OFFICER,
        {"en": "Voting began.", "de": "Die Abstimmung begann."},
    ),
    Action(
        "close",
        {"en": "Close the poll", "de": "Abstimmung schließen"},
        ("open",),
        "closed",
        _ALSO_THE_CLOCK,
        _OFFICER,
        {"en": "Voting ended.", "de": "Die Abstimmung endete."},
        (replace(PUBLIC_REASON, is_required=False),),
    ),
    Action(
        "count",
        {"en": "Count the ballots", "de": "Stimmen auszählen"},
        ("closed",),
        "counting",
        _OFFICERS,
        _OFFICER,
        {"en": "The count began.", "de": "Die Auszählung begann."},
    ),
    Action(
        "confirm-count",
        {"en": "Two counts agree", "de": "Zwei Auszählungen stimmen überein"},
        ("counting",),
        "counted",
        _TELLERS,
        _TELLER,
        {
            "en": "The ballots were counted, and a second count agrees.",
            "de": "Die Stimmen wurden ausgezählt, und eine zweite Auszählung stimmt überein.",
        },
    ),
    Action(
        "dispute-count",
        {"en": "Two counts disagree", "de": "Zwei Auszählungen weichen voneinander ab"},
        ("counting",),
        "closed",
        _TELLERS,
        _TELLER,
        {
            "en": "The second count did not confirm the first. All ballots are kept; nothing is announced.",
            "de": "Die zweite Auszählung hat die erste nicht bestätigt. "
            "Alle Stimmen sind sicher; nichts wird bekannt gegeben.",
        },
    ),
    Action(
        "give-up-count",
        {"en": "The count could not be finished", "de": "Die Auszählung kam nicht zu Ende"},
        ("counting",),
        "closed",
        _TELLERS,
        _TELLER,
        {
            "en": "The count could not be finished. All ballots are kept; they are counted again.",
            "de": "Die Auszählung kam nicht zu Ende. Alle Stimmen sind sicher und werden erneut ausgezählt.",
        },
    ),
    Action(
        "certify",
        {"en": "Certify the count", "de": "Ergebnis feststellen"},
        ("counted",),
        "certified",
        _OFFICERS,
        _OFFICER,
        {
            "en": "A second person certified the count; now it stands.",
            "de": "Eine zweite Person hat die Auszählung bestätigt; damit steht sie fest.",
        },
    ),
    Action(
        "announce",
        {"en": "Announce the outcome", "de": "Ergebnis bekannt geben"},
        ("certified",),
        "announced",
        _OFFICERS,
        _OFFICER,
        {"en": "The outcome was announced.", "de": "Das Ergebnis wurde bekannt gegeben."},
    ),
    Action(
        "cancel",
        {"en": "Cancel the poll", "de": "Abstimmung absagen"},
        ("drafted", "published", "open"),
        "cancelled",
        _OFFICERS,
        _OFFICER,
        {"en": "The poll was called off: {reason}", "de": "Die Abstimmung wurde abgesagt: {reason}"},
        (PUBLIC_REASON,),
    ),
)

WORKFLOW = Workflow("poll", STATES, ACTIONS)


@dataclass(frozen=True, slots=True)
class Condition:
    """What an action needs besides state and role.

    Args:
        people: How many different people must do it before it takes effect.
        not_yet: What it becomes for all of them but the last.
        from_time: The clock may do it from this time of the poll on.
        early: What it becomes before that time.
        needs: What must be so.
    """

    people: int = 1
    not_yet: Mapping[str, object] = field(default_factory=dict)
    from_time: Literal["opens_at", "closes_at"] | None = None
    early: Mapping[str, object] = field(default_factory=dict)
    needs: Literal["met-checks", "sealed-box"] | None = None


_EARLY_CLOSE = {
    "fields": (PUBLIC_REASON,),
    "words": {"en": "Voting ended early: {reason}", "de": "Die Abstimmung endete vorzeitig: {reason}"},
}
_FIRST_OF_TWO = {
    "words": {
        "en": "A first person certified the count; a second must do so, too.",
        "de": "Eine erste Person hat die Auszählung bestätigt; eine zweite muss es auch tun.",
    },
}
CONDITIONS: Mapping[str, Condition] = {
    "publish": Condition(needs="met-checks"),
    "open": Condition(from_time="opens_at"),
    "close": Condition(from_time="closes_at", early=_EARLY_CLOSE),
    "count": Condition(needs="sealed-box"),
    "certify": Condition(people=2, not_yet=_FIRST_OF_TWO),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a member of staff by id and roles; or the clock or the teller, by words for the life line."""

    actor_id: UUID | None
    roles: Collection[str]
    words: Words | None = None


THE_CLOCK = Actor(None, frozenset({CLOCK}), _CLOCK)
THE_TELLER = Actor(None, frozenset({TELLER}), _TELLER)


def demand(poll: Poll, name: str, actor: Actor, given: Mapping[str, object]) -> Step:
    """The step, if the actor may do it to the poll now.

    Raises:
        ActionIsNotKnown, ActionIsNotYours, StateHasChanged, FieldsAreWrong: what ``Workflow.take`` raises.
        CertifiedByTheSamePerson, PollIsNotReady, PseudonymsAreNotDestroyed: if a condition is not met.
    """
    step = _as_of_now(poll).take(name, poll.state, actor.roles, given)
    if (lack := _lack(poll, name, actor)) is not None:
        raise lack
    return step


def possible(poll: Poll, actor: Actor) -> list[Action]:
    """The actions open to the actor now."""
    offered = _as_of_now(poll).offered(poll.state, actor.roles)
    return [action for action in offered if _lack(poll, action.name, actor) is None]


def is_complete(poll: Poll, action: Action) -> bool:
    """Whether the action takes effect when one more person does it."""
    return len(_done_by(poll, action.name)) + 1 >= _condition(action.name).people


def _as_of_now(poll: Poll) -> Workflow:
    return replace(WORKFLOW, actions=tuple(_action_now(poll, action) for action in WORKFLOW.actions))


def _action_now(poll: Poll, action: Action) -> Action:
    condition = _condition(action.name)
    early = condition.early if _is_early(poll, action.name) else {}
    not_yet = {} if is_complete(poll, action) else condition.not_yet
    return replace(action, **early, **not_yet)  # type: ignore[arg-type]


def _lack(poll: Poll, name: str, actor: Actor) -> DomainError | None:
    condition = _condition(name)
    if CLOCK in actor.roles and _is_early(poll, name):
        return ActionIsNotYours(name)
    if condition.people > 1 and actor.actor_id in _done_by(poll, name):
        return CertifiedByTheSamePerson()
    if condition.needs == "met-checks" and (unmet := [c.words for c in checks_of(poll) if not c.is_met]):
        return PollIsNotReady(unmet)
    if condition.needs == "sealed-box" and not poll.is_sealed:
        return PseudonymsAreNotDestroyed()
    return None


def _is_early(poll: Poll, name: str) -> bool:
    from_time = _condition(name).from_time
    return from_time is not None and poll.as_of < getattr(poll.terms, from_time)


def _condition(name: str) -> Condition:
    return CONDITIONS.get(name, Condition())


def _done_by(poll: Poll, name: str) -> set[UUID | None]:
    return {act.actor_id for act in poll.acts if act.action == name}
