"""Which steps of a poll's life somebody may do now; the tables stand in ``workflow.py``."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.words.of_options import words_of_options
from libs.shared.kernel.workflow import Action, ActionIsNotYours, Step, Workflow, with_some_choice
from libs.shared.kernel.workflow_fields import Choice
from services.voting.domain.errors import (
    CertifiedByTheSamePerson,
    OfficerCameAfterClosing,
    PollIsNotReady,
    PseudonymsAreNotDestroyed,
)
from services.voting.domain.polls import changes
from services.voting.domain.polls.actors import CLOCK, Actor
from services.voting.domain.polls.checks import checks_of
from services.voting.domain.polls.poll import Poll
from services.voting.domain.polls.typed_words import lines_of
from services.voting.domain.polls.workflow import CONDITIONS, WORKFLOW, Condition


def demand(poll: Poll, name: str, actor: Actor, given: Mapping[str, object]) -> Step:
    """The step, if the actor may do it to the poll now.

    Raises:
        ActionIsNotKnown, ActionIsNotYours, StateHasChanged, FieldsAreWrong: what ``Workflow.take`` raises.
        CertifiedByTheSamePerson, OfficerCameAfterClosing, PollIsNotReady, PseudonymsAreNotDestroyed: if a condition
            is not met.
    """
    fields = changes.with_what_was_proposed(poll, name, given)
    workflow = _as_of_now(poll)
    is_theirs = name in [action.name for action in workflow.offered(poll.state, actor.roles)]
    if is_theirs and (lack := changes.lack_of(poll, name, actor)) is not None:
        # That a change cannot be is told before what is missing on its form.
        raise lack
    step = workflow.take(name, poll.state, actor.roles, fields, choices_of(poll))
    if (lack := _lack(poll, name, actor)) is not None:
        raise lack
    changes.demand_fits(poll, name, step.fields)
    return step


def choices_of(poll: Poll) -> Mapping[str, list[Choice]]:
    """What the poll leaves open to choose from."""
    return {**changes.choices_of(poll), **lines_of(poll)}


def possible(poll: Poll, actor: Actor) -> list[Action]:
    """The actions open to the actor now."""
    offered = with_some_choice(_as_of_now(poll).offered(poll.state, actor.roles), lines_of(poll))
    able = [action for action in offered if _lack(poll, action.name, actor) is None]
    # Who confirms has nothing to write: it was written by whoever proposed it.
    return [replace(action, fields=()) if is_confirming(action.name) else action for action in able]


def is_confirming(name: str) -> bool:
    """Whether the action confirms what somebody else has proposed."""
    change = changes.change_of(name)
    return change is not None and name == change.confirm


def is_complete(poll: Poll, action: Action) -> bool:
    """Whether the action takes effect when one more person does it."""
    return len(_done_by(poll, action.name)) + 1 >= _condition(action.name).people


def _as_of_now(poll: Poll) -> Workflow:
    actions = tuple(_action_now(poll, action) for action in WORKFLOW.actions)
    return replace(WORKFLOW, actions=tuple(map(_of_options, actions)) if poll.is_advice else actions)


def _of_options(action: Action) -> Action:
    fields = tuple(replace(field, label=words_of_options(field.label)) for field in action.fields)
    return replace(action, label=words_of_options(action.label), words=words_of_options(action.words), fields=fields)


def _action_now(poll: Poll, action: Action) -> Action:
    condition = _condition(action.name)
    early = condition.early if _is_early(poll, action.name) else {}
    not_yet = {} if is_complete(poll, action) else condition.not_yet
    return replace(action, **early, **not_yet)  # type: ignore[arg-type]


def _lack(poll: Poll, name: str, actor: Actor) -> DomainError | None:
    condition = _condition(name)
    if (lack := changes.lack_of(poll, name, actor)) is not None:
        return lack
    if CLOCK in actor.roles and _is_early(poll, name):
        return ActionIsNotYours(name)
    if condition.people > 1 and (lack := _lack_of_a_second_person(poll, name, actor)) is not None:
        return lack
    if condition.needs == "met-checks" and (unmet := [c.words for c in checks_of(poll) if not c.is_met]):
        return PollIsNotReady(unmet)
    if condition.needs == "sealed-box" and not poll.is_sealed:
        return PseudonymsAreNotDestroyed()
    return None


def _lack_of_a_second_person(poll: Poll, name: str, actor: Actor) -> DomainError | None:
    if actor.actor_id in _done_by(poll, name):
        return CertifiedByTheSamePerson()
    return OfficerCameAfterClosing() if _came_after_closing(poll, actor) else None


def _came_after_closing(poll: Poll, actor: Actor) -> bool:
    closed = [act.line.at for act in poll.acts if act.action == "close"]
    return bool(closed) and actor.trusted_since is not None and actor.trusted_since > min(closed)


def _is_early(poll: Poll, name: str) -> bool:
    from_time = _condition(name).from_time
    return from_time is not None and poll.as_of < getattr(poll.terms, from_time)


def _condition(name: str) -> Condition:
    return CONDITIONS.get(name, Condition())


def _done_by(poll: Poll, name: str) -> set[UUID | None]:
    return {act.actor_id for act in poll.acts if act.action == name}
