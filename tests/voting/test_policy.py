"""What a council rules of a vote beforehand does what it says: the quorum, the order among equals, how a count ends."""

from uuid import UUID

import pytest
from sqlalchemy import text

from libs.shared.events.words import Channel
from tests.support.staff import a_permit
from tests.voting.support.town import BASE, Body, VotingTown


async def decided(town: VotingTown, ballots: list[list[int]], **terms: object) -> Body:
    """The outcome of these ballots. Project n costs n thousand; there are six thousand."""
    poll_id = await town.open_poll(**terms)
    for person, choices in enumerate(ballots):
        assert (await town.cast(poll_id, f"person {person}", choices)).status_code == 201
    return await town.announce(poll_id)


def funded(outcome: Body) -> list[int]:
    places = [(project["place"], project["number"]) for project in outcome["projects"] if project["is_funded"]]
    return [number for _, number in sorted(places)]


@pytest.mark.parametrize("rule", [{"rule": "score-order"}, {"rule": "equal-shares", "completion": "add1+utilitarian"}])
async def test_nothing_is_funded_if_fewer_take_part_than_the_quorum(town: VotingTown, rule: Body) -> None:
    missed = await decided(town, [[1, 2]] * 4, quorum=5, **rule)
    met = await decided(town, [[1, 2]] * 5, quorum=5, **rule)

    assert (funded(missed), missed["cost_cents"]) == ([], 0)
    assert funded(met) == [1, 2]
    assert {project["explanation"] for project in missed["projects"]} == {
        "Not funded: too few took part: 4, where 5 were needed."
    }


async def test_whoever_counts_the_file_of_a_vote_that_missed_its_quorum_gets_the_same(town: VotingTown) -> None:
    outcome = await decided(town, [[1, 2]] * 2, quorum=3)

    file = (await town.client.get(f"{BASE}/polls/{outcome['poll_id']}/ballots.pb")).content
    again = await town.client.post(f"{BASE}/counts", content=file, params={"rule": "own"})

    assert again.status_code == 200, again.text
    assert again.json()["counts"][0]["winners"] == 0


EQUALS = [("cheaper", [1, 2, 3]), ("dearer", [5, 1]), ("more-votes", [1, 2, 3])]


@pytest.mark.parametrize(("equals", "winners"), EQUALS)
async def test_of_equal_projects_the_one_goes_first_that_the_poll_says(
    town: VotingTown, equals: str, winners: list[int]
) -> None:
    outcome = await decided(town, [[1, 2, 3, 5]] * 3, equals=equals, limits={"max_choices": 5})

    assert funded(outcome) == winners


async def test_the_lot_alone_can_decide_between_equals(town: VotingTown) -> None:
    outcome = await decided(town, [[1, 2, 3, 5]] * 3, equals="lot", limits={"max_choices": 5})

    assert {tie["decided_by"] for tie in outcome["ties"]} == {"lot"}


async def test_a_lost_order_among_equals_does_not_convince_the_second_count(town: VotingTown) -> None:
    poll_id = await town.open_poll(equals="dearer", limits={"max_choices": 5})
    assert (await town.cast(poll_id, "Nora", [1, 2, 3, 5])).status_code == 201
    await town.must(poll_id, "close")
    async with town.database.transaction() as tx:
        await tx.session.execute(text('update polls set terms = terms || \'{"equals": "cheaper"}\''))

    await town.must(poll_id, "count")

    assert (await town.client.get(f"{BASE}/polls/{poll_id}")).json()["state"] == "closed"


ENDINGS = [("skip", [3, 2, 1]), ("stop", [3, 2]), ("stop-80", [3, 2])]


@pytest.mark.parametrize(("ending", "winners"), ENDINGS)
async def test_a_count_skips_or_stops_as_the_poll_says(town: VotingTown, ending: str, winners: list[int]) -> None:
    ballots = [[3]] * 5 + [[2]] * 4 + [[5]] * 3 + [[1]] * 2

    outcome = await decided(town, ballots, ending=ending)

    assert funded(outcome) == winners


async def test_the_project_at_which_a_count_stops_may_cost_a_fifth_more_than_is_left(town: VotingTown) -> None:
    await town.accept_proposal(7, cost_cents=3750_00)

    outcome = await decided(town, [[3]] * 5 + [[6]] * 4 + [[1]] * 3, ending="stop-80")

    assert funded(outcome) == [3, 6]
    assert outcome["cost_cents"] == 6750_00
    why = {project["number"]: project["explanation"] for project in outcome["projects"]}
    assert "and 750.00 EUR come from elsewhere" in why[6]
    assert "held enough" in why[3]


async def test_by_how_much_shares_were_raised_is_told_in_units_of_the_currency_whatever_the_step(
    town: VotingTown,
) -> None:
    rule = {"rule": "equal-shares", "completion": "add1", "step": 7}

    outcome = await decided(town, [[3]] * 2 + [[2]] * 2 + [[5]], **rule)

    assert outcome["added_units"] > 0
    assert int(outcome["endowment_cents"]) == 6000_00 // 5 + 100 * outcome["added_units"]


@pytest.mark.parametrize(("rule", "winners"), [("equal-shares", [1]), ("bos-equal-shares", [5, 1])])
async def test_what_nearly_all_want_and_nearly_can_pay_for_is_funded_where_overspending_is_bounded(
    town: VotingTown, rule: str, winners: list[int]
) -> None:
    outcome = await decided(town, [[5]] * 9 + [[1]] * 3, rule=rule, limits={"max_choices": 5})

    assert funded(outcome) == winners
    assert outcome["endowment_cents"] == "50000"
    assert outcome["cost_cents"] <= outcome["budget_cents"]


async def test_what_bounded_overspending_took_from_the_money_of_all_is_told_and_adds_up_to_the_budget(
    town: VotingTown,
) -> None:
    outcome = await decided(town, [[5]] * 9 + [[1]] * 2 + [[2]], rule="bos-equal-shares", limits={"max_choices": 5})

    why = {project["number"]: project["explanation"] for project in outcome["projects"]}
    flow = outcome["stories"]["flow"]
    assert [(one["project"], one["from"], one["amount"]) for one in flow["streams"]] == [
        ("5", "shares", "4500.00"),
        ("5", "rest", "500.00"),
        ("1", "shares", "1000.00"),
    ]
    assert (flow["share"], flow["not_spent"]) == ("500.00", "0.00")
    assert why[5] == "Funded in round 1: its supporters paid for it from their shares, as far as these went."
    assert why[2] == "Not funded: 2,000.00 EUR were missing in what was left of the budget."
    assert outcome["stories"]["certificate"]["endowment"] == "50000"


async def test_whoever_spent_their_shares_on_other_projects_is_told_so_where_overspending_is_bounded(
    town: VotingTown,
) -> None:
    outcome = await decided(town, [[4], [1, 4], [5]], rule="bos-equal-shares", limits={"max_choices": 5})

    (lost,) = [project for project in outcome["projects"] if project["number"] == 1]
    assert (funded(outcome), lost["verdict"]) == ([4], "not-affordable")
    assert lost["explanation"] == "Not funded: its supporters had spent all of their shares on other projects."


async def cast_by(town: VotingTown, poll_id: UUID, channel: Channel, choices: list[int]) -> tuple[int, str]:
    answer = await town.cast_with(a_permit(poll_id, "Nora", channel), choices)
    return answer.status_code, answer.json().get("code", "")


async def test_a_ballot_of_a_channel_that_stands_is_not_replaced_through_another(town: VotingTown) -> None:
    poll_id = await town.open_poll(channels=["web", "paper"], final_channels=["paper"])

    first = await cast_by(town, poll_id, "web", [1])
    on_paper = await cast_by(town, poll_id, "paper", [2])
    later = await cast_by(town, poll_id, "web", [3])
    again = await cast_by(town, poll_id, "paper", [2])

    assert (first[0], on_paper[0]) == (201, 201)
    assert later == (409, "ballot-stands")
    assert again[0] == 201
    assert funded(await town.announce(poll_id)) == [2]
