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


def line_of(choices: str, people: int) -> bytes:
    """A ballot in its canonical writing, and how many people cast it."""
    return b"%d %s\n" % (people, choices.encode())


def ballots_of(lines: Iterable[bytes]) -> Iterable[tuple[str, int]]:
    """The ballots on the lines."""
    for line in lines:
        people, _, choices = line.decode().rstrip("\n").partition(" ")
        yield choices, int(people)
