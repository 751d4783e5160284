"""How far a count has come, for whoever waits for it."""

from typing import Literal, Protocol

Stage = Literal["waiting", "first-count", "second-count", "explanation"]


class Watch(Protocol):
    """Is told of each stage how much of it is done; ``of`` is None where nobody knows how much there will be."""

    def __call__(self, stage: Stage, done: int, of: int | None = None) -> None: ...


def unwatched(stage: Stage, done: int, of: int | None = None) -> None:
    """Nobody waits."""
