"""An open poll is extended, or loses a project: two officers, a public reason, and every ballot stands."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from libs.shared.events.ideas import RoundPublished
from libs.shared.events.words import Phase
from services.voting.domain.tally.pb.read import read_pb
from services.voting.use_cases.keep_polls_on_time import keep_polls_on_time
from tests.support.staff import a_permit, staff_headers
from tests.voting.support.town import ADA, BASE, GRACE, Body, Town

WHY = "The site was sold."


async def poll_of(town: Town, poll_id: UUID, language: str = "en") -> Body:
    found: Body = (await town.client.get(f"{BASE}/polls/{poll_id}", headers={"Accept-Language": language})).json()
    return found


async def later(town: Town, poll_id: UUID, by: timedelta = timedelta(days=2)) -> str:
    return (datetime.fromisoformat((await poll_of(town, poll_id))["closes_at"]) + by).isoformat()


async def actions(town: Town, poll_id: UUID, by: str) -> dict[str, Body]:
    headers = staff_headers("returning-officer", name=by)
    offered = (await town.client.get(f"{BASE}/polls/{poll_id}/actions", headers=headers)).json()["items"]
    return {action["action"]: action for action in offered}


async def withdraw(town: Town, poll_id: UUID, number: int) -> None:
    proposed = await town.act(poll_id, "withdraw-project", by=ADA, project=str(number), reason=WHY)
    confirmed = await town.act(poll_id, "confirm-withdrawal", by=GRACE)
    assert (proposed.status_code, confirmed.status_code) == (200, 200), confirmed.text


def code(answer: httpx.Response) -> str:
    found: str = answer.json()["code"]
    return found


async def test_one_officer_proposes_a_later_end_another_confirms_it_and_everyone_reads_why(town: Town) -> None:
    poll_id = await town.open_poll()
    before, end = await poll_of(town, poll_id), await later(town, poll_id)

    proposed = await town.act(poll_id, "extend", closes_at=end, reason="The post was late.")
    by_herself = await town.act(poll_id, "confirm-extension")
    confirmed = await town.act(poll_id, "confirm-extension", by=GRACE)

    assert proposed.json()["closes_at"] == before["closes_at"]
    assert (by_herself.status_code, code(by_herself)) == (409, "confirmed-by-the-same-person")
    after, said = confirmed.json(), f"{datetime.fromisoformat(end):%Y-%m-%d %H:%M (UTC%z)}"
    assert datetime.fromisoformat(after["closes_at"]) == datetime.fromisoformat(end)
    assert [line["text"] for line in after["life_line"][-2:]] == [
        f"A later end was proposed, {said}: The post was late.",
        f"A second person confirmed it: voting goes on until {said}. The post was late.",
    ]
    assert "Die Abstimmung dauert bis" in (await poll_of(town, poll_id, "de"))["life_line"][-1]["text"]
    kind, told = (await town.events())[-1]
    assert (kind, told["reason"]) == ("voting.poll-extended.v1", "The post was late.")
    moments = [datetime.fromisoformat(told[name]) for name in ("earlier_end", "closes_at")]
    assert moments == [datetime.fromisoformat(before["closes_at"]), datetime.fromisoformat(end)]


async def test_only_what_can_be_done_now_is_offered_and_who_confirms_has_nothing_to_write(town: Town) -> None:
    poll_id = await town.open_poll()
    assert {"extend", "withdraw-project"} <= (await actions(town, poll_id, ADA)).keys()
    assert not {"confirm-extension", "drop-extension"} & (await actions(town, poll_id, ADA)).keys()

    await town.act(poll_id, "extend", closes_at=await later(town, poll_id), reason="The post was late.")

    hers, his = await actions(town, poll_id, ADA), await actions(town, poll_id, GRACE)
    assert not {"extend", "confirm-extension"} & hers.keys()
    assert "drop-extension" in hers
    assert his["confirm-extension"]["fields"] == []
    assert [field["kind"] for field in (await actions(town, await town.open_poll(), ADA))["extend"]["fields"]] == [
        "moment",
        "text",
    ]


async def test_what_is_proposed_can_be_dropped_and_proposed_otherwise(town: Town) -> None:
    poll_id = await town.open_poll()
    end = await later(town, poll_id)
    await town.act(poll_id, "extend", closes_at=end, reason="The post was late.")

    again = await town.act(poll_id, "extend", closes_at=end, reason="Another one.", by=GRACE)
    dropped = await town.act(poll_id, "drop-extension")
    nothing = await town.act(poll_id, "confirm-extension", by=GRACE)
    anew = await town.act(poll_id, "extend", closes_at=end, reason="Another one.", by=GRACE)
    await town.must(poll_id, "confirm-extension")

    assert [code(again), code(nothing)] == ["change-is-proposed", "nothing-is-proposed"]
    assert [dropped.status_code, anew.status_code] == [200, 200]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"closes_at": "2020-01-01T00:00:00+00:00", "reason": "Back."}, "end-is-not-later"),
        ({"closes_at": "2099-01-01T00:00:00", "reason": "No distance from UTC."}, "fields-are-wrong"),
        ({"closes_at": "soon", "reason": "Soon."}, "fields-are-wrong"),
        ({"closes_at": "2099-01-01T00:00:00Z"}, "fields-are-wrong"),
        ({"reason": "No end."}, "fields-are-wrong"),
    ],
)
async def test_an_extension_that_cannot_be_is_refused_by_name(town: Town, fields: Any, refusal: str) -> None:
    poll_id = await town.open_poll()

    refused = await town.act(poll_id, "extend", **fields)

    assert code(refused) == refusal
    assert "voting.poll-extended.v1" not in dict(await town.events())


async def test_who_confirms_cannot_say_it_otherwise_and_a_moderator_may_not_at_all(town: Town) -> None:
    poll_id = await town.open_poll()
    await town.act(poll_id, "extend", closes_at=await later(town, poll_id), reason="The post was late.")

    otherwise = await town.act(poll_id, "confirm-extension", by=GRACE, closes_at="2099-01-01T00:00:00Z")
    moderator = await town.client.post(
        f"{BASE}/polls/{poll_id}/actions", json={"action": "confirm-extension"}, headers=staff_headers("moderator")
    )

    assert [code(otherwise), code(moderator)] == ["fields-are-wrong", "action-is-not-yours"]


async def test_a_poll_that_was_extended_as_it_closes_stays_open_and_one_whose_time_is_over_is_not_opened_again(
    town: Town,
) -> None:
    extended, over = await town.open_poll(), await town.open_poll()
    for poll_id in (extended, over):
        await town.act(poll_id, "extend", closes_at=await later(town, poll_id), reason="The post was late.")
    await town.must(extended, "confirm-extension", by=GRACE)
    async with town.database.transaction() as tx:
        earlier = "update polls set closes_at = clock_timestamp() where poll_id = :poll"
        await tx.session.execute(text(earlier), {"poll": over})

    late = await town.act(over, "confirm-extension", by=GRACE)
    await keep_polls_on_time(town.database)

    assert code(late) == "time-of-closing-has-passed"
    assert [(await poll_of(town, poll_id))["state"] for poll_id in (extended, over)] == ["open", "closed"]
    assert (await town.cast(extended, "Nora", [1])).status_code == 201
    assert (await town.cast(over, "Nora", [1])).status_code == 409


@pytest.mark.parametrize("rule", ["score-order", "equal-shares"])
async def test_a_withdrawn_project_is_skipped_by_both_counts_while_every_ballot_stands(town: Town, rule: str) -> None:
    poll_id = await town.open_poll(rule=rule, limits={"max_choices": 3})
    for person, choices in enumerate([[1, 2], [1, 2], [1, 3]]):
        assert (await town.cast(poll_id, f"person {person}", choices)).status_code == 201

    await withdraw(town, poll_id, 1)
    refused = await town.cast(poll_id, "late", [1, 2])
    taken = await town.cast(poll_id, "late", [2])
    outcome = await town.announce(poll_id)

    assert (refused.status_code, code(refused), refused.json()["number"]) == (422, "project-is-withdrawn", 1)
    assert taken.status_code == 201
    first = next(project for project in outcome["projects"] if project["number"] == 1)
    assert (first["score"], first["is_funded"], first["verdict"], first["withdrawn"]) == (3, False, "ineligible", WHY)
    assert outcome["ballots"] == 4
    funded = [project["number"] for project in outcome["projects"] if project["is_funded"]]
    assert funded == ([2, 3] if rule == "score-order" else [2])
    told = dict(await town.events())
    assert [project["withdrawn"] for project in told["voting.outcome-announced.v1"]["projects"]][:2] == [WHY, None]
    assert told["voting.project-withdrawn.v1"] == {
        "poll_id": str(poll_id),
        "proposal_id": str(town.proposal_id(1)),
        "number": 1,
        "reason": WHY,
    }
    file = read_pb((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)
    assert dict(file.instance.ineligible) == {"1": "withdrawn from the vote: The site was sold"}
    assert file.profile.voters == 4


async def test_the_paper_says_which_project_was_withdrawn_and_why(town: Town) -> None:
    poll_id = await town.open_poll(method="points", limits={"max_choices": 3, "max_points_each": 5, "max_points": 8})

    await withdraw(town, poll_id, 2)

    assert [line["withdrawn"] for line in (await poll_of(town, poll_id))["projects"]] == [None, WHY, None, None, None]
    assert code(await town.cast(poll_id, "Nora", {2: 5})) == "project-is-withdrawn"
    assert (await town.cast(poll_id, "Nora", {1: 5, 2: 0})).status_code == 201
    choices = (await actions(town, poll_id, ADA))["withdraw-project"]["fields"][0]["choices"]
    assert [choice["value"] for choice in choices] == ["1", "3", "4", "5"]
    again = await town.act(poll_id, "withdraw-project", project="2", reason=WHY)
    assert code(again) == "fields-are-wrong"


async def test_of_a_paper_that_voters_must_be_able_to_fill_in_nothing_more_is_withdrawn(town: Town) -> None:
    poll_id = await town.open_poll(limits={"min_choices": 4, "max_choices": 5})
    await withdraw(town, poll_id, 5)

    refused = await town.act(poll_id, "withdraw-project", project="4", reason=WHY)

    assert code(refused) == "too-few-projects-remain"
    assert (await town.cast(poll_id, "Nora", [1, 2, 3, 4])).status_code == 201


async def test_a_ballot_is_taken_whole_or_told_of_the_withdrawal_whichever_of_the_two_comes_first(town: Town) -> None:
    poll_id = await town.open_poll()
    await town.act(poll_id, "withdraw-project", by=ADA, project="1", reason=WHY)
    permits = [a_permit(poll_id, f"person {number}", "web") for number in range(40)]

    casting = [town.cast_with(permit, [1, 2]) for permit in permits]
    answers = await asyncio.gather(*casting[:20], town.act(poll_id, "confirm-withdrawal", by=GRACE), *casting[20:])

    ballots = [answer for answer in answers if "/ballots" in str(answer.request.url)]
    taken = [answer for answer in ballots if answer.status_code == 201]
    assert {code(answer) for answer in ballots if answer not in taken} <= {"project-is-withdrawn"}
    assert code(await town.cast(poll_id, "afterwards", [1])) == "project-is-withdrawn"
    outcome = await town.announce(poll_id)
    assert outcome["ballots"] == len(taken)
    assert outcome["projects"][0]["ballots"] == len(taken)
    assert not outcome["projects"][0]["is_funded"]


async def test_a_ballot_from_before_the_withdrawal_stands_and_gives_its_receipt_again(town: Town) -> None:
    poll_id = await town.open_poll()
    permit = a_permit(poll_id, "Nora", "web")
    first = await town.cast_with(permit, [1, 2])

    await withdraw(town, poll_id, 1)
    again, another = await town.cast_with(permit, [1, 2]), await town.cast_with(permit, [1, 3])

    assert (again.status_code, again.json()["receipt"]) == (201, first.json()["receipt"])
    assert code(another) == "project-is-withdrawn"


async def test_an_end_beyond_the_voting_days_of_the_round_is_refused_until_the_calendar_holds_it(town: Town) -> None:
    poll_id = await town.open_poll()
    end = datetime.fromisoformat(await later(town, poll_id))
    days = [Phase(name="vote", starts_on="2020-01-01", ends_on=f"{end - timedelta(days=1):%Y-%m-%d}")]
    await town.hear(a_round(town, days))

    refused = await town.act(poll_id, "extend", closes_at=end.isoformat(), reason="The post was late.")
    await town.hear(a_round(town, [days[0].model_copy(update={"ends_on": f"{end + timedelta(days=1):%Y-%m-%d}"})]))
    taken = await town.act(poll_id, "extend", closes_at=end.isoformat(), reason="The post was late.")

    assert (code(refused), taken.status_code) == ("end-is-beyond-the-calendar", 200)


def a_round(town: Town, calendar: list[Phase]) -> RoundPublished:
    return RoundPublished(
        round_id=town.round_id,
        name="Round 2026",
        currency="EUR",
        hourly_value_cents=1500,
        areas=[],
        funds=[],
        calendar=calendar,
    )
