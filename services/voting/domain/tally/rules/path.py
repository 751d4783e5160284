"""What a walk over endowments has found so far: round after round, what is bought and how far that is sure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.groups import Groups
from services.voting.domain.tally.rules.leading import Lead, Prices
from services.voting.domain.tally.rules.stretch import Offer, Stretch


@dataclass(slots=True)
class Round:
    """One round, after rounds that buy what they are known to buy.

    Args:
        groups: The voters as they are before it.
        buys: A project's position. None: nothing is affordable any more, or nobody has looked yet.
        up_to: Up to how many units added this is sure, as long as the rounds before are.
        prices: What is known of the prices of what is not bought yet …
        known_to: … up to so many units added.
    """

    groups: Groups
    buys: int | None = None
    up_to: int = -1
    prices: Prices = field(default_factory=dict)
    known_to: int = -1
    _seen: tuple[int, float, float] = (0, 0.0, 0.0)

    def guess(self, added: int) -> float:
        """What one mark may cost with so many units added, judged by where its price was and how it changed."""
        at, price, slope = self._seen
        return price + slope * (added - at)

    def remember(self, stretch: Stretch, offer: Offer) -> None:
        """Keeps for guesses what one mark cost."""
        price, later = (amount / stretch.parts for amount in offer.most)
        self._seen = stretch.first, price, (later - price) / max(stretch.last - stretch.first, 1)


class Path:
    """The rounds in order. The last one buys nothing, or is yet to be looked at."""

    def __init__(self, rows: int, prices: Prices) -> None:
        self.rounds = [Round(Groups.of_all(rows))]
        self._prices = prices

    def first_unsure(self, added: int, start: int = 0) -> int | None:
        """The first round from ``start`` on of which it is not sure what it buys with so many units added."""
        rounds = enumerate(self.rounds[start:], start)
        return next((number for number, one in rounds if one.up_to < added), None)

    def sure(self, added: int) -> list[Round]:
        """The rounds before that."""
        return self.rounds[: self.first_unsure(added)]

    def prices_before(self, number: int, added: int) -> Prices:
        """What is known of prices in this round, up to so many units added; they are no lower than in rounds before."""
        known = (one for one in reversed(range(number + 1)) if self.rounds[one].known_to >= added)
        since = next(known, None)
        bought = {one.buys for one in self.rounds[since or 0 : number]}
        prices = self._prices if since is None else self.rounds[since].prices
        return {position: price for position, price in prices.items() if position not in bought}

    def note(self, number: int, found: Lead, known_to: int, crowds: Mapping[int, Crowd]) -> None:
        """Keeps what was found of a round. If it buys something new, nothing is known any more of those after it."""
        one, buys = self.rounds[number], found.offer and found.offer.crowd.position
        if buys != one.buys or one.up_to < 0:
            del self.rounds[number + 1 :]
            if buys is not None:
                self.rounds.append(Round(one.groups.split_by(crowds[buys])))
        one.buys, one.up_to = buys, found.up_to
        one.prices, one.known_to = found.prices, known_to
