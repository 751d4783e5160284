"""A walk through all endowments of Add1, in stretches at which the same projects are bought in the same order.

From one endowment to the next mostly nothing changes, and what does comes late: a project overtakes another one, or
becomes affordable. So of each round it is remembered how far it is sure, and where one is not, the walk goes on from
that round. The rounds before are only followed, to know what voters hold. Where two prices are so close that lines
cannot tell them apart, one endowment is counted in fractions.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun
from services.voting.domain.tally.rules.leg import Ground, Leg
from services.voting.domain.tally.rules.path import Path
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.supporters import Box, Supporters
from services.voting.domain.tally.rules.very_lines import Undecided

_FIRST_WINDOW, _FEW, _MANY = 16, 4, 8
_SHORT, _STUCK = 8, 3

Start = Callable[[int], EqualSharesRun]


@dataclass(frozen=True, slots=True)
class Same:
    """From ``first`` to ``last`` units added the same projects are bought in the same order: those in the purse."""

    first: int
    last: int
    purse: Purse


class Orders:
    """The walk from no units added to ``most``, or until too much is spent.

    It goes by windows: up to the end of one, what is known of prices stays true. A window in which few stretches were
    found is followed by a wider one, one with many by a narrower one; and one in which hardly any two endowments bought
    the same is followed by one that is counted in fractions, which is then quicker. Where endowment after endowment
    stands alone, as with prices that fall together, they are told apart in fractions.
    """

    def __init__(
        self, box: Box, electorate: Sequence[Supporters], precedence: Precedence, start: Start, most: int
    ) -> None:
        crowds = {supporters.position: Crowd.of(supporters) for supporters in electorate}
        self._start, self._most, self._empty = start, most, start(0).purse
        self._ground = Ground(box, crowds, precedence.rank, start(0).endowment, start(1).endowment)
        self._path = Path(len(box.weights), {position: crowd.least_price for position, crowd in crowds.items()})
        self._window, self._end, self._found = _FIRST_WINDOW, -1, _MANY
        self._is_hopeless = False
        self._short, self._long = 0, _SHORT if self._ground.is_small else 1

    def __iter__(self) -> Iterator[Same]:
        first, is_overspent = 0, False
        while first <= self._most and not is_overspent:
            same = self._from(first)
            self._short = 0 if same.last - same.first >= self._long else self._short + 1
            yield same
            first, is_overspent = same.last + 1, same.purse.is_overspent

    def _from(self, first: int) -> Same:
        if first > self._end:
            self._open_window(first)
        self._found += 1
        if self._is_hopeless:
            return self._counted(first)
        is_stuck = self._short >= _STUCK
        try:
            leg = Leg(self._ground, self._path, self._empty.copy(), first, self._end, in_fractions=is_stuck)
            leg.walk()
        except Undecided:
            self._short = 0 if is_stuck else self._short
            return self._counted(first)
        return Same(first, leg.last, leg.purse)

    def _open_window(self, first: int) -> None:
        self._is_hopeless = not self._is_hopeless and 2 * self._found > self._window
        if self._found <= _FEW:
            self._window *= 2
        elif self._found > _MANY:
            self._window = max(self._window // 2, 1)
        self._end, self._found = min(first + self._window - 1, self._most), 0

    def _counted(self, added: int) -> Same:
        run = self._start(added)
        run.play()
        return Same(added, added, run.purse)
