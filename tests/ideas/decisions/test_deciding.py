"""What the council and juries decide is recorded, for one idea or many, and each goes on by it."""

from datetime import date, timedelta
from uuid import uuid4

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.deciding import DECISIONS, a_decision, at_board, at_council, before_jury, record, sat
from tests.support.held_clock import HeldClock
from tests.support.journals import announced as journal_of
from tests.support.suggesting import IDA, IDEAS, MODERATOR, TELLINGS, acted, seen, suggested

ADOPT = {"action": "adopt"}
REJECT = {"action": "reject-by-council", "criterion": "other-aims"}


def about(idea: Json, result: Json) -> Json:
    return {"idea": idea["number"]} | result


async def test_one_record_decides_about_many_ideas_and_each_says_so(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, clock: HeldClock
) -> None:
    trees, pond, fence = await at_council(client, a_round, clock, "Trees", "Pond", "Fence")
    results = [about(trees, ADOPT), about(pond, ADOPT), about(fence, REJECT)]
    wish = a_decision(a_round, clock, *results, submission_id=str(uuid4()))

    made = good(await record(client, wish), 201)
    again = good(await record(client, wish), 201)

    assert again["decision_id"] == made["decision_id"]
    shown = good(await client.get(f"{DECISIONS}/{made['decision_id']}"))
    assert [(one["outcome"], one["outcome_label"]) for one in shown["results"]] == [
        ("adopted", "Adopted by the council"),
        ("adopted", "Adopted by the council"),
        ("rejected", "Rejected"),
    ]
    adopted, rejected = await seen(client, trees), await seen(client, fence)
    assert (adopted["state"], rejected["state"], rejected["criterion"]) == ("adopted", "rejected", "other-aims")
    day = date.fromisoformat(wish["decided_on"])
    line = f"It was adopted on {day.day} {day:%B %Y}, by paper DS/0815/IX: It helps many."
    assert adopted["life_line"][-1]["text"] == line
    german = good(await client.get(f"{IDEAS}/{trees['number']}", headers={"Accept-Language": "de"}))
    assert f"{day:%d.%m.%Y}" in german["life_line"][-1]["text"]
    told = [data for kind, data in await journal_of(runtime.database) if kind == "ideas.decision-recorded.v1"]
    assert [len(one["results"]) for one in told] == [3]
    assert "helps many" not in str(told)
    listed = good(await client.get(DECISIONS, params={"idea_id": pond["idea_id"]}))["items"]
    assert [one["paper_number"] for one in listed] == ["DS/0815/IX"]


async def test_nobody_adopts_by_hand(client: httpx.AsyncClient, a_round: Json, clock: HeldClock) -> None:
    [idea] = await at_council(client, a_round, clock, "Trees")
    url = f"{IDEAS}/{idea['number']}/actions"
    by_hand = {"action": "adopt", "decided_on": "2026-11-01", "paper_number": "DS/1", "reason": "So."}

    refused(await client.post(url, json=by_hand, headers=MODERATOR), 403, "action-is-not-yours")

    offered = good(await client.get(url, headers=MODERATOR))["items"]
    assert not {"adopt", "reject-by-council"} & {one["action"] for one in offered}


async def test_a_decision_is_recorded_whole_or_not_at_all_and_each_idea_that_hinders_it_is_named(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    [good_one] = await at_council(client, a_round, clock, "Trees")
    early = await at_board(client, a_round)
    results = [
        about(good_one, ADOPT),
        about(early, ADOPT),
        about(good_one, ADOPT),
        {"idea": "nothing"} | ADOPT,
        about(early, {"action": "grant"}),
        about(early, {"action": "take-up"}),
    ]

    problem = refused(await record(client, a_decision(a_round, clock, *results)), 422, "decision-is-not-sound")

    said = {error["field"]: (error["rule"], error["number"], error["detail"]) for error in problem["errors"]}
    assert said == {
        "results.1": ("not-in-this-state", early["number"], "at_board"),
        "results.2": ("twice", good_one["number"], ""),
        "results.3": ("unknown", "", ""),
        "results.4": ("no-such-result", early["number"], ""),
        "results.5": ("no-such-result", early["number"], ""),
    }
    assert (await seen(client, good_one))["state"] == "at_council"
    assert good(await client.get(DECISIONS))["total"] == 0


async def test_what_a_result_asks_for_is_asked_for(client: httpx.AsyncClient, a_round: Json, clock: HeldClock) -> None:
    [idea] = await at_council(client, a_round, clock, "Trees")

    answer = await record(client, a_decision(a_round, clock, about(idea, {"action": "reject-by-council"})))

    [error] = refused(answer, 422, "decision-is-not-sound")["errors"]
    assert (error["rule"], error["detail"]) == ("incomplete", "criterion: This is needed.")


async def test_a_paper_says_one_thing_of_an_idea(client: httpx.AsyncClient, a_round: Json, clock: HeldClock) -> None:
    trees, pond = await at_council(client, a_round, clock, "Trees", "Pond")
    good(await record(client, a_decision(a_round, clock, about(trees, ADOPT))), 201)

    other = refused(
        await record(client, a_decision(a_round, clock, about(trees, REJECT))), 422, "decision-is-not-sound"
    )
    assert [error["rule"] for error in other["errors"]] == ["paper-says-otherwise"]
    good(await record(client, a_decision(a_round, clock, about(pond, REJECT))), 201)


async def test_no_decision_is_of_tomorrow_or_without_its_paper_or_sitting(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    [idea] = await at_council(client, a_round, clock, "Trees")
    board = await sat(client, a_round, clock, idea)
    plain = about(idea, ADOPT)

    for changes, status, code in (
        ({"decided_on": "2030-01-01"}, 422, "decision-is-in-the-future"),
        ({"paper_number": None}, 422, "paper-is-needed"),
        ({"body": "jury"}, 422, "sitting-is-needed"),
        ({"sitting_id": board["sitting_id"]}, 409, "sitting-does-not-fit"),
        ({"sitting_id": str(uuid4())}, 404, "sitting-is-not-known"),
        ({"link": "http://council.example"}, 422, "malformed-request"),
        ({"results": []}, 422, "malformed-request"),
    ):
        refused(await record(client, a_decision(a_round, clock, **{"results": [plain]} | changes)), status, code)
    refused(await client.post(DECISIONS, json=a_decision(a_round, clock, plain)), 401, "unauthorized")


@pytest.mark.parametrize(
    ("result", "state", "said"),
    [
        ({"action": "grant", "granted_cents": 80_000}, "granted", "The jury grants 800.00 EUR: It helps many."),
        ({"action": "grant-in-part", "granted_cents": 30_050}, "part_granted", "a part of the money, 300.50 EUR"),
        ({"action": "defer", "deferred_until": "2027-03-01"}, "deferred", "later, until 1 March 2027: It helps many."),
        ({"action": "refuse", "criterion": "not-small"}, "refused", "Too large for a small grant"),
    ],
)
async def test_a_jury_grants_in_whole_or_part_defers_or_refuses(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock, result: Json, state: str, said: str
) -> None:
    [idea] = await before_jury(client, a_round, clock, "A bench", contact=IDA)
    sitting = await sat(client, a_round, clock, idea, body="jury", name="Jury")
    day = str((clock.now() - timedelta(days=1)).date())
    of_jury = {"body": "jury", "sitting_id": sitting["sitting_id"], "paper_number": None, "decided_on": day}

    made = good(await record(client, a_decision(a_round, clock, about(idea, result), **of_jury)), 201)

    shown = await seen(client, idea)
    assert shown["state"] == state
    assert said in shown["life_line"][-1]["text"]
    [recorded] = made["results"]
    assert recorded["granted_cents"] == result.get("granted_cents")
    assert recorded["deferred_until"] == result.get("deferred_until")
    told = good(await client.get(TELLINGS, params={"limit": 100}, headers=MODERATOR))["items"]
    assert said in told[-1]["text"]


async def test_what_is_deferred_is_decided_later(client: httpx.AsyncClient, a_round: Json, clock: HeldClock) -> None:
    [idea] = await before_jury(client, a_round, clock, "A bench")
    for result in ({"action": "defer", "deferred_until": "2027-03-01"}, {"action": "grant", "granted_cents": 1}):
        sitting = await sat(client, a_round, clock, idea, body="jury", name="Jury")
        day = str((clock.now() - timedelta(days=1)).date())
        of_jury = {"body": "jury", "sitting_id": sitting["sitting_id"], "paper_number": None, "decided_on": day}
        good(await record(client, a_decision(a_round, clock, about(idea, result), **of_jury)), 201)

    assert (await seen(client, idea))["state"] == "granted"


async def test_a_record_is_corrected_with_the_original_kept_and_the_life_lines_follow(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, clock: HeldClock
) -> None:
    [idea] = await at_council(client, a_round, clock, "Trees")
    wish = a_decision(a_round, clock, about(idea, ADOPT), reason="Mrs Lund pleaded for it.")
    made = good(await record(client, wish), 201)
    url, as_seen = f"{DECISIONS}/{made['decision_id']}/paper", {"If-Match": f'"{made["version"]}"'}
    right = {name: wish[name] for name in ("decided_on", "link")}
    right |= {"paper_number": "DS/0816/IX", "reason": "It helps many.", "correction": "It named somebody."}

    shown = good(await client.put(url, json=right, headers=MODERATOR | as_seen))
    stale = await client.put(url, json=right, headers=MODERATOR | as_seen)

    refused(stale, 412, "it-has-changed")
    assert (shown["paper_number"], shown["reason"], shown["correction"]) == (
        "DS/0816/IX",
        "It helps many.",
        "It named somebody.",
    )
    assert "Mrs Lund" in shown["originals"][0]["text"]
    everybody = good(await client.get(f"{DECISIONS}/{made['decision_id']}"))
    assert everybody["originals"] == []
    assert "Lund" not in str((await seen(client, idea))["life_line"])
    told = str(await journal_of(runtime.database))
    assert "Lund" not in told
    assert "'paper_number': 'DS/0815/IX'" not in told
    assert (await seen(client, idea))["state"] == "adopted"


async def test_of_each_idea_it_is_said_what_can_be_decided_now(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    early = await acted(client, await suggested(client, a_round), "take-up")
    [ready] = await at_council(client, a_round, clock, "Trees")
    asked = {"body": "council", "idea": [early["number"], ready["number"]]}

    choices = good(await client.get(f"{DECISIONS}/choices", params=asked, headers=MODERATOR))["items"]

    assert [[action["action"] for action in one["actions"]] for one in choices] == [[], ["adopt", "reject-by-council"]]
