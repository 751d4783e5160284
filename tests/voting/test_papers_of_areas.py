"""A vote in which each area has a paper: a ballot holds one area's projects beside those for all, at every door."""

from uuid import UUID, uuid4

import pytest

from libs.shared.events.residents import PeopleInArea, RollImported
from services.voting.domain.counting.counted_file import CountedFile
from services.voting.domain.tally import ScoreOrder, TieOrder, count
from services.voting.domain.tally.pb.read import read_pb
from tests.support.answers import refused
from tests.support.ballots import KINDS
from tests.support.staff import a_permit
from tests.voting.support.town import ADA, BASE, GRACE, Body, VotingTown

NORTH, SOUTH, EAST = uuid4(), uuid4(), uuid4()


@pytest.fixture(autouse=True)
async def areas(town: VotingTown) -> None:
    """Projects 1 and 2 stand in the north, 3 and 4 in the south, 5 is for all."""
    for number, area_id in ((1, NORTH), (2, NORTH), (3, SOUTH), (4, SOUTH)):
        await town.accept_proposal(number, cost_cents=number * 1000_00, area_id=area_id)


def unmet(poll: Body) -> dict[str, str]:
    return {check["name"]: check["words"] for check in poll["checks"] if not check["is_met"]}


async def hear_roll(town: VotingTown, **people: int) -> None:
    ids = {"north": NORTH, "south": SOUTH, "east": EAST, "nowhere": None}
    by_area = [PeopleInArea(area_id=ids[name], people=count) for name, count in people.items()]
    total = sum(people.values())
    await town.hear(RollImported(round_id=town.round_id, people=total, by_area=by_area, invited=total))


async def test_a_ballot_holds_projects_of_one_area_and_those_for_all(town: VotingTown) -> None:
    poll_id = await town.open_poll(area_choice="voter")

    answers = [await town.cast(poll_id, f"person {n}", ballot) for n, ballot in enumerate(([1, 2, 5], [3, 5], [5]))]

    assert [answer.status_code for answer in answers] == [201] * 3


TWO_AREAS: dict[str, Body] = {
    "approval": {"choices": [2, 3]},
    "knapsack": {"choices": [2, 3]},
    "points": {"points": {"2": 1, "3": 1}},
    "allocation": {"points": {"2": 50, "3": 50}},
    "score": {"points": {"2": 1, "3": 1}},
    "ranking": {"ranks": {"3": 1, "2": 2}},
    "for-and-against": {"votes": {"2": "for", "3": "against"}},
}


@pytest.mark.parametrize("method", sorted(KINDS))
async def test_a_ballot_of_two_areas_is_refused_by_each_kind_and_names_both(town: VotingTown, method: str) -> None:
    poll_id = await town.open_poll(**{"method": method, **KINDS[method].terms, "area_choice": "voter"})
    body = {"permit": a_permit(poll_id, "ann"), **TWO_AREAS[method]}

    answer = await town.client.post(f"{BASE}/ballots", json=body)

    assert refused(answer, 422, "choices-of-two-areas")
    assert {answer.json()["number"], answer.json()["other"]} == {2, 3}
    assert "No ballot was cast" in answer.json()["detail"]


async def test_a_project_that_gets_no_points_is_not_of_the_ballot(town: VotingTown) -> None:
    poll_id = await town.open_poll(**{"method": "points", **KINDS["points"].terms, "area_choice": "voter"})

    answer = await town.cast(poll_id, "ann", {1: 1, 2: 1, 3: 0})

    assert answer.status_code == 201


async def test_each_paper_has_its_own_bound(town: VotingTown) -> None:
    limits = {"max_choices": 3, "max_in_area": 1, "max_citywide": 1}
    await town.accept_proposal(6, cost_cents=1000_00)
    poll_id = await town.open_poll(area_choice="voter", limits=limits)

    of_area = await town.cast(poll_id, "ann", [1, 2])
    for_all = await town.cast(poll_id, "ann", [1, 5, 6])

    assert refused(of_area, 422, "too-many-in-area")
    assert refused(for_all, 422, "too-many-citywide")
    assert (await town.cast(poll_id, "ann", [1, 5])).status_code == 201


async def test_a_ballot_gives_way_to_one_of_another_area_and_turnout_counts_one_person(town: VotingTown) -> None:
    poll_id = await town.open_poll(area_choice="voter")
    await town.cast(poll_id, "ann", [1, 5])

    second = await town.cast(poll_id, "ann", [3])

    assert second.json()["is_replacement"]
    outcome = await town.announce(poll_id)
    assert outcome["ballots"] == 1
    assert {one["number"]: one["score"] for one in outcome["projects"]} == {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}


async def test_by_the_roll_only_the_paper_of_ones_own_area_can_be_filled_in(town: VotingTown) -> None:
    await hear_roll(town, north=60, south=50)
    poll_id = await town.open_poll(area_choice="roll")

    async def cast(area_id: UUID | None, *numbers: int) -> Body:
        answer = await town.cast_with(a_permit(poll_id, "ann", area_id=area_id), numbers)
        body: Body = answer.json()
        return body

    assert (await cast(NORTH, 3))["code"] == "project-of-another-area"
    assert (await cast(NORTH, 1, 5))["receipt"]
    assert (await cast(None, 3))["receipt"]
    assert (await cast(EAST, 3))["receipt"]


CANNOT_BE: list[tuple[Body, str, str]] = [
    ({"limits": {"max_choices": 3, "max_in_area": 2}}, "bounds-are-of-the-papers", "leave these bounds out"),
    ({"area_choice": "voter", "limits": {"max_choices": 4, "min_choices": 4}}, "areas-have-papers", "there are 3"),
    (
        {"area_choice": "voter", "limits": {"max_choices": 4, "min_choices": 3, "max_in_area": 1}},
        "areas-have-papers",
        "there are 2",
    ),
]


@pytest.mark.parametrize(("terms", "name", "told"), CANNOT_BE)
async def test_papers_that_cannot_be_filled_in_are_red(town: VotingTown, terms: Body, name: str, told: str) -> None:
    poll = await town.draft(**terms)

    assert [*unmet(poll)] == [name]
    assert told in unmet(poll)[name]


async def test_where_projects_stand_in_one_area_alone_there_is_nothing_to_choose(town: VotingTown) -> None:
    await hear_roll(town, north=60, south=50)
    for number in (3, 4):
        await town.accept_proposal(number, cost_cents=1000_00, area_id=NORTH)

    chosen, by_roll = await town.draft(area_choice="voter"), await town.draft(area_choice="roll")

    assert [*unmet(chosen)] == ["areas-have-papers"]
    assert unmet(by_roll) == {}


async def test_a_paper_for_few_people_by_the_roll_is_red_because_it_would_tell_of_them(town: VotingTown) -> None:
    await hear_roll(town, north=60, south=49)

    by_roll, chosen = await town.draft(area_choice="roll"), await town.draft(area_choice="voter")

    assert [*unmet(by_roll)] == ["papers-suit-the-roll"]
    assert "fewer than 50 people" in unmet(by_roll)["papers-suit-the-roll"]
    assert unmet(chosen) == {}


async def test_people_without_a_paper_of_their_own_ask_for_a_look(town: VotingTown) -> None:
    await hear_roll(town, north=60, south=50, east=7, nowhere=2)

    poll = await town.draft(area_choice="roll")

    assert unmet(poll) == {}
    (look,) = [check["words"] for check in poll["checks"] if check["asks_for_a_look"]]
    assert look.startswith("People on the roll in no area with a paper, who choose one: 9.")


async def test_the_file_of_the_ballots_says_which_papers_there_were_and_a_reader_holds_them_to_it(
    town: VotingTown,
) -> None:
    poll_id = await town.open_poll(area_choice="voter", limits={"max_choices": 3, "max_in_area": 2, "max_citywide": 1})
    await town.cast(poll_id, "ann", [1, 2, 5])
    await town.cast(poll_id, "bea", [3])
    await town.announce(poll_id)

    text = (await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).text

    assert "commonpurse_papers;1,2|3,4\n" in text
    assert read_pb(text.encode()).beyond_limits == ()
    both, too_many = text.replace("1,2|3,4", "1|2,3,4"), text.replace("max_in_area;2", "max_in_area;1")
    assert [len(read_pb(told.encode()).beyond_limits) for told in (both, too_many)] == [1, 1]
    assert any("two papers" in warning.text for warning in read_pb(both.encode()).warnings)


async def test_who_had_different_papers_did_not_agree_or_differ_about_the_same_projects(town: VotingTown) -> None:
    poll_id = await town.open_poll(**{"method": "points", **KINDS["points"].terms, "area_choice": "voter"})
    await town.cast(poll_id, "ann", {1: 2, 5: 1})
    await town.cast(poll_id, "bea", {3: 2, 5: 1})

    outcome = await town.announce(poll_id)

    agreement = outcome["agreement"]
    assert {one["project"]: one["mean"] for one in agreement["projects"]}["3"] == "1.00"
    assert (agreement["concordance"], outcome["differences"]) == (None, None)
    file = read_pb((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)
    rule, order = ScoreOrder(), TieOrder()
    again = CountedFile(file, rule, order, count(file.instance, file.profile, rule, ties=order), 0.0)
    assert again.agreement == agreement


NOT_ON_EACH: list[Body] = [
    {"method": "allocation", "limits": {"max_choices": 5, "max_points_each": 30}},
    {"method": "knapsack", "limits": {"max_choices": 5, "min_choices": 2, "max_cost_cents": 4000_00}},
]


@pytest.mark.parametrize("terms", NOT_ON_EACH)
async def test_limits_that_one_paper_for_all_could_keep_to_but_no_ballot_of_an_area_are_red(
    town: VotingTown, terms: Body
) -> None:
    one, papers = await town.draft(**terms), await town.draft(**terms, area_choice="voter")

    assert "points-can-be-given" not in unmet(one)
    assert "areas-have-papers" not in unmet(one)
    assert "On the paper of one area no ballot could keep to the limits" in unmet(papers)["areas-have-papers"]


async def test_no_project_is_withdrawn_without_which_its_areas_paper_could_not_be_filled_in(town: VotingTown) -> None:
    poll_id = await town.open_poll(area_choice="voter", limits={"max_choices": 3, "min_choices": 3})

    refusals = [
        await town.act(poll_id, "withdraw-project", project=number, reason="The site was sold.") for number in "15"
    ]

    assert [answer.json()["code"] for answer in refusals] == ["paper-could-not-be-filled-in"] * 2
    assert (await town.cast(poll_id, "ann", [1, 2, 5])).status_code == 201


async def test_whose_area_lost_its_last_project_fills_in_another_paper(town: VotingTown) -> None:
    await hear_roll(town, north=60, south=50)
    poll_id = await town.open_poll(area_choice="roll")
    for number in "12":
        await town.act(poll_id, "withdraw-project", by=ADA, project=number, reason="The site was sold.")
        assert (await town.act(poll_id, "confirm-withdrawal", by=GRACE)).status_code == 200
    permit = a_permit(poll_id, "ann", area_id=NORTH)

    withdrawn, of_south = await town.cast_with(permit, [1, 5]), await town.cast_with(permit, [3, 5])

    assert refused(withdrawn, 422, "project-is-withdrawn")
    assert of_south.status_code == 201


async def test_spending_is_told_of_each_area_also_where_some_of_them_alone_have_money_of_their_own(
    town: VotingTown,
) -> None:
    money = [{"area_id": str(NORTH), "name": "North, old", "guaranteed_cents": 1000_00}]
    poll_id = await town.open_poll(area_choice="voter", area_money=money)
    await town.cast(poll_id, "ann", [1, 5])
    await town.cast(poll_id, "bea", [3])

    told = (await town.announce(poll_id))["stories"]["outcome"]["areas"]

    spent = {part["name"]: (part["spent"], part["voters_asking_percent"]) for part in told}
    assert spent == {str(NORTH): ("1000.00", "50.0"), str(SOUTH): ("3000.00", "50.0")}
