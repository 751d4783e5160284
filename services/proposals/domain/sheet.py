"""The sheet of a proposal: what the office says of it beside its proposer's words, and what it costs line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from services.proposals.domain.errors import CostsDoNotAddUp

MOST_LINES = 40
MOST_CONFLICTS = 20


@dataclass(frozen=True, slots=True)
class CostLine:
    """One part of the cost, and how much of it is covered by help that is committed, in minor units."""

    what: str
    cost_cents: int
    helped_cents: int = 0

    @property
    def after_help_cents(self) -> int:
        """What is left to pay of it."""
        return self.cost_cents - self.helped_cents


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another proposal of the round that cannot be done as well, by its number, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a proposal is in full, who is responsible, what it conflicts with, the same in easy language, its costs.

    ``conflicts`` says so in prose; ``conflicts_with`` names other proposals.
    """

    description: str | None = None
    responsible: str | None = None
    conflicts: str | None = None
    easy_language: str | None = None
    costs: Sequence[CostLine] = ()
    conflicts_with: Sequence[Conflict] = ()

    @property
    def cost_cents(self) -> int | None:
        """What all lines cost together; none without any."""
        return sum(line.cost_cents for line in self.costs) if self.costs else None

    def reworded(self, say: Callable[[str], str]) -> "Sheet":
        """The sheet with each of its texts as it is said otherwise."""
        return replace(
            self,
            description=self.description and say(self.description),
            responsible=self.responsible and say(self.responsible),
            conflicts=self.conflicts and say(self.conflicts),
            easy_language=self.easy_language and say(self.easy_language),
            costs=tuple(replace(line, what=say(line.what)) for line in self.costs),
            conflicts_with=tuple(replace(one, reason=say(one.reason)) for one in self.conflicts_with),
        )

    def demand_sound(self, committed_cents: int, fixed_cents: int | None) -> None:
        """Nothing, if its lines fit each other, the help that is committed, and the cost that is fixed already.

        Raises:
            CostsDoNotAddUp: with what is wrong, by its field.
        """
        errors = {
            f"costs.{at}": "Help cannot cover more than it costs."
            for at, line in enumerate(self.costs)
            if line.helped_cents > line.cost_cents
        }
        if sum(line.helped_cents for line in self.costs) > committed_cents:
            errors["costs"] = "The lines say more help than is committed."
        elif self.costs and fixed_cents is not None and self.cost_cents != fixed_cents:
            errors["costs"] = "The lines do not add up to the cost of the proposal, which is fixed."
        if errors:
            raise CostsDoNotAddUp(errors)
