"""What is wrong with a workflow, each fault beside its place and named after the rule that is broken."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from libs.shared.kernel.words import Words, filled, words
from services.ideas.domain.workflows.definition import Definition

Place = tuple[str | int, ...]
"""Where something stands in a definition, such as ``("actions", 3, "to")``."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken at a place, in words for whoever wrote the workflow."""

    at: Place
    rule: str
    words: Words

    @property
    def field(self) -> str:
        """The place as one word, such as ``actions.3.to``."""
        return ".".join(map(str, self.at))


def fault(rule: str, at: Place, said: Words, **about: str) -> Fault:
    """The fault, with what it is about in the words' places."""
    return Fault(at, rule, filled(said, **about))


def twice(names: Sequence[str], at: Place, part: str) -> Iterator[Fault]:
    """A fault for each name that stands twice, at the later place."""
    seen = Counter[str]()
    for index, name in enumerate(names):
        if seen[name]:
            yield fault("a-name-stands-twice", (*at, index, part), _TWICE, name=name)
        seen[name] += 1


_TWICE = words("“{name}” stands here twice. Each must be called something else.")
_REACHED = words("No way leads to “{name}”. Add an action that does, or take the state out.")
_DEAD_END = words("From “{name}” no way leads to an ending. Add an action that leads on, or mark it as an ending.")
_NO_ENDING = words("The workflow has no ending. Mark at least one state as an ending.")
_BEGINS_IN_PUBLIC = words("The first state must not be public: nobody has read the words of the idea yet.")
_BEGINS_AT_ITS_END = words("The first state must not be an ending.")


def faults_of_ways(definition: Definition) -> Iterator[Fault]:
    """States that no way leads to, and states from which none leads to an ending."""
    names = [state.name for state in definition.states]
    onward = {(of, action.to) for action in definition.actions if action.to for of in action.of}
    endings = {state.name for state in definition.states if state.is_ending}
    if not endings:
        yield fault("no-ending", ("states",), _NO_ENDING)
    reached = _closure({*names[:1]}, onward)
    ending = _closure(endings, {(to, of) for of, to in onward})
    for index, name in enumerate(names):
        if name not in reached:
            yield fault("state-is-not-reached", ("states", index, "name"), _REACHED, name=name)
        if endings and name not in ending:
            yield fault("state-is-a-dead-end", ("states", index, "name"), _DEAD_END, name=name)


def faults_of_beginning(definition: Definition) -> Iterator[Fault]:
    """What the first state must not be."""
    first = definition.states[0]
    if first.is_public or first.keeps_words:
        yield fault("begins-in-public", ("states", 0, "is_public"), _BEGINS_IN_PUBLIC)
    if first.is_ending:
        yield fault("begins-at-its-end", ("states", 0, "is_ending"), _BEGINS_AT_ITS_END)


def _closure(known: set[str], pairs: set[tuple[str, str]]) -> set[str]:
    """All that is reached from what is known, by pairs of from where and to where."""
    before = set[str]()
    while before != known:
        before = {*known}
        known = known | {to for of, to in pairs if of in known}
    return known
