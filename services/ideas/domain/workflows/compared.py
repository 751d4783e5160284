"""Two workflows compared: which of their parts came, went, or became different, and in what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from services.ideas.domain.workflows.definition import ActionDraft, Definition, StateDraft

Kind = Literal["added", "removed", "changed"]
Place = Literal["workflow", "states", "actions"]
Part = StateDraft | ActionDraft


@dataclass(frozen=True, slots=True)
class Change:
    """A part that is different, and in which of its aspects: fields of its definition, or ``order``."""

    part: Place
    name: str
    kind: Kind
    aspects: tuple[str, ...] = ()


def changes_between(before: Definition | None, after: Definition) -> list[Change]:
    """What is different, states first, each kind in the order of the later one; all is new if nothing was before.

    Either may have faults: of two parts of one name the first is compared.
    """
    if before is None:
        before = Definition(after.name, after.label, (), ())
    return [
        *_of_the_whole(before, after),
        *_of_parts("states", before.states, after.states),
        *_of_parts("actions", before.actions, after.actions),
    ]


def _of_the_whole(before: Definition, after: Definition) -> Iterator[Change]:
    aspects = ["label"] if before.label != after.label else []
    # An idea begins in the first state, and pages list the others as they stand.
    if _in_common(before.states, after.states) != _in_common(after.states, before.states):
        aspects.append("order")
    if aspects:
        yield Change("workflow", after.name, "changed", tuple(aspects))


def _in_common(these: Sequence[StateDraft], those: Sequence[StateDraft]) -> list[str]:
    names = {each.name for each in those}
    return [each.name for each in these if each.name in names]


def _of_parts(place: Place, before: Sequence[Part], after: Sequence[Part]) -> Iterator[Change]:
    was, now = _by_name(before), _by_name(after)
    for name, part in now.items():
        if name not in was:
            yield Change(place, name, "added")
        elif aspects := _different(was[name], part):
            yield Change(place, name, "changed", aspects)
    for name in was:
        if name not in now:
            yield Change(place, name, "removed")


def _by_name(parts: Sequence[Part]) -> Mapping[str, Part]:
    named: dict[str, Part] = {}
    for part in parts:
        named.setdefault(part.name, part)
    return named


def _different(was: Part, now: Part) -> tuple[str, ...]:
    return tuple(each.name for each in fields(was) if getattr(was, each.name) != getattr(now, each.name))
