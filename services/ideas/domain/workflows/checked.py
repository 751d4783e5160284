"""A workflow is checked whole before anybody goes by it."""

from collections.abc import Iterator

from libs.shared.kernel.words import words
from libs.shared.kernel.working_days import MOST_DAYS
from services.ideas.domain.workflows.definition import Definition
from services.ideas.domain.workflows.faults import Fault, fault, faults_of_beginning, faults_of_ways
from services.ideas.domain.workflows.faults_of_news import faults_of_news
from services.ideas.domain.workflows.faults_of_parts import faults_of_actions, faults_of_name, faults_of_states

MOST_STATES, MOST_ACTIONS, MOST_PARTS = 60, 120, 40
MOST_SIGNS_OF_LABEL, MOST_SIGNS_OF_WORDS = 120, 500
MOST_SIGNS_OF_NAME = 40

_NO_STATES = words("A workflow needs at least one state.")
_TOO_MANY = words("At most {most} can stand here.")
_ANOTHER_NAME = words("The workflow is published as “{name}”, so it must be called so.")
_DEADLINE = words("A deadline has from 1 to {most} working days.")


def faults_of(definition: Definition, *, called: str | None = None) -> list[Fault]:
    """Everything that is wrong with it, also if it is to be ``called`` something else."""
    return [*_found(definition, called)]


def faults_of_being_called(definition: Definition, called: str) -> list[Fault]:
    """What is wrong with the name alone: a draft may have every other fault, but is found by its name."""
    return [each for each in [*faults_of_name(definition), *_of_its_name(definition, called)] if each.at == ("name",)]


def _found(definition: Definition, called: str | None) -> Iterator[Fault]:
    yield from faults_of_name(definition)
    if called is not None:
        yield from _of_its_name(definition, called)
    yield from _of_size(definition)
    if not definition.states:
        yield fault("no-states", ("states",), _NO_STATES)
        return
    yield from faults_of_states(definition)
    yield from faults_of_beginning(definition)
    yield from faults_of_actions(definition)
    yield from faults_of_ways(definition)
    yield from faults_of_news(definition)


def _of_its_name(definition: Definition, called: str) -> Iterator[Fault]:
    if called != definition.name:
        yield fault("name-is-another", ("name",), _ANOTHER_NAME, name=called)


def _of_size(definition: Definition) -> Iterator[Fault]:
    for part, most in (("states", MOST_STATES), ("actions", MOST_ACTIONS)):
        if len(getattr(definition, part)) > most:
            yield fault("too-many", (part,), _TOO_MANY, most=str(most))
    for index, state in enumerate(definition.states):
        if state.working_days is not None and not 1 <= state.working_days <= MOST_DAYS:
            yield fault(
                "deadline-is-no-number-of-days", ("states", index, "working_days"), _DEADLINE, most=str(MOST_DAYS)
            )
