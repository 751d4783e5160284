"""A draft whose terms cannot be together, or cannot be met, is red, in words, with the way to mend it."""

from uuid import uuid4

import pytest

from libs.shared.events.residents import PeopleInArea, PollKeyDestroyed, RollImported
from libs.shared.events.words import Area, Fund
from tests.support.staff import staff_headers
from tests.voting.support.town import BASE, Body, VotingTown


def unmet(poll: Body) -> dict[str, str]:
    return {check["name"]: check["words"] for check in poll["checks"] if not check["is_met"]}


def looks(poll: Body) -> dict[str, str]:
    return {check["name"]: check["words"] for check in poll["checks"] if check["asks_for_a_look"]}


SHARES = {"rule": "equal-shares", "completion": "add1"}
BOUNDED: Body = {"rule": "bos-equal-shares"}
CANNOT_BE: list[tuple[Body, str, str]] = [
    ({"completion": "utilitarian"}, "rule-is-complete", "choose none"),
    ({"comparison": True}, "rule-is-complete", "leave the comparison out"),
    ({"whole_shares": True}, "rule-is-complete", "leave the rounding of shares out"),
    (SHARES | {"ending": "stop"}, "rule-is-complete", "choose score order"),
    (SHARES | {"completion": "utilitarian", "whole_shares": True}, "rule-is-complete", "leave the rounding out"),
    ({"step": 10}, "rule-is-complete", "write 1 as the step"),
    (SHARES | {"completion": "utilitarian", "step": 10}, "rule-is-complete", "write 1 as the step"),
    (SHARES | {"step": 6001}, "step-is-within-the-fund", "Write a smaller step"),
    (SHARES | {"ending": "stop-part"}, "rule-is-complete", "choose score order"),
    (BOUNDED | {"ending": "stop-part"}, "rule-is-complete", "funds nothing in part"),
    (BOUNDED | {"completion": "add1"}, "rule-is-complete", "Equal Shares without it"),
    (BOUNDED | {"comparison": True}, "rule-is-complete", "leave the comparison out"),
    (BOUNDED | {"whole_shares": True}, "rule-is-complete", "leave the rounding out"),
    (BOUNDED | {"step": 7}, "rule-is-complete", "write 1 as the step"),
    (
        BOUNDED | {"method": "for-and-against", "limits": {"max_choices": 3}},
        "rule-counts-the-ballots",
        "another way to vote",
    ),
    ({"final_channels": ["paper"]}, "ballots-that-stand-can-come", "Offer this way to vote"),
    ({"quorum": 101}, "quorum-can-be-met", "Lower the number"),
    ({"min_score": 101}, "minimum-can-be-reached", "Lower the number"),
    ({"limits": {"max_choices": 3, "max_cost_cents": 100_00}}, "bounds-are-of-the-method", "leave it out"),
    ({"limits": {"max_choices": 3, "max_points": 5}}, "bounds-are-of-the-method", "leave their bounds out"),
    (
        {"method": "knapsack", "limits": {"min_choices": 2, "max_choices": 3, "max_cost_cents": 2500_00}},
        "purse-buys-something",
        "Ask for fewer",
    ),
]


@pytest.mark.parametrize(("terms", "name", "mend"), CANNOT_BE)
async def test_terms_that_cannot_be_are_red_and_say_how_to_mend_them(
    town: VotingTown, terms: Body, name: str, mend: str
) -> None:
    poll = await town.draft(**terms)

    refused = await town.act(poll["poll_id"], "publish")

    assert [*unmet(poll)] == [name]
    assert mend in unmet(poll)[name]
    assert (refused.status_code, refused.json()["code"]) == (409, "poll-is-not-ready")


POSSIBLE: list[Body] = [
    {"quorum": 100},
    {"min_score": 100},
    {"method": "score", "limits": {"max_choices": 3, "max_points_each": 5}, "min_score": 500},
    {"ending": "stop"},
    {"ending": "stop-80", "equals": "lot"},
    {"ending": "stop-part"},
    SHARES | {"step": 6000},
    BOUNDED,
    BOUNDED | {"method": "ranking", "min_score": 3},
    SHARES | {"whole_shares": True, "comparison": True},
    {"rule": "equal-shares", "completion": "add1-exhaustive+utilitarian"},
    {"channels": ["web", "paper"], "final_channels": ["paper"]},
    {"method": "knapsack", "limits": {"min_choices": 2, "max_choices": 3, "max_cost_cents": 3000_00}},
    {"paper_order": "voter"},
]


@pytest.mark.parametrize("terms", POSSIBLE)
async def test_terms_that_can_be_are_published(town: VotingTown, terms: Body) -> None:
    poll = await town.draft(**terms)

    assert (unmet(poll), (await town.act(poll["poll_id"], "publish")).status_code) == ({}, 200)


async def test_a_roll_without_codes_is_red_and_one_with_some_asks_for_a_look(town: VotingTown) -> None:
    await town.hear_roll(people=50, invited=0)
    nobody = await town.draft(channels=["paper"])
    await town.hear_roll(people=50, invited=20)
    some = await town.draft()

    assert "Print the codes" in unmet(nobody)["somebody-can-vote"]
    assert (unmet(some), "30 of 50" in looks(some)["somebody-can-vote"]) == ({}, True)


async def test_a_round_without_a_roll_asks_for_a_look_and_hinders_nothing(town: VotingTown) -> None:
    await town.hear_roll(people=0, invited=0)
    poll = await town.draft(quorum=5)

    assert unmet(poll) == {}
    assert "No roll of this round" in looks(poll)["somebody-can-vote"]


async def test_an_area_counts_those_who_live_in_the_areas_within_it(town: VotingTown) -> None:
    east, corner, west = uuid4(), uuid4(), uuid4()
    areas = [
        Area(area_id=east, name="East"),
        Area(area_id=corner, name="Corner", within=east),
        Area(area_id=west, name="West"),
    ]
    fund = Fund(fund_id=town.fund_id, name="Green", budget_cents=6000_00, area_id=east)
    await town.change_round(areas=areas, funds=[fund])
    parts = [PeopleInArea(area_id=corner, people=7), PeopleInArea(area_id=west, people=30)]
    await town.hear(RollImported(round_id=town.round_id, people=37, by_area=parts, invited=37))

    enough, too_many = await town.draft(quorum=7), await town.draft(quorum=8)
    parts = [PeopleInArea(area_id=west, people=30)]
    await town.hear(RollImported(round_id=town.round_id, people=30, by_area=parts, invited=30))
    nobody = await town.draft()

    assert unmet(enough) == {}
    assert "only 7" in unmet(too_many)["quorum-can-be-met"]
    assert "lives in the area" in unmet(nobody)["somebody-can-vote"]


async def test_officers_see_what_they_certify_and_nobody_else_does(town: VotingTown) -> None:
    poll_id = await town.open_poll(rule="equal-shares", completion="add1+utilitarian", limits={"max_choices": 5})
    for person, choices in enumerate([[5]] * 6 + [[1, 2]] * 4 + [[1]]):
        assert (await town.cast(poll_id, f"person {person}", choices)).status_code == 201
    assert (await town.cast(poll_id, "person 0", [4])).status_code == 201
    await town.must(poll_id, "close")
    await town.hear(PollKeyDestroyed(poll_id=poll_id, marked=12))
    early = await town.client.get(f"{BASE}/polls/{poll_id}/counted", headers=staff_headers("returning-officer"))
    await town.must(poll_id, "count")

    seen = await town.client.get(f"{BASE}/polls/{poll_id}/counted", headers=staff_headers("returning-officer"))
    others = [
        (await town.client.get(f"{BASE}/polls/{poll_id}/counted", headers=headers)).status_code
        for headers in ({}, staff_headers("moderator"))
    ]

    body = seen.json()
    assert early.json()["code"] == "poll-is-not-counted"
    assert (body["ballots"], body["slips"], body["marked"], body["electorate"]) == (11, 12, 12, 100)
    assert sorted(body["lot"]) == [1, 2, 3, 4, 5]
    assert body["score_order"]
    assert {project["number"] for project in body["outcome"]["projects"]} == {1, 2, 3, 4, 5}
    assert body["outcome"]["trace"]
    assert others == [401, 403]


def _options_of(template: Body) -> Body:
    """What a ranked list ranks, as no proposal stands on it."""
    titles = ("Libraries", "Pools", "Parks") if template["terms"]["rule"] == "ranked-list" else ()
    return {"options": [{"title": title, "kind": "service"} for title in titles]}


async def test_templates_can_be_drafted_and_published_as_they_are(town: VotingTown) -> None:
    found = (await town.client.get(f"{BASE}/poll-templates")).json()["items"]
    german = (await town.client.get(f"{BASE}/poll-templates", headers={"Accept-Language": "de"})).json()["items"]

    polls = [await town.draft(**template["terms"], **_options_of(template)) for template in found]

    assert [template["name"] for template in found] == [
        "warsaw",
        "swiecie",
        "poznan",
        "lichtenberg-2009",
        "knapsack",
        "priorities",
        "five-votes",
    ]
    assert [unmet(poll) for poll in polls] == [{}] * len(polls)
    assert all(one["about"] != other["about"] for one, other in zip(found, german, strict=True))
    for poll, template in zip(polls, found, strict=True):
        assert {name: poll[name] for name in template["terms"]} == template["terms"]


async def compared(town: VotingTown, poll: Body) -> Body:
    headers = staff_headers("returning-officer")
    found: Body = (await town.client.get(f"{BASE}/polls/{poll['poll_id']}/comparison", headers=headers)).json()
    return found


async def test_a_draft_is_held_against_the_last_poll_of_its_fund(town: VotingTown) -> None:
    alone = await compared(town, await town.draft())
    earlier = await town.open_poll(name="Last year", quorum=5, channels=["sms", "web"])
    await town.must((await town.draft(name="Called off", quorum=9))["poll_id"], "cancel")

    beside = await compared(town, await town.draft(quorum=7, limits={"max_choices": 4}))
    same = await compared(town, await town.draft(quorum=5))

    assert (alone["poll_id"], alone["differences"]) == (None, [])
    assert (beside["poll_id"], beside["name"], beside["why"]) == (str(earlier), "Last year", "same-fund")
    assert beside["differences"] == [
        {"term": "limits.max_choices", "here": 4, "there": 3},
        {"term": "quorum", "here": 7, "there": 5},
    ]
    assert same["differences"] == []


async def test_the_first_draft_of_a_fund_is_held_against_the_last_poll_that_was_announced(town: VotingTown) -> None:
    await town.announce(await town.open_poll(name="Long ago"))
    another = Fund(fund_id=uuid4(), name="Blue", budget_cents=6000_00)
    await town.change_round(funds=[another])

    beside = await compared(town, await town.draft(fund_id=str(another.fund_id)))

    assert (beside["name"], beside["why"]) == ("Long ago", "last-announced")
