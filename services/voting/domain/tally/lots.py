"""How ties are broken: one order for the whole count, fixed before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.errors import TieNeedsDecision
from services.voting.domain.tally.outcome import Tie
from services.voting.domain.tally.paper.instance import Instance

TieKey = Literal["cost-asc", "cost-desc", "score", "lot", "file-order"]


def draw_lots(seed: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids in the order that the published seed draws them; whoever stands first wins a tie.

    Anyone can repeat the draw: sort the projects by the SHA-256 of ``seed``, a line feed and the id, in hexadecimal.
    """
    return tuple(sorted(ids, key=lambda id_: sha256(f"{seed}\n{id_}".encode()).hexdigest()))


@dataclass(frozen=True, slots=True)
class TieOrder:
    """What decides between equals, first key first.

    Args:
        keys: The chain. ``score`` prefers the higher score, ``lot`` the earlier lot.
        lots: Project ids in the order they were drawn; those not drawn come after, in the paper's order.
        refuse: Raise ``TieNeedsDecision`` instead of deciding.
    """

    keys: tuple[TieKey, ...] = ("cost-asc", "score", "lot")
    lots: tuple[str, ...] = ()
    refuse: bool = False


class Precedence:
    """Who goes first among equals, and which key of the chain says so."""

    def __init__(self, instance: Instance, order: TieOrder, scores: NDArray[np.int64]) -> None:
        self._order, self._ids = order, instance.ids
        self._keys = [_keys(instance, order, position, int(score)) for position, score in enumerate(scores)]
        ranking = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        self.rank = {position: rank for rank, position in enumerate(ranking)}

    def first(self, tied: Iterable[int]) -> int:
        """The one of the tied that goes first."""
        return min(tied, key=self.rank.__getitem__)

    def tie(self, number: int, tied: Iterable[int]) -> Tie:
        """The tie of these in that round, decided.

        Raises:
            TieNeedsDecision: if a tie stops the count.
        """
        equals = sorted(tied)
        ids = tuple(self._ids[position] for position in equals)
        if self._order.refuse:
            raise TieNeedsDecision(number, ids)
        return Tie(number, ids, self._ids[self.first(equals)], self.decided_by(equals))

    def decided_by(self, tied: Iterable[int]) -> str:
        """The key that set the first apart from the next best."""
        best, second = sorted(tied, key=self.rank.__getitem__)[:2]
        chain = (*self._order.keys, "file-order")
        return next(name for name, a, b in zip(chain, self._keys[best], self._keys[second], strict=True) if a != b)


def _keys(instance: Instance, order: TieOrder, position: int, score: int) -> tuple[int, ...]:
    project = instance.projects[position]
    lot = order.lots.index(project.id) if project.id in order.lots else len(order.lots)
    by_name = {
        "cost-asc": project.cost,
        "cost-desc": -project.cost,
        "score": -score,
        "lot": lot,
        "file-order": position,
    }
    return (*(by_name[key] for key in order.keys), position)
