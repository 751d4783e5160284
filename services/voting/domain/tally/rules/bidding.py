"""Finds the affordable project of least price without pricing every project each round."""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.bids import bid_for
from services.voting.domain.tally.rules.money import Bid, Money, Payment
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.supporters import Supporters

Settled = list[tuple[Bid, Payment]]


class Hammer(NamedTuple):
    """One round's decision: who pays for which project, and who stood equal."""

    payment: Payment
    tied: tuple[int, ...]


class Bidding:
    """The queue of projects in one run.

    It holds lower bounds of prices. Prices never fall while money shrinks, so a project need be priced again only when
    its bound comes up, and never if its supporters have too little to begin with. Floats choose who comes near the
    least price; fractions decide among them.
    """

    def __init__(self, electorate: Sequence[Supporters], money: Money, purse: Purse, precedence: Precedence) -> None:
        self._money, self._purse, self._precedence = money, purse, precedence
        most = money.most_each
        self._queue = [(s.cost / s.stake / s.unit, s.position, s) for s in electorate if s.cost <= most * s.people]
        heapify(self._queue)

    def decide(self) -> Hammer | None:
        """The project to buy now, or None if none is affordable. The losing bids are back in the queue."""
        while near := self._near_the_least():
            bids, bound = near
            settled = []
            for bid in bids:
                if len(bids) > 1 and bid.low > bound:
                    self._put_back(bid)
                elif payment := self._money.settle(bid):
                    settled.append((bid, payment))
            if len(settled) == 1:
                return Hammer(settled[0][1], (settled[0][0].supporters.position,))
            if settled:
                return self._fallen(settled)
        return None

    def _fallen(self, settled: Settled) -> Hammer:
        equals = {bid.supporters.position: (bid, payment) for bid, payment in _least(settled)}
        won, payment = equals[self._precedence.first(equals)]
        for bid, _ in settled:
            if bid is not won:
                self._put_back(bid)
        return Hammer(payment, tuple(equals))

    def _near_the_least(self) -> tuple[list[Bid], float] | None:
        """Whoever may bid the least, and the least that one of them bids at most."""
        bids: list[Bid] = []
        bound = float("inf")
        while self._queue and self._queue[0][0] <= bound:
            low, position, supporters = heappop(self._queue)
            if self._purse.bar(position):
                continue
            if bid := bid_for(supporters, self._money, low * supporters.unit):
                bids.append(bid)
                bound = min(bound, bid.high)
        return (bids, bound) if bids else None

    def _put_back(self, bid: Bid) -> None:
        heappush(self._queue, (max(0.0, bid.low), bid.supporters.position, bid.supporters))


def _least(settled: Settled) -> Settled:
    prices = [Fraction(payment.numerator, payment.stake * bid.supporters.unit) for bid, payment in settled]
    least = min(prices)
    return [pair for pair, price in zip(settled, prices, strict=True) if price == least]
