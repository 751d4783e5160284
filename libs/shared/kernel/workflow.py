"""A workflow as data: the states of a thing, what can be done in each, who may, what it takes, and how it is told."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.location import Location
from libs.shared.kernel.words import Words
from libs.shared.kernel.workflow_criteria import gathered, named
from libs.shared.kernel.workflow_fields import Choice, Field, read_fields, say


@dataclass(frozen=True, slots=True)
class State:
    """Where a thing stands. ``deadline`` is how long it may stay before somebody should have acted.

    In a state that ``keeps_words`` the thing's own words stay public if they were. A workflow that a council edits
    gives its deadlines in ``working_days``, and says to which role a thing ``escalates_to`` that is late.
    """

    name: str
    label: Words
    is_public: bool = True
    keeps_words: bool = False
    deadline: timedelta | None = None
    is_ending: bool = False
    working_days: int | None = None
    escalates_to: str | None = None


STAYS = ""
"""Where an action goes that changes no state."""


@dataclass(frozen=True, slots=True)
class Action:
    """One way on: from which states to which, by whom, and the words that stand in the life line.

    An action that goes ``to`` nowhere (``STAYS``) leaves the thing where it stands.

    ``words`` may hold fields in braces; without any words there is no line. ``is_told`` says whether whoever started
    the thing hears of it. ``effect`` names what the action does beyond moving. What ``is_once`` cannot be done again
    with the same thing, and what is ``by_another`` is for somebody else than whoever refused the thing.
    """

    name: str
    label: Words
    of: tuple[str, ...]
    to: str
    who: frozenset[str]
    by: Words
    words: Words = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    is_told: bool = True
    effect: str = ""
    is_once: bool = False
    by_another: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An action that may be taken, where it leads, and its fields as read."""

    action: Action
    to: str
    fields: Mapping[str, str | int]
    words: Words

    @property
    def changed(self) -> dict[str, str | int | Location | None]:
        """What the thing says after the step, of what its fields change."""
        return {
            field.name: field.meant_by(self.fields.get(field.name)) for field in self.action.fields if field.changes
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a life line: since when, which state, in which words, by whom."""

    at: datetime
    state: str
    words: Words
    by: Words


class ActionIsNotKnown(DomainError):
    """The workflow has no action of that name."""

    code = "action-is-not-known"

    def __init__(self, action: str) -> None:
        super().__init__(f"There is no action called {action!r}.")
        self.action = action


class ActionIsNotYours(DomainError):
    """The action is for others."""

    code = "action-is-not-yours"

    def __init__(self, action: str) -> None:
        super().__init__("This is for others to do.")
        self.action = action


class StateHasChanged(DomainError):
    """The action does not lead on from the present state: somebody else was quicker."""

    code = "state-has-changed"

    def __init__(self, action: str, state: str) -> None:
        super().__init__(f"This cannot be done any more: it is {state.replace('_', ' ')} now.")
        self.action, self.state = action, state


class ActionIsDoneOnce(DomainError):
    """The action can be done once with a thing, and it was."""

    code = "action-is-done-once"

    def __init__(self, action: str) -> None:
        super().__init__("This can be done once only, and it was done already.")
        self.action = action


class DecidedByTheSamePerson(DomainError):
    """Whoever refused a thing does not decide about the appeal."""

    code = "decided-by-the-same-person"

    def __init__(self) -> None:
        super().__init__("You decided about this before. Somebody else must look at it now.")


def may_decide(action: Action, refused_by: UUID | None, who: UUID | None) -> bool:
    """Whether the action is for this member of the staff: what is ``by_another`` is not for whoever refused it."""
    return not (action.by_another and refused_by is not None and who == refused_by)


@dataclass(frozen=True)
class Workflow:
    """The states and actions of one kind of thing. The first state is where it begins.

    Whatever is refused by a criterion of ``against_words`` is refused for its words, which then leave the public.
    """

    name: str
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    against_words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        names = [state.name for state in self.states]
        assert len({*names}) == len(names)
        assert len({action.name for action in self.actions}) == len(self.actions)
        assert {name for action in self.actions for name in (*action.of, action.to)} <= {*names, STAYS}

    def is_public_after(self, step: Step, *, was_public: bool) -> bool:
        """Whether everybody may read the thing's own words after the step: the one rule of who sees them."""
        state = self.state(step.to)
        if step.action.to == STAYS:
            return was_public
        if state.keeps_words:
            return was_public and not self.is_refused_for_its_words(step)
        return state.is_public

    def is_refused_for_its_words(self, step: Step) -> bool:
        """Whether the step refuses the thing by a criterion of ``against_words``."""
        return not self.against_words.isdisjoint(named(step.fields.get("criterion")))

    def state(self, name: str) -> State:
        """The state of that name."""
        return next(state for state in self.states if state.name == name)

    def can(self, name: str, state: str) -> bool:
        """Whether there is an action of that name that can be taken in the state by somebody."""
        return any(action.name == name and state in action.of for action in self.actions)

    def offered(self, state: str, roles: Collection[str], done: Collection[str] = ()) -> list[Action]:
        """What somebody with the roles can do in the state, if these actions were done already."""
        able = [action for action in self.actions if state in action.of and action.who & {*roles}]
        return [action for action in able if not (action.is_once and action.name in done)]

    def take(
        self,
        name: str,
        state: str,
        roles: Collection[str],
        given: Mapping[str, object],
        choices: Mapping[str, Sequence[Choice]] | None = None,
        done: Collection[str] = (),
    ) -> Step:
        """The step that the named action is from the state.

        Args:
            name: The action's name.
            state: Where the thing stands.
            roles: Whoever asks has these.
            given: The action's fields, unread.
            choices: Values of choices that the workflow leaves open, by field.
            done: What was done with the thing already of what can be done once.

        Raises:
            ActionIsNotKnown: if the workflow lacks it.
            ActionIsNotYours: if it is for others.
            StateHasChanged: if it does not lead on from the state.
            ActionIsDoneOnce: if it was done already, and can be done once.
            FieldsAreWrong: if a field is missing or malformed.
        """
        action = next((action for action in self.actions if action.name == name), None)
        if action is None:
            raise ActionIsNotKnown(name)
        if not action.who & {*roles}:
            raise ActionIsNotYours(name)
        if state not in action.of:
            raise StateHasChanged(name, state)
        if action.is_once and name in done:
            raise ActionIsDoneOnce(name)
        asked = with_choices(action, choices or {})
        values, fields = gathered(asked, read_fields(asked, given))
        return Step(action, action.to or state, values, say(action.words, fields, values))


def with_choices(action: Action, choices: Mapping[str, Sequence[Choice]]) -> list[Field]:
    """The action's fields, with the open choices filled in."""
    return [
        replace(each, choices=tuple(choices[each.name])) if each.name in choices else each for each in action.fields
    ]


def with_some_choice(actions: Iterable[Action], choices: Mapping[str, Sequence[Choice]]) -> Iterator[Action]:
    """Those of the actions that ask for no choice of nothing."""
    empty = {name for name, values in choices.items() if not values}
    return (action for action in actions if not any(each.name in empty for each in action.fields))
