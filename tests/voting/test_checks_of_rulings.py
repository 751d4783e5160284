"""Projects that exclude each other, and areas with money of their own: what cannot be is red, and says how to mend."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from libs.shared.events.proposals import ProposalRejected
from tests.support.staff import staff_headers
from tests.voting.support.town import BASE, Body, VotingTown

NORTH, SOUTH = uuid4(), uuid4()


def unmet(poll: Body) -> dict[str, str]:
    return {check["name"]: check["words"] for check in poll["checks"] if not check["is_met"]}


def money(area_id: UUID = NORTH, name: str = "North", **cents: int) -> Body:
    return {"area_id": str(area_id), "name": name, **cents}


@pytest.fixture(autouse=True)
async def areas(town: VotingTown) -> None:
    """Projects 1 and 2 stand in the north, 3 in the south, the others nowhere; there are 6,000 euros."""
    for number, area_id in ((1, NORTH), (2, NORTH), (3, SOUTH)):
        await town.accept_proposal(number, cost_cents=number * 1000_00, area_id=area_id)


CANNOT_BE: list[tuple[list[Body], Body, str]] = [
    ([money(guaranteed_cents=999_00)], {}, "the cheapest project there costs 1,000.00 EUR"),
    ([money(guaranteed_cents=3500_00), money(SOUTH, "South", guaranteed_cents=3000_00)], {}, "Guarantee less"),
    ([money(guaranteed_cents=1500_00, at_most_cents=1000_00)], {}, "gets 1,000.00 EUR at most"),
    ([money(at_most_cents=1500_00)], {}, "a project there costs 2,000.00 EUR"),
    ([money(uuid4(), "East", guaranteed_cents=1)], {}, "No project on the paper stands in East"),
    ([money(guaranteed_cents=1000_00), money(at_most_cents=2000_00)], {}, "North is named twice"),
    ([money(guaranteed_cents=1000_00), money(SOUTH, "North,", guaranteed_cents=3000_00)], {}, "named twice"),
    ([money(guaranteed_cents=1000_00)], {"ending": "stop-80"}, "nothing is funded beyond it"),
    (
        [money(guaranteed_cents=1000_00)],
        {"rule": "equal-shares", "completion": "add1", "comparison": True},
        "no comparison with score order",
    ),
]


@pytest.mark.parametrize(("area_money", "terms", "told"), CANNOT_BE)
async def test_money_of_areas_that_cannot_be_spent_so_is_red(
    town: VotingTown, area_money: list[Body], terms: dict[str, Any], told: str
) -> None:
    poll = await town.draft(area_money=area_money, **terms)

    refused = await town.act(poll["poll_id"], "publish")

    assert [*unmet(poll)] == ["areas-can-spend-their-money"]
    assert told in unmet(poll)["areas-can-spend-their-money"]
    assert refused.json()["code"] == "poll-is-not-ready"


async def test_money_of_areas_that_can_be_spent_is_green(town: VotingTown) -> None:
    south = money(SOUTH, "South", guaranteed_cents=3000_00, at_most_cents=3000_00)

    poll = await town.draft(area_money=[money(guaranteed_cents=1000_00), south])

    assert unmet(poll) == {}
    assert not any(check["asks_for_a_look"] for check in poll["checks"])


async def test_all_money_for_areas_asks_for_a_look_if_there_are_projects_elsewhere(town: VotingTown) -> None:
    south = money(SOUTH, "South", guaranteed_cents=3000_00)

    poll = await town.draft(area_money=[money(guaranteed_cents=3000_00), south])

    (look,) = [check["words"] for check in poll["checks"] if check["asks_for_a_look"]]
    assert "projects elsewhere (2)" in look


@pytest.mark.parametrize(
    ("group", "told"), [([1], "holds one alone (1)"), ([1, 9], "one that is not on the paper (beside 1)")]
)
async def test_a_group_that_excludes_nobody_is_red(town: VotingTown, group: list[int], told: str) -> None:
    poll = await town.draft(conflicts=[[str(town.proposal_id(number)) for number in group]])

    assert told in unmet(poll)["conflicts-can-be-kept"]


async def test_a_group_is_red_as_soon_as_one_of_it_leaves_the_paper(town: VotingTown) -> None:
    poll = await town.draft(conflicts=[[str(town.proposal_id(1)), str(town.proposal_id(2))]])
    assert unmet(poll) == {}

    await town.hear(
        ProposalRejected(proposal_id=town.proposal_id(2), idea_id=None, criterion="not-ours", reason="Not ours.")
    )

    headers = staff_headers("returning-officer")
    answer = await town.client.get(f"{BASE}/polls/{poll['poll_id']}", headers=headers)
    assert "not on the paper (beside 1)" in unmet(answer.json())["conflicts-can-be-kept"]


async def test_of_a_group_one_is_funded_and_the_outcome_says_which(town: VotingTown) -> None:
    poll_id = await town.open_poll(conflicts=[[str(town.proposal_id(1)), str(town.proposal_id(2))]])
    await town.cast(poll_id, "Nora", [1, 2])
    await town.cast(poll_id, "Emil", [2])

    outcome = await town.announce(poll_id)

    told = {project["number"]: project["explanation"] for project in outcome["projects"] if project["score"]}
    assert told[1] == "Not funded, because project 2 of the same group was."
    assert told[2].startswith("Funded")


async def test_an_areas_money_is_counted_first_and_the_outcome_says_so(town: VotingTown) -> None:
    poll_id = await town.open_poll(area_money=[money(guaranteed_cents=2500_00)], limits={"max_choices": 5})
    for person in range(3):
        await town.cast(poll_id, f"person {person}", [5, 4])
    await town.cast(poll_id, "Nora", [2])

    outcome = await town.announce(poll_id)

    told = {project["number"]: project for project in outcome["projects"]}
    assert [number for number, project in told.items() if project["is_funded"]] == [2, 4]
    assert told[2]["explanation"] == (
        "Funded in round 1 of what is guaranteed to North: the budget still held enough when its turn came."
    )
    assert [(step["project"], step["stage"]) for step in outcome["trace"] if step["verdict"] == "funded"] == [
        (2, "North"),
        (4, ""),
    ]


async def test_a_project_beyond_its_areas_limit_is_told_which_limit_that_was(town: VotingTown) -> None:
    poll_id = await town.open_poll(area_money=[money(at_most_cents=2000_00)])
    await town.cast(poll_id, "Nora", [1, 2])
    await town.cast(poll_id, "Emil", [2])

    outcome = await town.announce(poll_id)

    told = {project["number"]: project["explanation"] for project in outcome["projects"]}
    assert told[1] == "Not funded: 1,000.00 EUR were missing in what North gets at most."
