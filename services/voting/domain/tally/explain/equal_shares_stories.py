"""Stories of a count by Equal Shares: the accepted run is played once more, and every purse is watched."""

from fractions import Fraction

import numpy as np

from services.voting.domain.tally.explain.stories import LoserStory, WinnerStory
from services.voting.domain.tally.outcome import Outcome, Verdict
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun, Purchase
from services.voting.domain.tally.rules.money import Flags, Money
from services.voting.domain.tally.rules.supporters import Box, Supporters


class EqualSharesStories:
    """Replays a run and tells of each project.

    Args:
        ids: The projects' ids in the paper's order.
        box: The support.
        supporters: Of every project.
        run: The accepted run, played.
        outcome: What was published.
    """

    def __init__(
        self, ids: tuple[str, ...], box: Box, supporters: list[Supporters], run: EqualSharesRun, outcome: Outcome
    ) -> None:
        self._ids, self._outcome = ids, outcome
        self._money = Money(box, run.endowment)
        losers = [supporters[ids.index(project)] for project in outcome.losers]
        self._purses = {loser.position: _Purse(loser, self._total(loser)) for loser in losers if loser.stake}
        self.winners = tuple(self._replay(number, purchase) for number, purchase in enumerate(run.purchases, 1))
        self.losers = tuple(self._told(loser) for loser in losers)

    def _replay(self, number: int, purchase: Purchase) -> WinnerStory:
        payment, winner = purchase.payment, self._ids[purchase.position]
        rows, weights = payment.supporters.rows, payment.supporters.weights
        full = self._money.pays_in_full(payment)
        less = ~full & self._money.still_has_some(rows)
        in_full, paid_all = int(weights[full].sum()), int(weights[less].sum())
        each = Fraction(payment.numerator, payment.stake * self._money.denominator)
        theirs = Fraction(self._money.total(rows[less]), self._money.denominator)
        self._money.pay(payment)
        for purse in self._purses.values():
            purse.note(number, winner, self._total(purse.supporters))
        price, votes = purchase.price, 1 / purchase.price if purchase.price else None
        by_marks = _by_marks(payment.supporters, full)
        return WinnerStory(winner, number, price, votes, each, in_full, paid_all, theirs, by_marks)

    def _total(self, supporters: Supporters) -> Fraction:
        return Fraction(self._money.total(supporters.rows), self._money.denominator)

    def _told(self, loser: Supporters) -> LoserStory:
        step = self._outcome.why(self._ids[loser.position])
        if loser.position not in self._purses:
            return LoserStory(step.project, step.verdict, 0, step.missing, reason=step.reason)
        return self._purses[loser.position].story(step.project, step.verdict, step.reason)


def _by_marks(supporters: Supporters, full: Flags) -> tuple[tuple[int, int], ...]:
    if supporters.marks is None:
        return ()
    marks, people = supporters.marks[full], supporters.weights[full]
    return tuple((int(mark), int(people[marks == mark].sum())) for mark in np.unique(marks).tolist())


class _Purse:
    """What a loser's supporters hold together."""

    def __init__(self, supporters: Supporters, had: Fraction) -> None:
        self.supporters, self._had, self._left = supporters, had, had
        self._spent: list[tuple[str, Fraction]] = []
        self._dropped = (0, had) if had < supporters.cost else None

    def note(self, number: int, winner: str, left: Fraction) -> None:
        if left < self._left:
            self._spent.append((winner, self._left - left))
        self._left = left
        if self._dropped is None and left < self.supporters.cost:
            self._dropped = number, left

    def story(self, id_: str, verdict: Verdict, reason: str) -> LoserStory:
        number, held = self._dropped or (0, self._left)
        cost = self.supporters.cost
        return LoserStory(
            project=id_,
            verdict=verdict,
            round=number,
            missing=cost - held if self._dropped else None,
            effective_support=Fraction(held, cost) if cost else None,
            supporters_had=self._had,
            spent_on=tuple(self._spent),
            left=self._left,
            reason=reason,
        )
