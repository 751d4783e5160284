"""Finds the affordable project of least price without pricing every project each round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.bids import Bid, bid_for
from services.voting.domain.tally.rules.money import Money, Payment
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.supporters import Supporters


@dataclass(frozen=True, slots=True)
class Hammer:
    """One round's decision: who pays for which project, and who stood equal."""

    payment: Payment
    tied: tuple[int, ...]
    won: Bid

    @property
    def position(self) -> int:
        return self.won.supporters.position


class Bidding:
    """The queue of projects in one run.

    It holds lower bounds of prices. Prices never fall while money shrinks, so a project need be priced again only when
    its bound comes up. Floats choose who comes near the least price; fractions decide among them.
    """

    def __init__(self, electorate: Sequence[Supporters], money: Money, purse: Purse, precedence: Precedence) -> None:
        self._electorate = {supporters.position: supporters for supporters in electorate}
        self._money, self._purse, self._precedence = money, purse, precedence
        self._queue = [(s.cost / s.stake / s.unit, s.position) for s in electorate]
        heapify(self._queue)

    def decide(self) -> Hammer | None:
        """The project to buy now, or None if none is affordable. The losing bids are back in the queue."""
        while bids := self._near_the_least():
            bound = min(bid.high for bid in bids)
            near, far = [b for b in bids if b.low <= bound], [b for b in bids if b.low > bound]
            settled = {bid: payment for bid in near if (payment := self.settle(bid))}
            tied = _least(settled)
            chosen = self._precedence.first(bid.supporters.position for bid in tied) if tied else None
            self._put_back(far + [bid for bid in settled if bid.supporters.position != chosen])
            for bid in tied:
                if bid.supporters.position == chosen:
                    return Hammer(settled[bid], tuple(b.supporters.position for b in tied), bid)
        return None

    def settle(self, bid: Bid) -> Payment | None:
        """The exact payment behind a bid; None if the supporters cannot afford it after all."""
        return self._money.settle(bid.supporters, bid.price, bid.slack)

    def _near_the_least(self) -> list[Bid]:
        bids: list[Bid] = []
        bound = float("inf")
        while self._queue and self._queue[0][0] <= bound:
            low, position = heappop(self._queue)
            if self._purse.bar(position):
                continue
            supporters = self._electorate[position]
            if bid := bid_for(supporters, self._money, low * supporters.unit):
                bids.append(bid)
                bound = min(bound, bid.high)
        return bids

    def _put_back(self, bids: Iterable[Bid]) -> None:
        for bid in bids:
            heappush(self._queue, (max(0.0, bid.low), bid.supporters.position))


def _least(settled: dict[Bid, Payment]) -> list[Bid]:
    if len(settled) <= 1:
        return list(settled)
    prices = {bid: Fraction(payment.numerator, payment.stake * bid.supporters.unit) for bid, payment in settled.items()}
    least = min(prices.values())
    return [bid for bid, price in prices.items() if price == least]
