"""A poll whose last project gets what is left: every outlet says what it gets, and what is missing."""

import csv
import io
from uuid import UUID

from gateways.web.results.stories import Stories
from gateways.web.results.verdicts import verdicts_of
from gateways.web.words.speech import Speech
from services.voting.domain.tally.pb.read import read_pb
from tests.voting.support.town import BASE, GRACE, Body, VotingTown
from tests.web.test_drafts_of_every_kind import ZONE


async def certified(town: VotingTown) -> UUID:
    """Of six thousand, project 5 gets five, and project 4 the last thousand of its four."""
    poll_id = await town.open_poll(ending="stop-part")
    for person, choices in enumerate([[5, 4], [5, 4], [5], [1]]):
        assert (await town.cast(poll_id, f"person {person}", choices)).status_code == 201
    await town.must(poll_id, "close", "count", "certify")
    await town.must(poll_id, "certify", by=GRACE)
    return poll_id


async def outcome_of(town: VotingTown, poll_id: UUID) -> Body:
    outcome: Body = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome")).json()
    return outcome


def line(outcome: Body, number: int) -> Body:
    return next(project for project in outcome["projects"] if project["number"] == number)


async def test_outcome_event_table_and_file_say_what_the_last_project_gets(town: VotingTown) -> None:
    poll_id = await certified(town)
    await town.must(poll_id, "announce")

    outcome, told = await outcome_of(town, poll_id), dict(await town.events())["voting.outcome-announced.v1"]
    table = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome.csv")).text
    file = read_pb((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)

    last = line(outcome, 4)
    assert (last["is_funded"], last["without_cents"], last["missing_cents"]) == (True, 3000_00, None)
    assert "Funded in part in round 2" in last["explanation"]
    assert "3,000.00 EUR of its cost are missing" in last["explanation"]
    assert (outcome["cost_cents"], outcome["rule_name"]) == (6000_00, "score/stop-part")
    assert line(told, 4)["without_cents"] == 3000_00
    assert [one["without_cents"] for one in outcome["projects"] if one["number"] != 4] == [None] * 4
    rows = {row["project"]: row for row in csv.DictReader(io.StringIO(table))}
    assert (rows["4"]["funded"], rows["4"]["missing"]) == ("yes", "3000.00")
    assert (file.meta["commonpurse_rule"], file.official) == ("score/stop-part", frozenset({"4", "5"}))
    assert not file.warnings


async def test_pages_say_in_money_what_it_gets_and_what_is_missing(town: VotingTown) -> None:
    poll_id = await certified(town)
    await town.must(poll_id, "announce")
    outcome, speech = await outcome_of(town, poll_id), Speech("en", ZONE)

    story = Stories(outcome, outcome, speech).of(line(outcome, 4))
    verdict = verdicts_of(outcome)[line(outcome, 4)["proposal_id"]]

    assert story.sentence == verdict
    assert "funded in part" in speech.message(verdict)
    assert [speech.message(one) for one in story.details] == ["It gets €1,000; €3,000 of its cost are missing."]


async def test_a_part_that_officers_take_away_sets_free_what_it_got_and_no_more(town: VotingTown) -> None:
    poll_id = await certified(town)
    asked = {"project": "4", "decision": "not-funded", "reason": "Nobody pays the rest."}
    await town.act(poll_id, "override-outcome", **asked)
    await town.must(poll_id, "confirm-override", "announce", by=GRACE)

    outcome = await outcome_of(town, poll_id)

    assert outcome["cost_cents"] == 5000_00
    assert (line(outcome, 4)["is_funded"], line(outcome, 4)["without_cents"]) == (False, None)


async def test_a_project_that_costs_more_than_the_fund_asks_for_a_look_where_it_may_get_a_part(
    town: VotingTown,
) -> None:
    await town.accept_proposal(6, cost_cents=9000_00)

    part, whole = await town.draft(ending="stop-part"), await town.draft(ending="stop")

    checks = [{check["name"]: check for check in poll["checks"]}["each-can-be-funded"] for poll in (part, whole)]
    assert [(check["is_met"], check["asks_for_a_look"]) for check in checks] == [(True, True), (False, False)]
    assert "only fund them in part" in checks[0]["words"]
