"""Add1: start again with one more currency unit for every voter, until it would be too much.

Source: Pabulib's definition of ``equalshares/add1`` and Wieliczka's official count (until the first overspend);
equalshares.net's recommended procedure (exhaustive).
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.voting.domain.tally.progress import Watch
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun, Price

Start = Callable[[int], EqualSharesRun]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The run that counts, how many units it added, and the run with one unit more if that one overspends.

    ``earlier`` holds the prices of each run on the way there, by how many units that run added.
    """

    run: EqualSharesRun
    earlier: dict[int, tuple[Price, ...]]
    added: int = 0
    refused: EqualSharesRun | None = None


def until_overspend(start: Start, most: int, watch: Watch) -> Accepted:
    """The last run before the first that overspends.

    The outcome is that of stepping through every endowment; those are leapt over of which two runs prove that they buy
    the same projects.

    Args:
        start: A run with so many units added, not yet played.
        most: From so many units on every supported project is affordable; more of them change nothing.
        watch: Is told after each run how many units it added.
    """
    return until(lambda _: False, start, most, watch)


def until(is_enough: Callable[[EqualSharesRun], bool], start: Start, most: int, watch: Watch) -> Accepted:
    """The first run whose purchases are enough, or the last before the first that overspends."""
    added, last, leap, proofs = 0, start(0), 1, 0
    earlier: dict[int, tuple[Price, ...]] = {}
    last.play()
    while added < most and not is_enough(last):
        target = min(added + leap, most)
        following = start(target)
        buys_the_same = following.follow(last)
        if not buys_the_same and target > added + 1:
            leap, proofs = (target - added) // 2, 0
            continue
        if not buys_the_same:
            following.play()
        if following.purse.is_overspent:
            return Accepted(last, earlier, added, following)
        earlier[added] = last.prices
        added, last, proofs = target, following, proofs + 1 if buys_the_same else 0
        leap *= 2 if proofs > 1 else 1  # one proof alone is often the last
        watch("first-count", added)
    return Accepted(last, earlier, added)
