"""One run of the Method of Equal Shares, from one endowment.

Source: Peters, Pierczyński, Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from services.voting.domain.tally.bids import Bid, bid_for
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.money import Money, Payment
from services.voting.domain.tally.purse import Purse
from services.voting.domain.tally.supporters import Box, Supporters


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project bought: the price of one unit of utility as a fraction not reduced, who paid, and who stood equal."""

    position: int
    numerator: int
    denominator: int
    payment: Payment
    tied: tuple[int, ...]

    @property
    def price(self) -> Fraction:
        """Rho: minor units for each unit of utility."""
        return Fraction(self.numerator, self.denominator)


class EqualSharesRun:
    """Buys the affordable project of least price, round after round."""

    def __init__(
        self, box: Box, electorate: Sequence[Supporters], endowment: Fraction, purse: Purse, precedence: Precedence
    ) -> None:
        self.money = Money(box, endowment)
        self.endowment = endowment
        self.purse = purse
        self.purchases: list[Purchase] = []
        self._precedence = precedence
        # The queue holds lower bounds. Prices never fall while money shrinks, so a project need be priced again only
        # when its bound comes up.
        self._queue = [
            (supporters.cost / supporters.stake / supporters.unit, supporters.position) for supporters in electorate
        ]
        heapify(self._queue)
        self._electorate = {supporters.position: supporters for supporters in electorate}

    def play(self) -> None:
        """Buys until nothing is affordable, or the purse is overspent."""
        while not self.purse.is_overspent and (choice := self._choose()):
            payment, tied = choice
            numerator, denominator = self.money.pay(payment)
            self.purse.fund(payment.position)
            unit = self._electorate[payment.position].unit
            self.purchases.append(Purchase(payment.position, numerator, denominator * unit, payment, tied))

    def _choose(self) -> tuple[Payment, tuple[int, ...]] | None:
        while bids := self._lowest_bids():
            bound = min(bid.high for bid in bids)
            near = [bid for bid in bids if bid.low <= bound]
            settled = self._settle(near)
            tied = self._least(settled)
            chosen = self._precedence.first(tied) if tied else None
            self._requeue(
                bid
                for bid in bids
                if bid.supporters.position != chosen and (bid not in near or bid.supporters.position in settled)
            )
            if chosen is not None:
                return settled[chosen], tuple(tied)
        return None

    def _lowest_bids(self) -> list[Bid]:
        bids: list[Bid] = []
        bound = float("inf")
        while self._queue and self._queue[0][0] <= bound:
            low, position = heappop(self._queue)
            supporters = self._electorate[position]
            if self.purse.bar(position):
                continue
            if bid := bid_for(supporters, self.money, low * supporters.unit):
                bids.append(bid)
                bound = min(bound, bid.high)
        return bids

    def _settle(self, bids: list[Bid]) -> dict[int, Payment]:
        exact = {bid.supporters.position: self.money.settle(bid.supporters, bid.price, bid.slack) for bid in bids}
        return {position: payment for position, payment in exact.items() if payment}

    def _least(self, settled: dict[int, Payment]) -> list[int]:
        if len(settled) == 1:
            return list(settled)
        prices = {
            position: Fraction(payment.numerator, payment.stake * self._electorate[position].unit)
            for position, payment in settled.items()
        }
        return [position for position, price in prices.items() if price == min(prices.values())]

    def _requeue(self, bids: Iterable[Bid]) -> None:
        for bid in bids:
            heappush(self._queue, (max(0.0, bid.low), bid.supporters.position))
