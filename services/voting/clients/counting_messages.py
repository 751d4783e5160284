"""What goes over the pipe between a service and the process that counts for it."""

from collections.abc import Iterable
from typing import Any, TypedDict

from pydantic import TypeAdapter

from services.voting.domain.polls.poll import Poll

POLL = TypeAdapter(Poll)


class Said(TypedDict, total=False):
    """One line from the process: how it goes, or at the end one of the other three."""

    progress: dict[str, Any]
    outcome: dict[str, Any]
    objections: list[str]
    failure: str


def line_of(choices: str, people: int, weight: int) -> bytes:
    """A ballot in its canonical writing, how many people cast it, and for how many each counts."""
    return b"%d %d %s\n" % (people, weight, choices.encode())


def ballots_of(lines: Iterable[bytes]) -> Iterable[tuple[str, int, int]]:
    """The ballots on the lines."""
    for line in lines:
        people, weight, choices = line.decode().rstrip("\n").split(" ", maxsplit=2)
        yield choices, int(people), int(weight)
