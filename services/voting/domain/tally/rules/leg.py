"""One leg of the walk over endowments: as far as the purchases are the same as at its first one."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import numpy as np

from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.leading import Prices, lead
from services.voting.domain.tally.rules.path import Path, Round
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.stretch import Offer, Stretch, TooLong
from services.voting.domain.tally.rules.supporters import Box
from services.voting.domain.tally.rules.very_lines import Undecided, VeryLines

_ROOM = 2**62  # for sums in 64 bits
_FEW_ROWS = 512  # with more, bounds over short stretches are quicker than fractions
_CROWDED = 8  # rounds after which it is worth asking of all projects at once whether they can still be paid


@dataclass
class Ground:
    """What is the same wherever the walk has come: the voters, the projects' crowds, and the endowments."""

    box: Box
    crowds: dict[int, Crowd]
    rank: dict[int, int]
    least: Fraction
    next: Fraction

    @property
    def is_small(self) -> bool:
        """Whether there are so few different ballots that fractions are quick."""
        return len(self.box.weights) <= _FEW_ROWS

    def stretch(self, first: int, last: int, *, in_fractions: bool) -> Stretch:
        """The stretch with so many units added, before any purchase.

        Money is counted in parts as small as sums in 64 bits have room for: of what all hold or owe, at their highest
        marks and after as many purchases as there are projects.

        Raises:
            Undecided: if they have room for no whole minor unit.
        """
        ends = tuple(self.least + added * (self.next - self.least) for added in (first, last))
        heaviest = max((crowd.most_marks for crowd in self.crowds.values()), default=1)
        most = (int(ends[1]) + 1) * max(self.box.voters, 1) * heaviest * (len(self.crowds) * heaviest + 2)
        if most > _ROOM:
            raise Undecided
        very = VeryLines(ends[0], self.next - self.least, last - first, offers=self.is_small) if in_fractions else None
        return Stretch((first, last), (ends[0], ends[1]), 1 << ((_ROOM // most).bit_length() - 1), very)

    def can_be_paid(self, by_row: Ints, parts: int) -> dict[int, bool]:
        """Of each project, whether its supporters hold its cost, given what the rows hold at most."""
        places, starts, costs = self._all_crowds
        sums = np.add.reduceat((by_row * self.box.weights).take(places), starts)
        return dict(zip(self.crowds, (sums >= costs * parts).tolist(), strict=True))

    @cached_property
    def _all_crowds(self) -> tuple[Ints, Ints, Ints]:
        sizes = [len(crowd.places) for crowd in self.crowds.values()]
        places = np.concatenate([crowd.places for crowd in self.crowds.values()])
        costs = np.array([crowd.cost for crowd in self.crowds.values()])
        return places, np.cumsum([0, *sizes[:-1]]), costs


class Leg:
    """One leg, from one endowment to ``last``, which comes closer as changes are found.

    Args:
        ground: What is the same for all legs.
        path: What is known of the rounds.
        purse: With nothing bought.
        first: How many units are added at its first endowment …
        end: … and at the last one to try.
        in_fractions: Whether prices too close for bounds are to be told apart in fractions, which takes longer.
    """

    def __init__(
        self, ground: Ground, path: Path, purse: Purse, first: int, end: int, *, in_fractions: bool = False
    ) -> None:
        self.last = min([end, *(one.up_to for one in path.sure(first))])
        self.purse = purse
        self._ground, self._path, self._first = ground, path, first
        self._stretch = ground.stretch(first, self.last, in_fractions=in_fractions)
        self._bought, self._is_swept = 0, False
        self._offered: Offer | None = None

    def walk(self) -> None:
        """Looks at each round that is not sure, and follows the others.

        Raises:
            Undecided: if what a round buys is not sure at the first endowment.
        """
        number = self._path.first_unsure(self._first)
        while number is not None:
            self._follow_to(number)
            if self.purse.is_overspent:
                return
            self._look_at(number)
            number = self._path.first_unsure(self.last, number + 1)
        self._fund_to(len(self._path.rounds))

    def _follow_to(self, number: int) -> None:
        rounds = self._path.rounds
        for one, following in pairwise(rounds[self._bought : number + 1]):
            offer, self._offered = self._offered or self._offer_in(one), None
            one.remember(self._stretch, offer)
            self._stretch.buy(offer, following.groups)
        self._fund_to(number)

    def _fund_to(self, number: int) -> None:
        for one in self._path.rounds[self._bought : number]:
            if one.buys is not None:
                self.purse.fund(one.buys)
        self._bought = number

    def _offer_in(self, one: Round) -> Offer:
        assert one.buys is not None
        crowd = one.groups.crowd(self._ground.crowds[one.buys])
        try:
            offer = self._stretch.offer(crowd, one.guess(self._first))
        except TooLong as too_long:
            self._shorten(too_long.last)
            return self._offer_in(one)
        if offer is None:
            raise Undecided
        return offer

    def _look_at(self, number: int) -> None:
        one, prices = self._path.rounds[number], self._prices_before(number)
        try:
            found = lead(self._stretch, self._crowd_in(one), prices, self._ground.rank)
        except TooLong as too_long:
            self._shorten(too_long.last)
            self._look_at(number)
            return
        self._path.note(number, found, self._stretch.last, self._ground.crowds)
        self._offered = found.offer
        self.last = min(self.last, found.up_to)
        if 2 * (self.last - self._first) < self._stretch.last - self._first:
            self._shorten(self.last)

    def _prices_before(self, number: int) -> Prices:
        prices = self._path.prices_before(number, self._stretch.last)
        if self._is_swept or number < _CROWDED or self._path.rounds[number].known_to >= self._stretch.last:
            return prices
        self._is_swept = True
        by_row = self._path.rounds[number].groups.by_row(self._stretch.most_by_group())
        can_be_paid = self._ground.can_be_paid(by_row, self._stretch.parts)
        return {position: price for position, price in prices.items() if can_be_paid[position]}

    def _crowd_in(self, one: Round) -> Callable[[int], Crowd | None]:
        def crowd(position: int) -> Crowd | None:
            return None if self.purse.bar(position) else one.groups.crowd(self._ground.crowds[position])

        return crowd

    def _shorten(self, last: int) -> None:
        self._stretch, self._offered = self._stretch.shortened(last), None
        self.last = min(self.last, last)
