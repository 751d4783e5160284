"""What each project would cost its supporters, guessed in floats with a bound on the error."""

from dataclasses import dataclass

import numpy as np

from services.voting.domain.tally.money import Money
from services.voting.domain.tally.supporters import Supporters

_EPS = float(np.finfo(np.float64).eps)
_PAIRWISE = 64  # numpy adds pairwise: the error grows with the logarithm of the length


@dataclass(frozen=True, slots=True)
class Bid:
    """A price of one mark, at most ``slack`` wrong; ``low`` and ``high`` bound the price of one unit of utility."""

    supporters: Supporters
    price: float
    slack: float

    @property
    def low(self) -> float:
        return (self.price - self.slack) / self.supporters.unit

    @property
    def high(self) -> float:
        return (self.price + self.slack) / self.supporters.unit


def bid_for(supporters: Supporters, money: Money, at_least: float) -> Bid | None:
    """The bid for a project, or None if its supporters surely cannot afford it.

    Newton's method from below on the concave function "what all would pay at this price": the poor set only grows.

    Args:
        supporters: Of the project.
        money: What they hold.
        at_least: A price known to be too low, or zero: an earlier one serves, since money only shrinks.
    """
    held = money.held[supporters.rows]
    purses = supporters.weights * held
    error = (money.error + _PAIRWISE * _EPS * money.start) * supporters.people
    total = float(purses.sum())
    if total < supporters.cost - error:
        return None
    price, poor_count, stake = max(at_least, supporters.cost / supporters.stake), -1, float(supporters.stake)
    while True:
        poor = held < (price if supporters.marks is None else price * supporters.marks)
        count = int(np.count_nonzero(poor))
        if count <= poor_count:
            return Bid(supporters, price, 2 * error / stake)
        stake = supporters.stake - float(supporters.stakes[poor].sum())
        if stake <= 0:  # within the error, the supporters' money is the cost exactly
            richest = float((held if supporters.marks is None else held / supporters.marks).max())
            return Bid(supporters, richest, max(2 * error, price - richest))
        price, poor_count = max(price, (supporters.cost - float(purses[poor].sum())) / stake), count
