"""How ties are broken: one order for the whole count, fixed before it begins."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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
        self._instance, self._order, self._scores = instance, order, scores

    @cached_property
    def rank(self) -> dict[int, int]:
        """Of each project how many go before it. Many a count has no equals, and asks for none."""
        ranking = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        return dict(zip(ranking, range(len(ranking)), strict=True))

    @cached_property
    def _keys(self) -> list[tuple[int, ...]]:
        return _keys(self._instance, self._order, self._scores)

    def first(self, tied: Collection[int]) -> int:
        """The one of the tied that goes first."""
        return min(tied, key=self.rank.__getitem__) if len(tied) > 1 else next(iter(tied))

    def tie(self, number: int, tied: Iterable[int]) -> Tie:
        """The tie of these in that round, decided.

        Raises:
            TieNeedsDecision: if a tie stops the count.
        """
        equals = sorted(tied)
        ids = tuple(self._instance.projects[position].id for position in equals)
        if self._order.refuse:
            raise TieNeedsDecision(number, ids)
        return Tie(number, ids, self._instance.projects[self.first(equals)].id, self.decided_by(equals))

    def decided_by(self, tied: Iterable[int]) -> str:
        """The key that set the first apart from the next best."""
        best, second = sorted(tied, key=self.rank.__getitem__)[:2]
        chain = (*self._order.keys, "file-order")
        return next(name for name, a, b in zip(chain, self._keys[best], self._keys[second], strict=True) if a != b)


def _places_among(lots: Sequence[str], instance: Instance) -> list[int]:
    drawn = {id_: lot for lot, id_ in reversed(list(enumerate(lots)))}
    return [drawn.get(project.id, len(lots)) for project in instance.projects] if lots else [0] * len(instance.projects)


def _keys(instance: Instance, order: TieOrder, scores: NDArray[np.int64]) -> list[tuple[int, ...]]:
    """Of each project what the chain compares, key by key, and at last its place on the paper."""
    columns: list[Sequence[int]] = []
    for key in order.keys:
        match key:
            case "cost-asc":
                columns.append([project.cost for project in instance.projects])
            case "cost-desc":
                columns.append([-project.cost for project in instance.projects])
            case "score":
                columns.append((-scores).tolist())
            case "lot":
                columns.append(_places_among(order.lots, instance))
            case "file-order":
                columns.append(range(len(scores)))
    return list(zip(*columns, range(len(scores)), strict=True))
