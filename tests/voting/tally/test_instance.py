import pytest

from services.voting.domain.tally import BudgetShare, Instance, InstanceIsInconsistent, Project

PAPER = (Project("a", 5), Project("b", 0))


def test_the_least_that_can_be_counted_is_one_unit_and_projects_that_cost_nothing() -> None:
    instance = Instance((Project("a", 0),), 1)

    assert (instance.ids, instance.unit) == (("a",), 100)


@pytest.mark.parametrize(
    ("projects", "budget", "rulings", "reason"),
    [
        (PAPER, 0, {}, "the budget must be positive"),
        (PAPER, -1, {}, "the budget must be positive"),
        ((*PAPER, Project("a", 7)), 10, {}, "two projects have the same id"),
        ((Project("a", -1),), 10, {}, "a cost is negative"),
        (PAPER, 10, {"ineligible": {"y": "", "x": ""}}, "unknown project 'x'"),
        (PAPER, 10, {"conflicts": (frozenset("ab"), frozenset("az"))}, "unknown project 'z'"),
        (PAPER, 10, {"shares": (BudgetShare("North", frozenset("ac"), 5),)}, "unknown project 'c'"),
    ],
)
def test_a_paper_that_cannot_be_counted_is_refused_with_the_reason(
    projects: tuple[Project, ...], budget: int, rulings: dict[str, object], reason: str
) -> None:
    with pytest.raises(InstanceIsInconsistent) as refusal:
        Instance(projects, budget, **rulings)  # type: ignore[arg-type] # one table for rulings of every kind

    assert refusal.value.reason == str(refusal.value) == reason
