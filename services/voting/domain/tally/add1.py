"""Add1: start again with one more currency unit for every voter, until it would be too much.

Source: Pabulib's definition of ``equalshares/add1`` and Wieliczka's official count (until the first overspend);
equalshares.net's recommended procedure (exhaustive).
"""

from collections.abc import Callable

from services.voting.domain.tally.equal_shares_run import EqualSharesRun

Runner = Callable[[int], EqualSharesRun]


def until_overspend(run: Runner, most: int) -> tuple[int, EqualSharesRun]:
    """The last run before the first that overspends, and how many units it added.

    Args:
        run: Plays a run with so many units added.
        most: From so many units on every supported project is affordable; more of them change nothing.
    """
    added, last = 0, run(0)
    while added < most:
        following = run(added + 1)
        if following.purse.is_overspent:
            break
        added, last = added + 1, following
    return added, last


def until_exhausted(
    run: Runner, most: int, is_exhausted: Callable[[EqualSharesRun], bool]
) -> tuple[int, EqualSharesRun]:
    """The first run after which no project fits any more, or the last before the first that overspends."""
    added, last = 0, run(0)
    while added < most and not is_exhausted(last):
        following = run(added + 1)
        if following.purse.is_overspent:
            break
        added, last = added + 1, following
    return added, last
