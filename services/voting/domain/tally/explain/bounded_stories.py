"""Stories of a count by bounded overspending: the purchases are paid for once more, and every purse is watched."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from services.voting.domain.tally.explain.stories import LoserStory, WinnerStory
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.holdings import Holdings


class BoundedStories:
    """Pays for the purchases again and tells of each project.

    Args:
        crowds: The supporters, given by rows, of each project that has some, by its id.
        fresh: What the voters hold before the first purchase.
        outcome: What was published.
    """

    def __init__(self, crowds: Mapping[str, Crowd], fresh: Holdings, outcome: Outcome) -> None:
        self._crowds, self._holdings, self._outcome = crowds, fresh, outcome
        self._watched = [id_ for id_ in outcome.losers if id_ in crowds]
        self._had = {id_: self._total(id_) for id_ in self._watched}
        self._left = dict(self._had)
        self._spent: dict[str, list[tuple[str, Fraction]]] = {id_: [] for id_ in self._watched}
        bought = enumerate(outcome.purchases, 1)
        self.winners = tuple(self._replay(number, id_, price) for number, (id_, price) in bought)
        self.losers = tuple(self._told(id_) for id_ in outcome.losers)

    def _replay(self, number: int, winner: str, price: Fraction) -> WinnerStory:
        crowd, holdings = self._crowds[winner], self._holdings
        full = price * crowd.unit
        purses = holdings.purses(crowd)
        poorer = [(held, people) for held, people, mark in purses if 0 < held < full * mark]
        in_full = sum(people for held, people, mark in purses if held >= full * mark)
        theirs = sum((held * people for held, people in poorer), Fraction(0))
        holdings.pay(crowd, full)
        for id_ in self._watched:
            left = self._total(id_)
            if left < self._left[id_]:
                self._spent[id_].append((winner, self._left[id_] - left))
            self._left[id_] = left
        paid_all, votes = sum(people for _, people in poorer), 1 / price if price else None
        by_marks = () if crowd.marks is None else _by_marks([one for one in purses if one[0] >= full * one[2]])
        return WinnerStory(winner, number, price, votes, full, in_full, paid_all, theirs, by_marks)

    def _total(self, id_: str) -> Fraction:
        return sum((held * people for held, people, _ in self._holdings.purses(self._crowds[id_])), Fraction(0))

    def _told(self, id_: str) -> LoserStory:
        step = self._outcome.why(id_)
        if id_ not in self._had:
            return LoserStory(id_, step.verdict, 0, step.missing, reason=step.reason)
        left, cost = self._left[id_], self._crowds[id_].cost
        return LoserStory(
            project=id_,
            verdict=step.verdict,
            round=step.round,
            missing=step.missing,
            effective_support=left / cost if cost else None,
            supporters_had=self._had[id_],
            spent_on=tuple(self._spent[id_]),
            left=left,
            reason=step.reason,
        )


def _by_marks(in_full: Iterable[tuple[Fraction, int, int]]) -> tuple[tuple[int, int], ...]:
    people = Counter[int]()
    for _, many, marks in in_full:
        people[marks] += many
    return tuple(sorted(people.items()))
