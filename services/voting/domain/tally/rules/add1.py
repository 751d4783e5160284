"""Add1: start again with one more currency unit for every voter, until it would be too much.

Source: Pabulib's definition of ``equalshares/add1`` and Wieliczka's official count (until the first overspend);
equalshares.net's recommended procedure (exhaustive).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.voting.domain.tally.progress import Watch
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun
from services.voting.domain.tally.rules.orders import Same
from services.voting.domain.tally.rules.purse import Purse

Played = Callable[[int], EqualSharesRun]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The run that counts, how many units it added, and the run with one unit more if that one overspends.

    ``earlier`` says what was bought with fewer units.
    """

    run: EqualSharesRun
    earlier: tuple[Same, ...] = ()
    added: int = 0
    refused: EqualSharesRun | None = None


def until(is_enough: Callable[[Purse], bool], orders: Iterable[Same], played: Played, watch: Watch) -> Accepted:
    """The first run whose purchases are enough, or the last before the first that overspends.

    Args:
        is_enough: Whether nothing more need be bought.
        orders: What is bought with no units added, with one, and so on.
        played: The run with so many units added, in fractions.
        watch: Is told how many units were looked at.
    """
    earlier: list[Same] = []
    for same in orders:
        if same.purse.is_overspent:
            return _accepted(played, same.first - 1, earlier, played(same.first))
        earlier.append(same)
        if is_enough(same.purse):
            return _accepted(played, same.first, earlier)
        watch("first-count", same.last)
    return _accepted(played, earlier[-1].last, earlier)


def _accepted(played: Played, added: int, earlier: list[Same], refused: EqualSharesRun | None = None) -> Accepted:
    last = earlier.pop()
    if last.first < added:
        earlier.append(Same(last.first, added - 1, last.purse))
    return Accepted(played(added), tuple(earlier), added, refused)
