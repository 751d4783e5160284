"""What may still be funded: the budget, the shares, the conflicts, and who is out from the start."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.outcome import Verdict
from services.voting.domain.tally.paper.instance import Instance


class Obstacle(NamedTuple):
    """Why a project cannot be funded now."""

    verdict: Verdict
    missing: Fraction | None = None
    reason: str = ""


class Purse:
    """The council's purse during one count."""

    def __init__(self, instance: Instance, scores: NDArray[np.int64], min_score: int) -> None:
        self._instance = instance
        self._left = [share.limit for share in instance.shares]
        self._shares = [_positions_of(instance, share.projects) for share in instance.shares]
        self._groups = [_positions_of(instance, group) for group in instance.conflicts]
        self._out = self._ruled_out(scores, min_score)
        self.funded: list[int] = []
        self.spent = 0

    def bar(self, position: int) -> Obstacle | None:
        """What rules the project out however much money there is, or None."""
        if position in self._out:
            return self._out[position]
        return (self._groups and self._conflict(position)) or (self._shares and self._used_up_share(position)) or None

    def out_from_the_start(self, position: int) -> Obstacle | None:
        """Why the project is out before anything is counted, or None."""
        return self._out.get(position)

    def lack(self, position: int) -> Obstacle | None:
        """What of the budget is missing for the project, or None."""
        missing = self.spent + self._instance.projects[position].cost - self._instance.budget
        return Obstacle(Verdict.DOES_NOT_FIT, Fraction(missing)) if missing > 0 else None

    def fund(self, position: int, *, without: int = 0) -> None:
        """Spends the project's cost, without so much of it that is not left."""
        cost = self._instance.projects[position].cost - without
        self.funded.append(position)
        self.spent += cost
        if self._shares:
            self._left = [
                left - cost if position in share else left for left, share in zip(self._left, self._shares, strict=True)
            ]

    def copy(self) -> "Purse":
        """A purse to try things with."""
        twin = Purse.__new__(Purse)  # copy() takes several times as long
        twin.__dict__.update(self.__dict__, funded=self.funded.copy())
        return twin

    @property
    def is_overspent(self) -> bool:
        return self.spent > self._instance.budget

    def _ruled_out(self, scores: NDArray[np.int64], min_score: int) -> dict[int, Obstacle]:
        out = dict.fromkeys(np.flatnonzero(scores < min_score).tolist(), Obstacle(Verdict.BELOW_MINIMUM))
        if reasons := self._instance.ineligible:
            ids = [(position, id_) for position, id_ in enumerate(self._instance.ids) if id_ in reasons]
            out |= {position: Obstacle(Verdict.INELIGIBLE, reason=reasons[id_]) for position, id_ in ids}
        return out

    def _conflict(self, position: int) -> Obstacle | None:
        for group in self._groups:
            rival = next((other for other in self.funded if other in group), None)
            if position in group and rival is not None:
                return Obstacle(Verdict.CONFLICT, reason=self._instance.projects[rival].id)
        return None

    def _used_up_share(self, position: int) -> Obstacle | None:
        cost = self._instance.projects[position].cost
        for share, members, left in zip(self._instance.shares, self._shares, self._left, strict=True):
            if position in members and cost > left:
                return Obstacle(Verdict.SHARE_USED_UP, Fraction(cost - left), share.name)
        return None


def _positions_of(instance: Instance, ids: frozenset[str]) -> frozenset[int]:
    return frozenset(position for position, project in enumerate(instance.projects) if project.id in ids)
