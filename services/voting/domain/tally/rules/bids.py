"""What each project would cost its supporters, guessed in floats with a bound on the error."""

import numpy as np

from services.voting.domain.tally.rules.money import Bid, Money
from services.voting.domain.tally.rules.sums import dot
from services.voting.domain.tally.rules.supporters import Supporters

_EPS = float(np.finfo(np.float64).eps)


def bid_for(supporters: Supporters, money: Money, at_least: float) -> Bid | None:
    """The bid for a project, or None if its supporters surely cannot afford it.

    Newton's method from below on the concave function "what all would pay at this price": the poor set only grows, and
    the price is found once it does not.

    Args:
        supporters: Of the project.
        money: What they hold.
        at_least: A price known to be too low, or zero: an earlier one serves, since money only shrinks.
    """
    held, weights, stakes, marks = money.held[supporters.rows], supporters.weights, supporters.stakes, supporters.marks
    error = (money.error + (len(held) + 64) * _EPS * money.start) * supporters.people
    price, stake = max(at_least, supporters.cost / supporters.stake), float(supporters.stake)
    due = price if marks is None else price * marks
    poor = held < due
    many, before = int(np.count_nonzero(poor)), 0
    if many and dot(weights, held) < supporters.cost - error:
        return None
    while many != before:  # the price only rises: as many are the same
        stake, before = supporters.stake - dot(stakes, poor), many
        if stake <= 0:  # within the error, the supporters' money is the cost exactly
            richest = float((held if marks is None else held / marks).max())
            return Bid(supporters, held, richest, max(2 * error, price - richest))
        price = max(price, price + (supporters.cost - dot(weights, np.minimum(held, due))) / stake)
        due = price if marks is None else price * marks
        poor = held < due
        many = int(np.count_nonzero(poor))
    return Bid(supporters, held, price, 2 * error / stake, many, int(stake))
