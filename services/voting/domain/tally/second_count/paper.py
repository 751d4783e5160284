"""The instance as the second count sees it: what was funded so far, what that forbids, and who goes first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.paper.instance import Instance


@dataclass(slots=True)
class Paper:
    """What was funded so far; with the budget, the shares and the conflicts, what may still be."""

    instance: Instance
    scores: dict[str, int]
    min_score: int
    funded: list[str]
    costs: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.costs = {project.id: project.cost for project in self.instance.projects}

    def blank(self) -> "Paper":
        """The same with nothing funded."""
        return Paper(self.instance, self.scores, self.min_score, [])

    @property
    def spent(self) -> int:
        return sum(self.costs[id_] for id_ in self.funded)

    def is_open(self, id_: str) -> bool:
        """Whether the project may still be funded if there is money."""
        if id_ in self.funded or id_ in self.instance.ineligible or self.scores[id_] < self.min_score:
            return False
        if any(id_ in group and group & set(self.funded) for group in self.instance.conflicts):
            return False
        return all(
            sum(self.costs[other] for other in share.projects & set(self.funded)) + self.costs[id_] <= share.limit
            for share in self.instance.shares
            if id_ in share.projects
        )


def precedence(instance: Instance, order: TieOrder, scores: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Per project what is compared among equals; the smaller goes first."""
    keys: dict[str, tuple[int, ...]] = {}
    for place, project in enumerate(instance.projects):
        values = {
            "cost-asc": project.cost,
            "cost-desc": -project.cost,
            "score": -scores[project.id],
            "lot": order.lots.index(project.id) if project.id in order.lots else len(order.lots),
            "file-order": place,
        }
        keys[project.id] = (*(values[key] for key in order.keys), place)
    return keys
