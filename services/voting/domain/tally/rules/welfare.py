"""The welfare maximum: of all sets of projects that fit, one with the highest total score. For analysis, not for polls.

Source: Talmon and Faliszewski, AAAI 2019 (max rule); solved as a knapsack by Nemhauser and Ullmann's lists of
undominated sets, cut by the bound of Dantzig's fractional knapsack.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Step, Tie, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.purse import Obstacle, Purse

PHASE = "welfare"


@dataclass(frozen=True, slots=True)
class _Set:
    """A set of projects as the chain of its members, with what later choices depend on."""

    cost: int
    worth: int
    restraint: tuple[int, ...]
    member: int = -1
    rest: "_Set | None" = None


class WelfareCount:
    """One search. Of equally good sets the cheaper wins; of equally cheap ones the one whose members go first."""

    def __init__(
        self, instance: Instance, worths: list[int], scores: Ints, precedence: Precedence, purse: Purse
    ) -> None:
        self._instance, self._worths, self._scores, self.purse = instance, worths, scores, purse
        self._precedence = precedence
        allowed = [p for p in range(len(worths)) if not purse.bar(p) and not purse.lack(p) and worths[p] > 0]
        self._order = sorted(allowed, key=self._key)
        self._restrained = [
            *(frozenset(p for p in allowed if instance.projects[p].id in group) for group in instance.conflicts),
            *(frozenset(p for p in allowed if instance.projects[p].id in share.projects) for share in instance.shares),
        ]
        self._limits = [1] * len(instance.conflicts) + [share.limit for share in instance.shares]
        self.steps: list[Step] = []
        self.ties: list[Tie] = []  # the search never asks the lots

    def run(self) -> None:
        """Funds the best set; steps list it by score per cost."""
        frontier = [_Set(0, 0, (0,) * len(self._limits))]
        floor = self._first_guess()
        for place, position in enumerate(self._order):
            bound = self._bound_from(place + 1)
            grown = [larger for smaller in frontier if (larger := self._with(smaller, position))]
            frontier = _undominated(frontier + grown)
            frontier = [kept for kept in frontier if kept.worth + bound(self._instance.budget - kept.cost) >= floor]
        best = max(frontier, key=lambda kept: (kept.worth, -kept.cost))
        self._fund(best)

    def _with(self, smaller: _Set, position: int) -> _Set | None:
        cost = smaller.cost + self._cost(position)
        restraint = tuple(used + self._weight(index, position) for index, used in enumerate(smaller.restraint))
        if cost > self._instance.budget or any(u > limit for u, limit in zip(restraint, self._limits, strict=True)):
            return None
        return _Set(cost, smaller.worth + self._worths[position], restraint, position, smaller)

    def _weight(self, index: int, position: int) -> int:
        if position not in self._restrained[index]:
            return 0
        return 1 if index < len(self._instance.conflicts) else self._cost(position)

    def _first_guess(self) -> int:
        """The worth of going down the list once: no better set is worth less."""
        guess = _Set(0, 0, (0,) * len(self._limits))
        for position in self._order:
            guess = self._with(guess, position) or guess
        return guess.worth

    def _bound_from(self, place: int) -> Callable[[int], int]:
        later = [(self._cost(position), self._worths[position]) for position in self._order[place:]]

        def bound(room: int) -> int:
            total = 0
            for cost, worth in later:
                if cost > room:
                    return total + worth * room // cost
                total, room = total + worth, room - cost
            return total

        return bound

    def _key(self, position: int) -> tuple[bool, Fraction, int]:
        """What costs nothing first, then by worth per cost."""
        cost = self._cost(position)
        return cost > 0, -Fraction(self._worths[position], max(cost, 1)), self._precedence.rank[position]

    def _cost(self, position: int) -> int:
        return self._instance.projects[position].cost

    def _fund(self, best: _Set) -> None:
        members: list[int] = []
        link: _Set | None = best
        while link and link.member >= 0:
            members.append(link.member)
            link = link.rest
        for number, position in enumerate(reversed(members), 1):
            self.purse.fund(position)
            self.steps.append(self._step(number, position, Obstacle(Verdict.FUNDED)))
        for position in sorted(set(range(len(self._worths))) - set(members)):
            # What is worth something and could still be funded would make the set better: it is worth nothing.
            obstacle = self.purse.bar(position) or self.purse.lack(position) or Obstacle(Verdict.NO_SUPPORT)
            self.steps.append(self._step(max(len(members), 1), position, obstacle))

    def _step(self, number: int, position: int, fate: Obstacle) -> Step:
        project, score = self._instance.projects[position].id, int(self._scores[position])
        return Step(number, project, fate.verdict, PHASE, score, None, fate.missing, fate.reason)


def _undominated(sets: list[_Set]) -> list[_Set]:
    """Without those that another with the same restraint beats: no dearer, and worth at least as much."""
    best: dict[tuple[int, ...], int] = {}
    kept = []
    for candidate in sorted(sets, key=lambda s: (s.cost, -s.worth)):
        if candidate.worth > best.get(candidate.restraint, -1):
            best[candidate.restraint] = candidate.worth
            kept.append(candidate)
    return kept
