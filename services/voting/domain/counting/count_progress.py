"""How far the count of a poll has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The stage that a count is in, how much of it is done, and what spoke against the count.

    Args:
        stage: ``waiting``, ``first-count``, ``second-count`` or ``explanation``.
        done: Repetitions counted or checked.
        of: How many there are; None where nobody knows.
        objections: Of the second count, or why it could not be finished. Empty while all is well.
    """

    stage: str
    done: int = 0
    of: int | None = None
    objections: tuple[str, ...] = ()
