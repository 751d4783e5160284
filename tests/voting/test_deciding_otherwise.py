"""Two officers decide otherwise than the count, for a public reason; every ballot and the count stay as they are."""

from uuid import UUID

import httpx
import pytest

from services.voting.domain.tally.pb.read import read_pb
from tests.support.staff import staff_headers
from tests.voting.support.town import ADA, BASE, GRACE, Body, VotingTown

WHY = "The site was sold."


@pytest.fixture
async def certified(town: VotingTown) -> UUID:
    """Of six thousand, projects 1, 2 and 3 got all: 3 first, then 2, then 1."""
    poll_id = await town.open_poll()
    for person, choices in enumerate([[3, 2, 1], [3, 2], [3, 4]]):
        assert (await town.cast(poll_id, f"person {person}", choices)).status_code == 201
    await town.must(poll_id, "close", "count", "certify")
    await town.must(poll_id, "certify", by=GRACE)
    return poll_id


async def override(town: VotingTown, poll_id: UUID, number: int, decision: str) -> httpx.Response:
    asked = {"project": str(number), "decision": decision, "reason": WHY}
    proposed = await town.act(poll_id, "override-outcome", by=ADA, **asked)
    return await town.act(poll_id, "confirm-override", by=GRACE) if proposed.is_success else proposed


async def outcome_of(town: VotingTown, poll_id: UUID) -> Body:
    found: Body = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome")).json()
    return found


def funded(outcome: Body) -> list[int]:
    places = [(one["place"], one["number"]) for one in outcome["projects"] if one["is_funded"]]
    return [number for _, number in sorted(places)]


async def test_what_two_decided_is_announced_with_its_reason_and_what_the_count_said_stands_beside(
    town: VotingTown, certified: UUID
) -> None:
    answers = [await override(town, certified, 3, "not-funded"), await override(town, certified, 4, "not-funded")]
    await town.must(certified, "announce")

    outcome, told = await outcome_of(town, certified), dict(await town.events())["voting.outcome-announced.v1"]
    one = {project["number"]: project for project in outcome["projects"]}[3]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "override-changes-nothing"
    assert (funded(outcome), outcome["cost_cents"]) == ([2, 1], 3000_00)
    assert (one["overridden"], one["verdict"], one["place"]) == (WHY, "funded", None)
    assert [(line["number"], line["is_funded"], line["overridden"]) for line in told["projects"]] == [
        (line["number"], line["is_funded"], line["overridden"]) for line in outcome["projects"]
    ]
    assert told["cost_cents"] == 3000_00
    life = (await town.client.get(f"{BASE}/polls/{certified}")).json()["life_line"]
    assert [WHY in line["text"] for line in life[-3:]] == [True, True, False]


async def test_every_ballot_stays_and_whoever_counts_again_gets_what_the_count_said(
    town: VotingTown, certified: UUID
) -> None:
    await override(town, certified, 3, "not-funded")
    await town.must(certified, "announce")

    file = read_pb((await town.client.get(f"{BASE}/polls/{certified}/ballots.pb")).content)

    assert file.profile.voters == 3
    assert file.official == frozenset({"1", "2"})
    assert not file.instance.ineligible


async def test_the_money_that_was_set_free_can_go_to_another_project_and_no_more_than_that(
    town: VotingTown, certified: UUID
) -> None:
    too_dear = await override(town, certified, 4, "funded")
    await override(town, certified, 3, "not-funded")
    still = await override(town, certified, 4, "funded")
    await override(town, certified, 2, "not-funded")
    now = await override(town, certified, 4, "funded")
    await town.must(certified, "announce")

    outcome = await outcome_of(town, certified)
    assert [answer.json().get("code") for answer in (too_dear, still)] == ["override-is-too-dear"] * 2
    assert (now.status_code, funded(outcome), outcome["cost_cents"]) == (200, [1, 4], 5000_00)


async def test_one_officer_alone_decides_nothing_and_nothing_is_announced_meanwhile(
    town: VotingTown, certified: UUID
) -> None:
    asked = {"project": "3", "decision": "not-funded", "reason": WHY}
    without_reason = await town.act(certified, "override-outcome", project="3", decision="not-funded")
    proposed = await town.act(certified, "override-outcome", **asked)

    alone = await town.act(certified, "confirm-override")
    twice = await town.act(certified, "override-outcome", by=GRACE, **asked)
    early = await town.act(certified, "announce")
    dropped = await town.act(certified, "drop-override", by=GRACE)
    late = await town.act(certified, "confirm-override", by=GRACE)

    assert (without_reason.status_code, proposed.status_code, dropped.status_code) == (422, 200, 200)
    assert [answer.json()["code"] for answer in (alone, twice, early, late)] == [
        "confirmed-by-the-same-person",
        "change-is-proposed",
        "change-is-proposed",
        "nothing-is-proposed",
    ]
    await town.must(certified, "announce")
    assert funded(await outcome_of(town, certified)) == [3, 2, 1]


async def test_nobody_decides_otherwise_before_the_count_is_certified_nor_after_it_is_announced(
    town: VotingTown, certified: UUID
) -> None:
    open_poll = await town.open_poll()
    await town.must(certified, "announce")

    answers = [
        await town.act(poll, "override-outcome", project="1", decision="not-funded", reason=WHY)
        for poll in (open_poll, certified)
    ]

    assert [answer.json()["code"] for answer in answers] == ["state-has-changed"] * 2


async def test_a_reason_that_was_taken_down_is_down_in_the_outcome_too(town: VotingTown, certified: UUID) -> None:
    await override(town, certified, 3, "not-funded")
    await town.must(certified, "announce")
    headers = staff_headers("returning-officer", name=ADA)
    offered = (await town.client.get(f"{BASE}/polls/{certified}/actions", headers=headers)).json()["items"]
    fields = next(one for one in offered if one["action"] == "redact-line")["fields"]
    lines = next(field for field in fields if field["name"] == "line")["choices"]
    line = next(choice["value"] for choice in lines if WHY in choice["label"])

    done = await town.act(certified, "redact-line", line=line, words="A sale.", reason="It named somebody.")

    assert done.status_code == 200, done.text
    outcome = await outcome_of(town, certified)
    assert {project["overridden"] for project in outcome["projects"]} == {None, "A sale."}
    told = [data for type_, data in await town.events() if type_ == "voting.outcome-announced.v1"]
    assert WHY not in str(told)
    reworded = [data for type_, data in await town.events() if type_ == "voting.poll-reason-reworded.v1"]
    assert [one["words"] for one in reworded if one["field"] == "overridden"] == ["A sale."]


async def test_what_a_decision_breaks_of_the_published_terms_is_read_before_it_is_confirmed_and_for_good(
    town: VotingTown,
) -> None:
    poll_id = await town.open_poll(min_score=2, conflicts=[[str(town.proposal_id(1)), str(town.proposal_id(3))]])
    for person, choices in enumerate([[3, 2, 1], [3, 2], [3, 4]]):
        assert (await town.cast(poll_id, f"person {person}", choices)).status_code == 201
    await town.must(poll_id, "close", "count", "certify")
    await town.must(poll_id, "certify", by=GRACE)

    answer = await override(town, poll_id, 1, "funded")
    await town.must(poll_id, "announce")

    assert answer.status_code == 200, answer.text
    assert [
        (one["term"], one["numbers"], one["bound"], one["found"])
        for one in (await outcome_of(town, poll_id))["not_kept"]
    ] == [
        ("min-score", [1], 2, 1),
        ("conflict", [1, 3], 1, 2),
    ]
    for language, words in (("en", "by this 2 are. "), ("de", "hierdurch sind es 2. ")):
        headers = {"accept-language": language}
        life = (await town.client.get(f"{BASE}/polls/{poll_id}", headers=headers)).json()["life_line"]
        assert [line["text"].endswith(words + WHY) for line in life[-3:]] == [True, True, False]
