"""Elimination order for rankings: the project with the fewest first preferences drops out, and its voters' next
preferences count; the last to remain goes first. What fits is then funded in that order, skipping what does not.

Source: our own, after the alternative vote; not a published budgeting rule.
"""

import numpy as np

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Step, Tie, Verdict
from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.rules.purse import Obstacle, Purse

PHASE = "elimination"


class EliminationCount:
    """One count: first who drops out when, then what is funded."""

    def __init__(self, instance: Instance, profile: Profile, precedence: Precedence, purse: Purse) -> None:
        if profile.method is not Method.RANKING or profile.marks is None:
            raise InstanceIsInconsistent("the elimination order needs rankings")
        self._instance, self._precedence, self.purse = instance, precedence, purse
        rows = np.repeat(np.arange(len(profile.weights)), np.diff(profile.starts))
        best_first = np.lexsort((-profile.marks, rows))
        self._rows, self._choices = rows[best_first], profile.choices[best_first]
        self._weights = profile.weights
        self._listed = {*profile.choices.tolist()}
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def run(self) -> None:
        """Funds what the rule funds; a step's score is the project's first preferences when it dropped out."""
        barred = [position for position in range(len(self._instance.projects)) if self._bar(position)]
        left = set(range(len(self._instance.projects))) - set(barred)
        dropped: list[tuple[int, int]] = []
        while left:
            firsts = self._first_preferences(left)
            last = self._last(left, firsts, round_number=len(dropped) + 1)
            dropped.append((last, int(firsts[last])))
            left.remove(last)
        for position, firsts_at_end in [*reversed(dropped), *((position, 0) for position in barred)]:
            self._turn(position, firsts_at_end)

    def _bar(self, position: int) -> Obstacle | None:
        listed = position in self._listed
        return self.purse.bar(position) or (None if listed else Obstacle(Verdict.NO_SUPPORT))

    def _first_preferences(self, left: set[int]) -> Ints:
        alive = np.zeros(len(self._instance.projects), np.bool_)
        alive[list(left)] = True
        kept = alive[self._choices]
        rows, choices = self._rows[kept], self._choices[kept]
        first = np.concatenate(([True], rows[1:] != rows[:-1]))  # everything that is left stands on some list
        sums = np.bincount(choices[first], weights=self._weights[rows[first]], minlength=len(alive))
        return sums.astype(np.int64)

    def _last(self, left: set[int], firsts: Ints, round_number: int) -> int:
        fewest = min(int(firsts[position]) for position in left)
        tied = [position for position in sorted(left) if firsts[position] == fewest]
        last = max(tied, key=self._precedence.rank.__getitem__)
        if fewest and len(tied) > 1:
            self.ties.append(self._precedence.tie(round_number, tied))
        return last

    def _turn(self, position: int, firsts: int) -> None:
        number, obstacle = len(self.purse.funded) + 1, self._bar(position) or self.purse.lack(position)
        project = self._instance.projects[position].id
        if obstacle is None:
            self.purse.fund(position)
            self.steps.append(Step(number, project, Verdict.FUNDED, PHASE, firsts))
        else:
            self.steps.append(
                Step(number, project, obstacle.verdict, PHASE, firsts, None, obstacle.missing, obstacle.reason)
            )
