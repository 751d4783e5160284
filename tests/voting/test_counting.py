import hashlib
from collections.abc import Sequence
from uuid import UUID

import pytest

from services.voting.domain.tally import Completion, EqualShares, Rule, ScoreOrder, TieOrder, Utility, count, draw_lots
from services.voting.domain.tally.pb.read import read_pb
from tests.voting.support.town import BASE, BUDGET_CENTS, Body, VotingTown


async def vote(town: VotingTown, poll_id: UUID, ballots: Sequence[Sequence[int] | dict[int, int]]) -> None:
    for person, ballot in enumerate(ballots):
        assert (await town.cast(poll_id, f"person {person}", ballot)).status_code == 201


def funded(outcome: Body) -> list[int]:
    winners = [project for project in outcome["projects"] if project["is_funded"]]
    return [project["number"] for project in sorted(winners, key=lambda project: project["place"])]


async def test_score_order_funds_what_has_most_support_and_says_what_the_rest_lacked(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await vote(town, poll_id, [[5, 1], [5, 2], [5, 2], [2], [5]])

    outcome = await town.announce(poll_id)

    projects = {project["number"]: project for project in outcome["projects"]}
    assert funded(outcome) == [5, 1]
    assert (outcome["cost_cents"], outcome["budget_cents"], outcome["ballots"]) == (6000_00, BUDGET_CENTS, 5)
    assert (projects[2]["score"], projects[2]["ballots"], projects[2]["missing_cents"]) == (3, 3, 1000_00)
    assert "1,000" in projects[2]["explanation"]
    told = dict(await town.events())["voting.outcome-announced.v1"]
    assert [project["number"] for project in told["projects"] if project["is_funded"]] == [1, 5]
    assert told["ballots"] == 5


async def test_points_count_as_given_and_a_project_with_none_is_not_chosen(town: VotingTown) -> None:
    limits = {"max_choices": 3, "max_points_each": 5, "max_points": 8}
    poll_id = await town.open_poll(method="points", limits=limits, rule="equal-shares", completion="utilitarian")
    await vote(town, poll_id, [{1: 5, 2: 3}, {1: 0, 3: 4}, {3: 5, 2: 1}])

    outcome = await town.announce(poll_id)

    by_number = {project["number"]: (project["score"], project["ballots"]) for project in outcome["projects"]}
    assert by_number == {1: (5, 1), 2: (4, 2), 3: (9, 2), 4: (0, 0), 5: (0, 0)}
    assert outcome["rule_name"] == "equal-shares/points/utilitarian"
    assert 3 in funded(outcome)


RULES: list[tuple[str, str, Rule]] = [
    ("score-order", "none", ScoreOrder()),
    ("equal-shares", "add1", EqualShares(Utility.COST, Completion.ADD1)),
    ("equal-shares", "add1+utilitarian", EqualShares(Utility.COST, Completion.ADD1_UTILITARIAN)),
]


@pytest.mark.parametrize(("rule", "completion", "expected"), RULES)
async def test_anyone_can_count_again_from_the_published_file(
    town: VotingTown, rule: str, completion: str, expected: Rule
) -> None:
    poll_id = await town.open_poll(rule=rule, completion=completion, limits={"max_choices": 5, "min_choices": 0})
    await vote(town, poll_id, [[1, 2], [1, 2], [3], [4, 5, 1], [], [2, 3], [3, 4]])

    outcome = await town.announce(poll_id)
    file = read_pb((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)

    lots = draw_lots(outcome["lot_seed"], file.instance.ids)
    again = count(file.instance, file.profile, expected, ties=TieOrder(lots=lots))
    assert [int(id_) for id_ in again.winners] == funded(outcome)
    assert file.profile.voters == outcome["ballots"] == 7
    assert sorted(map(int, file.official or ())) == sorted(funded(outcome))
    assert file.meta["commonpurse_rule"] == outcome["rule_name"] == expected.name


async def test_the_lot_decides_a_tie_as_anyone_can_check(town: VotingTown) -> None:
    await town.accept_proposal(6, cost_cents=5000_00)
    poll_id = await town.open_poll(limits={"max_choices": 2})
    await vote(town, poll_id, [[5, 6]])

    outcome = await town.announce(poll_id)

    order = sorted((5, 6), key=lambda n: hashlib.sha256(f"{outcome['lot_seed']}\n{n}".encode()).hexdigest())
    assert funded(outcome)[0] == order[0]
    assert outcome["ties"][0] == {"round": 1, "tied": [5, 6], "chosen": order[0], "decided_by": "lot", "stage": ""}


@pytest.mark.parametrize("completion", ["add1", "add1+utilitarian"])
async def test_a_poll_without_ballots_can_be_counted_and_funds_nothing(town: VotingTown, completion: str) -> None:
    poll_id = await town.open_poll(rule="equal-shares", completion=completion)

    outcome = await town.announce(poll_id)

    assert (outcome["ballots"], funded(outcome)) == (0, [])


@pytest.mark.parametrize("rule", ["score-order", "equal-shares"])
async def test_a_project_that_fewer_people_want_than_the_terms_ask_for_is_not_funded(
    town: VotingTown, rule: str
) -> None:
    poll_id = await town.open_poll(rule=rule, min_score=3)
    await vote(town, poll_id, [[1, 2], [1, 2], [1]])

    outcome = await town.announce(poll_id)

    verdicts = {project["number"]: project["verdict"] for project in outcome["projects"]}
    assert funded(outcome) == [1]
    assert verdicts[2] == "below-minimum"
    assert outcome["min_score"] == 3
