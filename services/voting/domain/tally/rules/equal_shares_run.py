"""One run of the Method of Equal Shares, from one endowment.

Source: Peters, Pierczyński, Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.bidding import Bidding, Hammer
from services.voting.domain.tally.rules.bids import Bid
from services.voting.domain.tally.rules.money import Money, Payment
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.supporters import Box, Supporters

_ROUNDING = 1 + 1e-12

Price = tuple[int, int, int]  # a project's position and its price, as numerator and denominator, not reduced


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

    @property
    def high(self) -> float:
        """A float no lower than the price."""
        return self.numerator / self.denominator * _ROUNDING


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
        self._bidding = Bidding(electorate, self.money, purse, precedence)

    @property
    def prices(self) -> tuple[Price, ...]:
        """What was bought, in this order, and at which price."""
        return tuple((purchase.position, purchase.numerator, purchase.denominator) for purchase in self.purchases)

    def play(self) -> None:
        """Buys until nothing is affordable, or the purse is overspent."""
        while not self.purse.is_overspent and (hammer := self._bidding.decide()):
            self._buy(hammer)

    def follow(self, earlier: "EqualSharesRun") -> bool:
        """Whether every endowment from the earlier run's to this one's buys the same projects in the same order.

        With the same purchases so far, a larger endowment leaves everyone at least as much, so no price is higher.
        Hence between the two runs each price stays between its two values: if a project's price in the earlier run is
        below all its rivals' prices in this run, it is below them everywhere between. At the first purchase of which
        this cannot be said, the run stops, and ``play`` may take it to its own end.
        """
        for purchase in earlier.purchases:
            hammer = self._bidding.decide(up_to=purchase.high)
            if hammer is None:
                return False
            if hammer.position != purchase.position or not self._leads_throughout(purchase, hammer.lost):
                self._bidding.undo(hammer)
                return False
            self._buy(hammer)
        hammer = self._bidding.decide()
        if hammer is not None:
            self._bidding.undo(hammer)
        return hammer is None

    def _buy(self, hammer: Hammer) -> None:
        numerator, denominator = self.money.pay(hammer.payment)
        self.purse.fund(hammer.position)
        unit = hammer.won.supporters.unit
        self.purchases.append(Purchase(hammer.position, numerator, denominator * unit, hammer.payment, hammer.tied))

    def _leads_throughout(self, purchase: Purchase, rivals: list[Bid]) -> bool:
        return all(rival.low > purchase.high or self._is_no_threat(rival, purchase) for rival in rivals)

    def _is_no_threat(self, rival: Bid, purchase: Purchase) -> bool:
        payment = self._bidding.settle(rival)
        if payment is None:
            return True
        price = Fraction(payment.numerator, payment.stake * self.money.denominator * rival.supporters.unit)
        ahead = self._precedence.rank[purchase.position] < self._precedence.rank[rival.supporters.position]
        return price > purchase.price or (price == purchase.price and ahead)
