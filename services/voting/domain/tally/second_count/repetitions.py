"""Whether repetitions of Add1 bought what is claimed: all at once where lines can tell, else one by one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from services.voting.domain.tally.second_count.columns import Column
from services.voting.domain.tally.second_count.corridor import Corridor, Ends
from services.voting.domain.tally.second_count.paper import Paper
from services.voting.domain.tally.second_count.run import Support, against_run, priced
from services.voting.domain.tally.second_count.straight import Straight

First = Mapping[str, tuple[int, ...]]

_LIMIT = 2**62


class Claim:
    """Of some repetitions, that they all bought these projects in this order.

    Args:
        paper: With nothing funded.
        support: Who gains what.
        first: What is compared among equals.
        share: What each voter has with no units added.
        unit: One more, in minor units.
    """

    def __init__(self, paper: Paper, support: Support, first: First, share: Fraction, unit: int) -> None:
        self._paper, self._support, self._first = paper, support, first
        self._share, self._unit = share, unit
        self._columns = {
            id_: Column.of(id_, paper.costs[id_], support.gains[id_], support.people) for id_ in support.wanted
        }

    def objections(self, first: int, last: int, bought: Sequence[str]) -> list[str]:
        """What is wrong with it. Where lines cannot tell, each half is asked, and in the end each repetition."""
        if self._holds(first, last, bought):
            return []
        if first == last:
            return self._against_one(first, bought)
        middle = (first + last) // 2
        return self.objections(first, middle, bought) or self.objections(middle + 1, last, bought)

    def _against_one(self, added: int, bought: Sequence[str]) -> list[str]:
        endowment = self._share + added * self._unit
        purchases = priced(self._support, self._paper.costs, bought, endowment)
        return against_run(self._paper.blank(), self._support, self._first, purchases, endowment)

    def _holds(self, first: int, last: int, bought: Sequence[str]) -> bool:
        ends = (self._share + first * self._unit, self._share + last * self._unit)
        parts = self._parts(ends[1])
        if not parts or not all(id_ in self._columns for id_ in bought):
            return False
        corridor = Corridor(len(self._support.people), ends, parts)
        straight = Straight(self._support, self._paper.costs, ends)
        check = _Check(self._paper.blank(), corridor, straight, self._columns, self._first)
        return all(check.buys(id_) for id_ in bought) and check.ends()

    def _parts(self, highest: Fraction) -> int:
        """Into how many parts a minor unit can be divided so that no sum outgrows 64 bits; 0: it would in any case."""
        marks = max((int(column.marks.max()) for column in self._columns.values()), default=1)
        most = (int(highest) + 1) * max(self._support.voters, 1) * marks * (len(self._columns) * marks + 2)
        return 1 << ((_LIMIT // most).bit_length() - 1) if most <= _LIMIT else 0


class _Check:
    """Follows the purchases of a stretch. ``False`` means that lines cannot tell, not that the claim is wrong."""

    def __init__(
        self, paper: Paper, corridor: Corridor, straight: Straight, columns: Mapping[str, Column], first: First
    ) -> None:
        self._paper, self._corridor, self._straight = paper, corridor, straight
        self._columns, self._first = columns, first
        self._known = {id_: column.cost / column.stake / column.unit * (1 - 1e-12) for id_, column in columns.items()}

    def buys(self, id_: str) -> bool:
        """Whether the supporters surely pay, and surely for nothing else before it, at each repetition."""
        column = self._columns[id_]
        if not self._paper.is_open(id_) or self._paper.spent > self._paper.instance.budget:
            return False
        most = self._corridor.price_at_most(column)
        if most is None or not all(self._comes_after(rival, column, most) for rival in self._rivals(id_, column, most)):
            return False
        least = self._corridor.price_at_least(column, most[0]) or (0, 0)
        if min(least) < 0:
            return False
        self._corridor.pay(column, least, most)
        self._paper.funded.append(id_)
        return True

    def ends(self) -> bool:
        """Whether surely nothing more is bought: too much is spent, or nothing else can be paid."""
        if self._paper.spent > self._paper.instance.budget:
            return True
        left = (column for id_, column in self._columns.items() if self._paper.is_open(id_))
        return all(self._corridor.can_never_pay(column) for column in left)

    def _rivals(self, id_: str, column: Column, most: Ends) -> list[Column]:
        highest = max(most) / column.unit / self._corridor.parts * (1 + 1e-12)
        near = [rival for rival, price in self._known.items() if rival != id_ and price <= highest]
        return [self._columns[rival] for rival in near if self._paper.is_open(rival)]

    def _comes_after(self, rival: Column, column: Column, most: Ends) -> bool:
        price = self._corridor.price_at_least(rival, most[0] * rival.unit // column.unit)
        if price is None:
            if not self._corridor.can_never_pay(rival):
                return False
            self._known[rival.id] = float("inf")
            return True
        self._known[rival.id] = min(price) / rival.unit / self._corridor.parts * (1 - 1e-12)
        apart = [theirs * column.unit - own * rival.unit for theirs, own in zip(price, most, strict=True)]
        goes_first = self._first[rival.id] < self._first[column.id]
        return (
            min(apart) >= (1 if goes_first else 0)
            or self._comes_after_by_heads(rival, column, most, goes_first)
            or self._straight.comes_after(rival.id, column.id, self._paper.funded, strictly=goes_first)
        )

    def _comes_after_by_heads(self, rival: Column, column: Column, most: Ends, goes_first: bool) -> bool:
        own, theirs = self._corridor.enough_by_heads(column, most), self._corridor.too_little_by_heads(rival)
        if own is None or theirs is None:
            return False
        return own < theirs or (own == theirs and not goes_first)
