"""One run of the Method of Equal Shares, from one endowment.

Source: Peters, Pierczyński, Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.bidding import Bidding, Hammer
from services.voting.domain.tally.rules.money import Money, Payment
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.supporters import Box, Supporters


class Purchase(NamedTuple):
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
        self._bidding = Bidding(electorate, self.money, purse, precedence)

    def play(self) -> None:
        """Buys until nothing is affordable, or the purse is overspent."""
        while not self.purse.is_overspent and (hammer := self._bidding.decide()):
            self._buy(hammer)

    def _buy(self, hammer: Hammer) -> None:
        payment, tied = hammer
        numerator, denominator = self.money.pay(payment)
        project = payment.supporters
        self.purse.fund(project.position)
        self.purchases.append(Purchase(project.position, numerator, denominator * project.unit, payment, tied))
