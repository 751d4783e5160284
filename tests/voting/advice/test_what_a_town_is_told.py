"""A poll that funds nothing: options of the council's own, ranked, from the draft to every outlet."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.support.printed_commands import run_printed
from tests.support.staff import staff_headers
from tests.support.survey import FACTORS, SHARES
from tests.voting.support.town import ADA, BASE, GRACE, Body, VotingTown

OFFICER = staff_headers("returning-officer", name=ADA)
SERVICES = [{"title": title, "kind": "service"} for title in FACTORS]
SAVINGS: list[Body] = [
    {"title": "Close the pool on Mondays", "kind": "saving", "saving_cents": 120_000_00},
    {"title": "Light the parks until ten", "kind": "policy"},
    {"title": "Libraries open on Sundays", "kind": "service"},
]


def advice(options: list[Body] = SERVICES, method: str = "allocation", **wishes: Any) -> Body:
    limits = {"allocation": 1000, "ranking": 3}.get(method, 5)
    return {"method": method, "rule": "ranked-list", "limits": {"max_choices": limits}, "options": options, **wishes}


def unmet(poll: Body) -> dict[str, str]:
    return {check["name"]: check["words"] for check in poll["checks"] if not check["is_met"]}


async def test_the_survey_of_eight_people_over_eleven_factors_is_a_ranked_list(
    town: VotingTown, tmp_path: Path
) -> None:
    poll_id = await town.open_poll(**advice(paper_order="voter"))
    for person, shares in enumerate(SHARES):
        answer = await town.hand_in(poll_id, f"person {person}", {"points": shares})
        assert answer.status_code == 201, answer.text

    outcome = await town.announce(poll_id)

    means = {one["project"]: (one["mean"], one["rounded"]) for one in outcome["agreement"]["projects"]}
    assert (means["1"], means["2"]) == (("6.25", "6"), ("18.75", "19"))
    ranked = sorted(outcome["projects"], key=lambda one: one["place"])
    assert [(one["place"], one["title"], one["score"]) for one in ranked[:2]] == [
        (1, "Schools", 185),
        (2, "Parks", 150),
    ]
    assert {(one["kind"], one["is_funded"], one["verdict"]) for one in ranked} == {("service", False, "ranked")}
    assert (outcome["rule_name"], outcome["cost_cents"], outcome["reached"]) == ("ranked-list", 0, None)
    assert "funded because" not in json.dumps(outcome)
    assert ranked[0]["explanation"] == "Place 1 of 11 on the ranked list. Nothing is funded by it."
    (tmp_path / "ballots.pb").write_bytes((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)
    said = json.loads((await run_printed("commonpurse tally ballots.pb --json --explain", tmp_path)).output)
    assert (said["agreement"], said["winners"]) == (outcome["agreement"], [])
    assert said["explanation"]["second_count"] == {"agrees": True, "objections": []}
    printed = (await run_printed("commonpurse tally ballots.pb --csv", tmp_path)).output
    assert printed.splitlines() == (await table(town, poll_id)).splitlines()
    plain = (await run_printed("commonpurse tally ballots.pb --explain", tmp_path)).output
    assert "11 options ranked, 8 ballots" in plain
    assert "it is advice" in plain
    assert "projects" not in plain


async def table(town: VotingTown, poll_id: object) -> str:
    return (await town.client.get(f"{BASE}/polls/{poll_id}/outcome.csv")).text


async def test_savings_are_shown_and_equals_share_a_place(town: VotingTown) -> None:
    poll_id = await town.open_poll(**advice(SAVINGS, "ranking"))
    for person, ranks in enumerate([{1: 1, 2: 2}, {2: 1, 1: 2}, {3: 1}]):
        assert (await town.hand_in(poll_id, f"person {person}", {"ranks": ranks})).status_code == 201

    outcome = await town.announce(poll_id)

    paper = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()["projects"]
    assert [(one["kind"], one["saving_cents"], one["cost_cents"]) for one in paper] == [
        ("saving", 12_000_000, 0),
        ("policy", None, 0),
        ("service", None, 0),
    ]
    assert {one["title"]: one["place"] for one in outcome["projects"]} == {
        "Close the pool on Mondays": 1,
        "Light the parks until ten": 1,
        "Libraries open on Sundays": 3,
    }
    assert outcome["ties"] == []
    rows = list(csv.DictReader(StringIO(await table(town, poll_id))))
    assert [(row["place"], row["kind"], row["saving"]) for row in rows] == [
        ("1", "saving", "120000.00"),
        ("1", "policy", ""),
        ("3", "service", ""),
    ]
    assert not {"cost", "funded", "missing"} & rows[0].keys()


async def test_five_votes_rank_what_more_are_against_below_what_nobody_named(town: VotingTown) -> None:
    poll_id = await town.open_poll(**advice(SAVINGS, "for-and-against"))
    for person, votes in enumerate([{1: "against", 3: "for"}, {1: "against"}]):
        assert (await town.hand_in(poll_id, f"person {person}", {"votes": votes})).status_code == 201

    outcome = await town.announce(poll_id)

    assert [(one["place"], one["score"]) for one in outcome["projects"]] == [(3, -2), (2, 0), (1, 1)]


async def test_an_option_that_two_officers_withdraw_has_no_place_and_nothing_is_decided_otherwise(
    town: VotingTown,
) -> None:
    poll_id = await town.open_poll(**advice(SAVINGS, "points", limits={**POINTS, "max_choices": 3}))
    await town.hand_in(poll_id, "ann", {"points": {"1": 2, "2": 3}})
    offered = await town.act(poll_id, "withdraw-project", by=ADA, project="1", reason="It is decided.")
    await town.act(poll_id, "confirm-withdrawal", by=GRACE)
    await town.must(poll_id, "close", "count", "certify")
    await town.must(poll_id, "certify", by=GRACE)

    otherwise = await town.act(poll_id, "override-outcome", project="2", decision="funded", reason="We like it.")
    await town.must(poll_id, "announce", by=GRACE)

    assert "option 1" in offered.json()["life_line"][-1]["text"]
    assert (otherwise.status_code, otherwise.json()["code"]) == (409, "outcome-is-advice")
    outcome = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome")).json()
    assert [one["place"] for one in outcome["projects"]] == [None, 1, 2]
    assert outcome["projects"][0]["explanation"] == "Not ranked: withdrawn from the vote: It is decided."


POINTS = {"min_points_each": 1, "max_points_each": 5, "max_points": 5}
OF_MONEY: dict[str, Any] = {"completion": "add1", "ending": "stop", "quorum": 3, "min_score": 2, "comparison": True}


@pytest.mark.parametrize(
    ("wishes", "name", "words"),
    [
        (advice([]), "paper-has-projects", "there must be two at least"),
        (advice([SAVINGS[1], SAVINGS[1]]), "options-are-sound", "Two options have the same title: 1 Light the parks"),
        (advice([SAVINGS[2], {"title": "Pool", "kind": "saving"}]), "options-are-sound", "missing what this saves"),
        (advice([SAVINGS[2], {**SAVINGS[0], "kind": "policy"}]), "options-are-sound", "Only a saving has an amount"),
        (advice(method="approval"), "ballots-can-be-ranked", "more than a tick"),
        *((advice(**{name: value}), "rule-is-complete", "funds nothing") for name, value in OF_MONEY.items()),
        (advice(weights=[{"channel": "web", "weight": 2}]), "rule-is-complete", "and weights"),
    ],
)
async def test_what_cannot_be_asked_so_is_said_before_it_is_published(
    town: VotingTown, wishes: Body, name: str, words: str
) -> None:
    poll = await town.draft(**wishes)
    refused = await town.act(poll["poll_id"], "publish")

    assert words in unmet(poll)[name]
    assert (refused.status_code, refused.json()["code"]) == (409, "poll-is-not-ready")


async def test_checks_and_refusals_speak_of_options_in_both_languages(town: VotingTown) -> None:
    poll = await town.draft(**advice(SAVINGS, "ranking", limits={"max_choices": 9}))
    german = await town.client.get(f"{BASE}/polls/{poll['poll_id']}", headers={"Accept-Language": "de"} | OFFICER)

    said = " ".join(check["words"] for check in poll["checks"])
    assert "9 options in order" in said
    assert "project" not in said.lower()
    assert "9 Themen ordnen" in german.text
    assert "Projekt" not in " ".join(check["words"] for check in german.json()["checks"])


async def test_options_stand_on_no_paper_that_funds_projects_and_projects_on_none_that_ranks(town: VotingTown) -> None:
    await town.accept_proposal(1, cost_cents=100_00)
    wish = town.a_draft(options=SAVINGS)
    funding = await town.client.post(f"{BASE}/polls", json=wish, headers=OFFICER)
    numbered = town.a_draft(**advice(SAVINGS), numbers={str(town.proposal_id(1)): 1})
    mixed = await town.client.post(f"{BASE}/polls", json=numbered, headers=OFFICER)
    twice = str(uuid4())
    same = town.a_draft(**advice([{**one, "option_id": twice} for one in SAVINGS]))

    assert (funding.status_code, funding.json()["code"]) == (409, "options-need-a-ranked-list")
    assert (mixed.status_code, mixed.json()["code"]) == (409, "proposal-is-not-accepted")
    assert [line["title"] for line in (await town.draft(**advice(SAVINGS)))["projects"]] == [
        one["title"] for one in SAVINGS
    ]
    assert (await town.client.post(f"{BASE}/polls", json=same, headers=OFFICER)).status_code == 422


async def test_a_rehearsal_has_the_options_and_a_draft_can_have_others(town: VotingTown) -> None:
    poll = await town.draft(**advice(SAVINGS))
    rehearsal = await town.client.post(f"{BASE}/polls/{poll['poll_id']}/rehearsals", headers=OFFICER)
    wish = town.a_draft(**advice(SERVICES))
    changed = await town.client.put(f"{BASE}/polls/{poll['poll_id']}", json=wish, headers=OFFICER)

    assert [(one["title"], one["saving_cents"]) for one in rehearsal.json()["projects"]] == [
        (one["title"], one.get("saving_cents")) for one in SAVINGS
    ]
    assert [one["title"] for one in changed.json()["projects"]] == list(FACTORS)
