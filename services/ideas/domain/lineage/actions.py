"""What merging and splitting do with an idea: the same in every workflow, whatever a council writes.

Each is told in the life line of every idea that it concerns. Nobody has the role: two ideas or more move together.
"""

from collections.abc import Sequence
from dataclasses import replace

from libs.shared.kernel.ballot_budget import OFFICE, PUBLIC_REASON
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action, State, Step
from libs.shared.kernel.workflow_fields import Field

MERGED = State("merged", words("Merged into another idea"), is_public=False, keeps_words=True)
SPLIT = State("split", words("Split into several ideas"), is_public=False, keeps_words=True)
CARRIED = (MERGED, SPLIT)
"""Where an idea stands that others carry on: its words stay public if they were."""

LINEAGE = frozenset({"lineage"})
"""The role in which merging and splitting act."""

_NUMBERS = Field("numbers", words("Numbers of the ideas"), "line")


def actions_of_lineage(states: Sequence[State]) -> tuple[Action, ...]:
    """The actions for a workflow of these states, which are its own."""
    open_states = tuple(state.name for state in states if is_open(state))
    anywhere = tuple(state.name for state in states)
    return (
        _action(
            "merge",
            words("Merge into another idea"),
            open_states,
            words("It was merged into the idea {numbers}, which carries it on: {reason}"),
            MERGED.name,
        ),
        _action(
            "merge-in",
            words("Carry another idea on"),
            open_states,
            words("This carries the idea {numbers} on, too, which was merged into it: {reason}"),
        ),
        _action(
            "undo-merge",
            words("Undo the merging"),
            (MERGED.name,),
            words("It was merged into the idea {numbers}, and goes its own way again: {reason}"),
        ),
        _action(
            "undo-merge-in",
            words("Let another idea go again"),
            anywhere,
            words("The idea {numbers}, which was merged into this one, goes its own way again: {reason}"),
        ),
        *_of_splitting(open_states),
    )


def _of_splitting(open_states: tuple[str, ...]) -> tuple[Action, ...]:
    return (
        _action(
            "split",
            words("Split into several ideas"),
            open_states,
            words("It was split into the ideas {numbers}, which carry it on: {reason}"),
            SPLIT.name,
        ),
        _action(
            "split-off",
            words("Begin as a part"),
            open_states,
            words("It came out of the idea {numbers}, which was split: {reason}"),
        ),
        _action(
            "undo-split",
            words("Undo the split"),
            (SPLIT.name,),
            words("The ideas {numbers}, into which it was split, are one again, which is this: {reason}"),
        ),
        _action(
            "put-back",
            words("Put back into the whole"),
            open_states,
            words("The split was undone, and the idea {numbers} carries this on again: {reason}"),
            MERGED.name,
        ),
    )


def is_open(state: State) -> bool:
    """Whether an idea that stands there goes on: it has not ended, was not turned down, and nobody carries it on."""
    return not state.is_ending and not state.keeps_words


def gone_back(step: Step, state: str) -> Step:
    """The step, which leads back to where the idea stood."""
    return replace(step, to=state)


def _action(name: str, label: Words, of: tuple[str, ...], said: Words, to: str = STAYS) -> Action:
    return Action(name, label, of, to, LINEAGE, OFFICE, said, (_NUMBERS, PUBLIC_REASON))
