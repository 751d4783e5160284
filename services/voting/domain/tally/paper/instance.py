"""What is on the ballot paper, and how much there is to spend."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.voting.domain.tally.errors import InstanceIsInconsistent


@dataclass(frozen=True, slots=True)
class Project:
    """One line of the ballot paper. ``cost`` is in the currency's minor unit."""

    id: str
    cost: int
    name: str = ""
    categories: tuple[str, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True)
class BudgetShare:
    """No more than ``limit`` (minor units) may be spent on these projects together: an area's or a category's share."""

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

    Raises:
        InstanceIsInconsistent: if ids repeat, amounts are not positive, or an id is unknown.
    """

    projects: tuple[Project, ...]
    budget: int
    digits: int = 2
    conflicts: tuple[frozenset[str], ...] = ()
    ineligible: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[BudgetShare, ...] = ()
    paper_totals: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.budget <= 0:
            raise InstanceIsInconsistent("the budget must be positive")
        known = {project.id for project in self.projects}
        if len(known) != len(self.projects):
            raise InstanceIsInconsistent("two projects have the same id")
        if any(project.cost < 0 for project in self.projects):
            raise InstanceIsInconsistent("a cost is negative")
        if any(votes < 0 for votes in self.paper_totals.values()):
            raise InstanceIsInconsistent("a total of votes on paper is negative")
        named = set(self.ineligible).union(*self.conflicts, *(share.projects for share in self.shares))
        named |= set(self.paper_totals)
        if not named <= known:
            raise InstanceIsInconsistent(f"unknown project {min(named - known)!r}")

    @property
    def ids(self) -> tuple[str, ...]:
        """The project ids in the paper's order."""
        return tuple(project.id for project in self.projects)

    @property
    def unit(self) -> int:
        """One whole unit of the currency, in minor units."""
        return int(10**self.digits)
