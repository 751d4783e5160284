"""What is on the ballot paper, and how much there is to spend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from services.voting.domain.tally.errors import InstanceIsInconsistent


@dataclass(frozen=True, slots=True)
class Project:
    """One line of the ballot paper. ``cost`` is in the currency's minor unit.

    ``saving`` is what an option of an advisory poll would save, as an exact decimal: it is shown, and never counted.
    """

    id: str
    cost: int
    name: str = ""
    categories: tuple[str, ...] = ()
    area: str = ""
    saving: str = ""


@dataclass(frozen=True, slots=True)
class BudgetShare:
    """Money for these projects together, in minor units: an area's or a category's.

    As a share no more than ``limit`` may be spent on them; guaranteed, so much is theirs before the rest is for all.
    """

    name: str
    projects: frozenset[str]
    limit: int


@dataclass(frozen=True, slots=True)
class Instance:
    """Projects in the paper's order, the budget, and what the council ruled beforehand.

    Args:
        projects: The lines of the paper.
        budget: In minor units, as every cost.
        digits: How many decimals the minor unit has: 2 for cents, 0 where amounts are whole.
        conflicts: Of each group at most one project may be funded.
        ineligible: Projects that cannot win, each with its public reason.
        shares: Upper limits for parts of the budget.
        paper_totals: Votes for a project, in marks, of which only the sum is known: they count wherever scores do, and
            hold no money, as nobody knows which of them are one voter's.
        guaranteed: Parts of the budget that are counted first, each among its own projects alone (``stages.py``).

    Raises:
        InstanceIsInconsistent: if ids repeat, amounts are not positive (where nothing costs anything there need be no
            money), an id is unknown, or what is guaranteed is more
            than there is, or is guaranteed to a project twice.
    """

    least_budget: ClassVar[int] = 1

    projects: tuple[Project, ...]
    budget: int
    digits: int = 2
    conflicts: tuple[frozenset[str], ...] = ()
    ineligible: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[BudgetShare, ...] = ()
    paper_totals: Mapping[str, int] = field(default_factory=dict)
    guaranteed: tuple[BudgetShare, ...] = ()

    def __post_init__(self) -> None:
        is_for_advice = self.budget == 0 and not any(project.cost for project in self.projects)
        if self.budget < self.least_budget and not is_for_advice:
            raise InstanceIsInconsistent("the budget must be positive")
        known = {project.id for project in self.projects}
        if len(known) != len(self.projects):
            raise InstanceIsInconsistent("two projects have the same id")
        if any(project.cost < 0 for project in self.projects):
            raise InstanceIsInconsistent("a cost is negative")
        if any(votes < 0 for votes in self.paper_totals.values()):
            raise InstanceIsInconsistent("a total of votes on paper is negative")
        named = set(self.ineligible).union(*self.conflicts, *(share.projects for share in self.shares))
        named = named.union(self.paper_totals, *(pot.projects for pot in self.guaranteed))
        if not named <= known:
            raise InstanceIsInconsistent(f"unknown project {min(named - known)!r}")
        self._demand_guarantees_hold()

    @property
    def ids(self) -> tuple[str, ...]:
        """The project ids in the paper's order."""
        return tuple(project.id for project in self.projects)

    @property
    def unit(self) -> int:
        """One whole unit of the currency, in minor units."""
        return int(10**self.digits)

    def _demand_guarantees_hold(self) -> None:
        if any(pot.limit <= 0 for pot in self.guaranteed):
            raise InstanceIsInconsistent("what is guaranteed must be positive")
        if sum(pot.limit for pot in self.guaranteed) > self.budget:
            raise InstanceIsInconsistent("more is guaranteed than there is in the budget")
        if len({pot.name for pot in self.guaranteed}) != len(self.guaranteed):
            raise InstanceIsInconsistent("something is guaranteed twice under one name")
        if len(frozenset().union(*(pot.projects for pot in self.guaranteed))) != sum(
            len(pot.projects) for pot in self.guaranteed
        ):
            raise InstanceIsInconsistent("a project is in two of the parts that are guaranteed")


class Remainder(Instance):
    """What is left of an instance when a part of it was counted; there may be no money any more."""

    __slots__ = ()
    least_budget: ClassVar[int] = 0
