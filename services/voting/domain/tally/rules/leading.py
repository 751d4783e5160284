"""Which project is bought next, over a stretch of endowments at once."""

from collections.abc import Callable
from sys import float_info
from typing import NamedTuple

from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.stretch import Line, Offer, Stretch
from services.voting.domain.tally.rules.very_lines import Course, Undecided

_LOWER, _HIGHER = 1 - 1e-12, 1 + 1e-12

Prices = dict[int, float]  # by a project's position, a price of one unit of utility that is nowhere too high


class Lead(NamedTuple):
    """Who is bought next (None: nothing is), up to which endowment, and what is known of prices on the stretch."""

    offer: Offer | None
    up_to: int
    prices: Prices


def lead(stretch: Stretch, crowds: Callable[[int], Crowd | None], prices: Prices, rank: dict[int, int]) -> Lead:
    """The project of least price at the first endowment, and how far it surely is that.

    Args:
        stretch: The endowments, after the purchases so far.
        crowds: The supporters of a project, by its position; None if it may not be bought any more.
        prices: Of the projects that may be bought, what is known of their prices.
        rank: Who goes first among equals.

    Raises:
        Undecided: if it is not sure at the first endowment.
        TooLong: if it is not sure that a project can be paid for up to the last endowment.
    """
    contest = _Contest(stretch, rank)
    for position in sorted(prices, key=prices.__getitem__):
        if prices[position] > contest.bar:
            break
        if crowd := crowds(position):
            contest.admit(crowd, prices[position])
    return Lead(contest.best, contest.is_sure_up_to(), _still_affordable(prices | contest.prices()))


class _Contest:
    """One round: whoever is the best so far, and how far the others are behind."""

    def __init__(self, stretch: Stretch, rank: dict[int, int]) -> None:
        self._stretch, self._rank = stretch, rank
        self.best: Offer | None = None
        self._known: dict[Crowd, float] = {}
        self._lines: dict[Crowd, Line | None] = {}
        self._behind: dict[Crowd, Line] = {}

    @property
    def bar(self) -> float:
        """Whose price is higher than this need not be looked at."""
        return self._utility(self.best.crowd, max(self.best.most)) * _HIGHER if self.best else float_info.max

    def admit(self, crowd: Crowd, price: float) -> None:
        """Looks at one project more, of whose price it is known that it is nowhere lower."""
        self._known[crowd] = price
        if self.best and self._margin(crowd).first >= 0:
            return
        offer = self._stretch.offer(crowd, price * crowd.unit)
        if offer and (self.best is None or self._is_before(offer, self.best)):
            self.best = offer
            self._lines.clear()
            self._behind.clear()

    def is_sure_up_to(self) -> int:
        """The last endowment up to which the best surely is that."""
        return min((self._is_behind_up_to(rival) for rival in self._rivals()), default=self._stretch.last)

    def prices(self) -> Prices:
        """What is known of the rivals' prices now; without end if they cannot be paid."""
        return {rival.position: self._price(rival) for rival in self._rivals()}

    def _rivals(self) -> list[Crowd]:
        return [crowd for crowd in self._known if not self.best or crowd is not self.best.crowd]

    def _is_before(self, offer: Offer, other: Offer) -> bool:
        """Whether it comes first at the first endowment: by bounds, or numbers where these meet, or in fractions."""
        if offer.most.first * other.crowd.unit < other.least.first * offer.crowd.unit:
            return True
        if other.most.first * offer.crowd.unit < offer.least.first * other.crowd.unit:
            return False
        if self._is_behind_by_number(other.crowd, offer) or self._is_behind_by_number(offer.crowd, other):
            return self._is_behind_by_number(other.crowd, offer)
        ahead = self._ahead(offer.crowd, other.crowd)
        return ahead.at > 0 or (ahead.at == 0 and self._goes_first(offer.crowd, other.crowd))

    def _is_behind_up_to(self, rival: Crowd) -> int:
        margin = self._margin(rival)
        up_to = self._stretch.up_to(*margin) if margin.first >= 0 else self._stretch.first - 1
        if self.best and up_to < self._stretch.last and self._is_behind_by_number(rival, self.best):
            return self._stretch.last
        if up_to > self._stretch.first or (up_to == self._stretch.first and not self._stretch.is_in_fractions):
            return up_to
        return self._stretch.first + min(
            self._is_behind_in_fractions_for(rival), self._stretch.last - self._stretch.first
        )

    def _is_behind_in_fractions_for(self, rival: Crowd) -> int:
        """For how many units added the rival cannot be paid, or surely comes after the best."""
        missing = self._stretch.missing_in_fractions(rival)
        if missing.at > 0:
            return missing.positive()
        if self.best is None:
            raise Undecided
        ahead, goes_first = self._ahead(self.best.crowd, rival), self._goes_first(self.best.crowd, rival)
        if ahead.at < 0 or not (ahead.at or goes_first):
            raise Undecided
        return ahead.not_negative() if goes_first else ahead.positive()

    def _ahead(self, one: Crowd, other: Crowd) -> Course:
        """By how much one costs less than the other, for each unit of utility."""
        prices = [self._stretch.price_in_fractions(crowd).shared_by(crowd.unit) for crowd in (one, other)]
        return prices[1].less(prices[0])

    def _goes_first(self, one: Crowd, other: Crowd) -> bool:
        return self._rank[one.position] < self._rank[other.position]

    def _margin(self, rival: Crowd) -> Line:
        """A line that is nowhere negative if the rival surely comes after the best, or cannot be paid."""
        if rival not in self._behind:
            line = self._line(rival, self.best) if self.best else None
            self._behind[rival] = (
                self._stretch.missing(rival)
                if self.best is None or line is None
                else self._apart(rival, line, self.best)
            )
        return self._behind[rival]

    def _line(self, rival: Crowd, best: Offer) -> Line | None:
        if rival not in self._lines:
            self._lines[rival] = self._stretch.least_price(rival, best.most.first * rival.unit // best.crowd.unit)
        return self._lines[rival]

    def _apart(self, rival: Crowd, line: Line, best: Offer) -> Line:
        closest = 0 if self._goes_first(best.crowd, rival) else 1
        theirs, own = (price * best.crowd.unit for price in line), (price * rival.unit for price in best.most)
        first, last = (one - other - closest for one, other in zip(theirs, own, strict=True))
        return Line(first, last)

    def _is_behind_by_number(self, rival: Crowd, best: Offer) -> bool:
        """Whether it is behind, or equal, because of how many pay, be it a little more or less: so it often is."""
        theirs, own = self._stretch.not_enough_below(rival), self._stretch.enough(best)
        if theirs is None or own is None:
            return False
        return (own, self._rank[best.crowd.position]) < (theirs, self._rank[rival.position])

    def _price(self, rival: Crowd) -> float:
        line = self._lines.get(rival)
        if line is None:
            return float("inf") if min(self._margin(rival)) >= 0 else self._known[rival]
        return max(self._known[rival], self._utility(rival, min(line)) * _LOWER)

    def _utility(self, crowd: Crowd, price: int) -> float:
        return price / (crowd.unit * self._stretch.parts)


def _still_affordable(prices: Prices) -> Prices:
    return {position: price for position, price in prices.items() if price <= float_info.max}
