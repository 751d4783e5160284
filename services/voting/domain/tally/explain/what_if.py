"""How close a loser came: by how much cheaper, or with how many more votes, a recount would have funded it.

Every answer is found by counting again, exactly. Between the answer and the next worse offer the recounts differ;
that nothing in between differs, too, is assumed (the search halves).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from services.voting.domain.tally.count import count
from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.rule import Completion, EqualShares, Rule


@dataclass(frozen=True, slots=True)
class Recount:
    """Counts an election again with one thing changed.

    Args:
        instance: The real projects and budget.
        profile: The real ballots.
        rule: The published rule.
        ties: What decides among equals; a tie never stops a recount.
        outcome: The real outcome.
    """

    instance: Instance
    profile: Profile
    rule: Rule
    ties: TieOrder
    outcome: Outcome

    def wins_at_cost(self, position: int) -> int | None:
        """The highest cost at which the project would have been funded; None if even for one unit it would not."""
        id_, cost = self.instance.ids[position], self.instance.projects[position].cost

        def wins(discount: int, *, roughly: bool) -> bool:
            return id_ in self._winners(self._cheaper(position, cost - discount), self.profile, roughly=roughly)

        discount = _least(wins, cost - 1)
        return None if discount is None else cost - discount

    def wins_with_votes(self, position: int) -> int | None:
        """How many more voters for this project alone would have had it funded; None if not even as many again."""
        id_ = self.instance.ids[position]

        def wins(votes: int, *, roughly: bool) -> bool:
            return id_ in self._winners(self.instance, with_votes(self.profile, position, votes), roughly=roughly)

        return _least(wins, self.profile.voters)

    def _cheaper(self, position: int, cost: int) -> Instance:
        projects = list(self.instance.projects)
        projects[position] = replace(projects[position], cost=cost)
        return replace(self.instance, projects=tuple(projects))

    def _winners(self, instance: Instance, profile: Profile, *, roughly: bool) -> tuple[str, ...]:
        """The recount's winners; roughly: without Add1's search, at the units that the real count added."""
        rule, ties = self.rule, replace(self.ties, refuse=False)
        if roughly and isinstance(rule, EqualShares):
            added = self.outcome.added * rule.step * profile.voters * instance.unit
            instance = replace(instance, budget=instance.budget + added)
            rule = replace(rule, completion=Completion.NONE, comparison=False, integral=False, step=1)
        return count(instance, profile, rule, ties=ties).winners


def with_votes(profile: Profile, position: int, people: int) -> Profile:
    """The profile with so many more voters for one project alone, each giving it the most that anyone gave one."""
    marks = profile.marks
    if marks is not None:
        most = profile.longest if profile.method is Method.RANKING else int(marks.max(initial=1))
        marks = np.append(marks, most)
    return replace(
        profile,
        weights=np.append(profile.weights, people),
        starts=np.append(profile.starts, len(profile.choices) + 1),
        choices=np.append(profile.choices, position),
        marks=marks,
    )


def _least(wins: Callable[..., bool], most: int) -> int | None:
    """The least number from 1 that wins: first roughly, then with full recounts around the rough answer."""
    guess = _halve(lambda x: wins(x, roughly=True), 0, most)
    low, high, stride = 0, most, 1
    if guess is not None and wins(guess, roughly=False):
        high = guess
        while high - stride > 0 and wins(high - stride, roughly=False):
            high, stride = high - stride, 2 * stride
        low = max(high - stride, 0)
    elif most < 1 or not wins(most, roughly=False):
        return None
    elif guess is not None:
        low = guess
    return _halve(lambda x: wins(x, roughly=False), low, high, known=True)


def _halve(wins: Callable[[int], bool], low: int, high: int, *, known: bool = False) -> int | None:
    """The least winner in (low, high], given that low loses; None if high loses, which is tried unless known."""
    if high <= low or not (known or wins(high)):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(middle) else (middle, high)
    return high
