"""The rules a council can choose from, as data. What each does stands in the file of its name."""

from dataclasses import dataclass
from enum import StrEnum

STRETCH_PERCENT = 80


class Utility(StrEnum):
    """What a voter is taken to gain from a funded project: its cost, one, or the points given to it."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"


class Completion(StrEnum):
    """What happens to the money that Equal Shares leaves over."""

    NONE = "none"
    UTILITARIAN = "utilitarian"
    ADD1 = "add1"
    ADD1_EXHAUSTIVE = "add1-exhaustive"
    ADD1_UTILITARIAN = "add1+utilitarian"
    ADD1_EXHAUSTIVE_UTILITARIAN = "add1-exhaustive+utilitarian"

    @property
    def adds(self) -> bool:
        """Whether the count is repeated with more for each voter."""
        return self.value.startswith("add1")

    @property
    def is_exhaustive(self) -> bool:
        """Whether the repetitions end as soon as nothing more fits."""
        return self.value.startswith("add1-exhaustive")

    @property
    def spends_the_rest(self) -> bool:
        """Whether what is left in the end is spent by score order."""
        return self.value.endswith("utilitarian")


@dataclass(frozen=True, slots=True)
class ScoreOrder:
    """Highest score first.

    Args:
        stop: End at the first project that does not fit, instead of skipping it.
        min_score: Projects scoring less are out. In marks, as the score itself.
        per_cost: Order by score per unit of cost instead: another rule.
        stretch: With ``stop``, as Poznań counts: the project at which the count ends is funded all the same if what is
            left is at least ``STRETCH_PERCENT`` of its cost; the rest comes from elsewhere.
        part: With ``stop``: the project at which the count ends gets what is left, as a part of its cost.
    """

    stop: bool = False
    min_score: int = 0
    per_cost: bool = False
    stretch: bool = False
    part: bool = False

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        order = "score-per-cost" if self.per_cost else "score"
        clause = f"-{STRETCH_PERCENT}" if self.stretch else "-part" if self.part else ""
        ending = f"stop{clause}" if self.stop else "skip"
        return f"{order}/{ending}" + (f"/min-{self.min_score}" if self.min_score else "")


@dataclass(frozen=True, slots=True)
class EqualShares:
    """The Method of Equal Shares.

    Args:
        utility: What a voter gains from a funded project.
        completion: What happens to the money left over.
        min_score: Projects scoring less are out.
        comparison: Take score order's outcome instead if strictly more voters have more of their projects in it.
        integral: Add1 begins with the equal share rounded down to whole currency units.
        step: How many currency units Add1 adds each time, from one up.
    """

    utility: Utility = Utility.COST
    completion: Completion = Completion.ADD1
    min_score: int = 0
    comparison: bool = False
    integral: bool = False
    step: int = 1

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        adding = ("/integral" if self.integral else "") + (f"/step-{self.step}" if self.step != 1 else "")
        ending = ("/comparison" if self.comparison else "") + (f"/min-{self.min_score}" if self.min_score else "")
        return f"equal-shares/{self.utility}/{self.completion}{adding}{ending}"


@dataclass(frozen=True, slots=True)
class BoundedOverspending:
    """Equal Shares with bounded overspending: of a project's cost, its supporters may hold a part only.

    Args:
        utility: What a voter gains from a funded project.
        min_score: Projects scoring less are out.
    """

    utility: Utility = Utility.COST
    min_score: int = 0

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        return f"bos-equal-shares/{self.utility}" + (f"/min-{self.min_score}" if self.min_score else "")


@dataclass(frozen=True, slots=True)
class Phragmen:
    """Sequential Phragmén."""

    min_score: int = 0

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        return "phragmen" + (f"/min-{self.min_score}" if self.min_score else "")


@dataclass(frozen=True, slots=True)
class WelfareMaximum:
    """The set with the highest total score; with cost utility each project's score counts times its cost."""

    utility: Utility = Utility.CARDINALITY
    min_score: int = 0

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        return f"welfare/{self.utility}" + (f"/min-{self.min_score}" if self.min_score else "")


@dataclass(frozen=True, slots=True)
class EliminationOrder:
    """For rankings: whoever has the fewest first preferences drops out first."""

    min_score: int = 0

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        return "elimination" + (f"/min-{self.min_score}" if self.min_score else "")


@dataclass(frozen=True, slots=True)
class RankedList:
    """For advice: every option by its score, equals sharing a place. Nothing is funded, and no cost counts.

    Args:
        min_score: Options scoring less are not listed; with 0 all are, those that more are against among them.
    """

    min_score: int = 0

    @property
    def name(self) -> str:
        """The rule's name, as it is published."""
        return "ranked-list" + (f"/min-{self.min_score}" if self.min_score else "")


Rule = ScoreOrder | EqualShares | BoundedOverspending | Phragmen | WelfareMaximum | EliminationOrder | RankedList
