"""Score order: the highest score first, skipping what does not fit or stopping at it, with or without a clause.

Source: Talmon and Faliszewski, A Framework for Approval-Based Budgeting Methods, AAAI 2019 (greedy).
"""

from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Step, Tie, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.rule import STRETCH_PERCENT, ScoreOrder
from services.voting.domain.tally.rules.purse import Obstacle, Purse

PHASE = "score-order"


class ScoreOrderCount:
    """One pass down the list. It may start with a purse from which others have spent already."""

    def __init__(
        self, instance: Instance, scores: NDArray[np.int64], precedence: Precedence, purse: Purse, rule: ScoreOrder
    ) -> None:
        self._instance, self._scores, self._precedence, self.purse = instance, scores, precedence, purse
        self._rule = rule
        self._round = len(purse.funded) + 1
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def run(self) -> None:
        """Funds what the rule funds; steps and ties say how."""
        ordered = sorted(set(range(len(self._scores))).difference(self.purse.funded), key=self._key)
        stopped = False
        for _, level in groupby(ordered, key=lambda position: self._key(position)[:2]):
            equals = list(level)
            if not stopped:
                self._report_tie(equals)
            for position in equals:
                stopped = self._turn(position, stopped=stopped)

    def _key(self, position: int) -> tuple[bool, Fraction | int, int]:
        score, cost = int(self._scores[position]), self._instance.projects[position].cost
        worth = Fraction(score, cost) if self._rule.per_cost and cost else score
        return bool(cost), -worth, self._precedence.rank[position]

    def _turn(self, position: int, *, stopped: bool) -> bool:
        obstacle = self._bar(position)
        if obstacle is None and stopped:
            obstacle = Obstacle(Verdict.AFTER_STOP)
        lack = None if obstacle else self.purse.lack(position)
        without = self._goes_without(lack)
        if lack is not None and not without and not self._stretches(position):
            obstacle = lack
        self._note(position, obstacle or Obstacle(Verdict.FUNDED, Fraction(without) if without else None))
        if obstacle is None:
            self.purse.fund(position, without=without)
            self._round += 1
        return stopped or (self._rule.stop and lack is not None)

    def _goes_without(self, lack: Obstacle | None) -> int:
        """What the project at which the count ends is funded without, if it is funded in part."""
        has_some = self.purse.spent < self._instance.budget
        return int(lack.missing or 0) if self._rule.part and lack and has_some else 0

    def _stretches(self, position: int) -> bool:
        """Whether enough is left for the project at which the count ends to be funded all the same."""
        cost, left = self._instance.projects[position].cost, self._instance.budget - self.purse.spent
        return self._rule.stretch and left * 100 >= cost * STRETCH_PERCENT

    def _bar(self, position: int) -> Obstacle | None:
        """What rules it out: a ruling of the council's, or that not more people asked for it than spoke against."""
        wanted = self._scores[position] > 0
        return self.purse.bar(position) or (None if wanted else Obstacle(Verdict.NO_SUPPORT))

    def _note(self, position: int, found: Obstacle) -> None:
        project, score = self._instance.projects[position].id, int(self._scores[position])
        step = Step(self._round, project, found.verdict, PHASE, score, None, found.missing, found.reason)
        self.steps.append(step)

    def _report_tie(self, equals: list[int]) -> None:
        """Equal projects are a tie where their order matters: where not all that fit can be funded together."""
        allowed = [position for position in equals if not self._bar(position)]
        fitting = [position for position in allowed if self._rule.stop or not self.purse.lack(position)]
        if fitting[1:] and not self._all_fit(fitting):
            self.ties.append(self._precedence.tie(self._round, fitting))

    def _all_fit(self, positions: list[int]) -> bool:
        trial = self.purse.copy()
        for position in positions:
            if trial.bar(position) or trial.lack(position):
                return False
            trial.fund(position)
        return True
