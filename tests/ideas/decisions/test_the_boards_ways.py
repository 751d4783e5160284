"""The board chooses one of four ways for an idea in a sitting that was held, and nobody else does."""

import httpx

from tests.support.answers import Json, good, refused
from tests.support.deciding import BUDGET, at_board, choose, sat, way_path
from tests.support.held_clock import HeldClock
from tests.support.sitting import a_sitting, announced, seen
from tests.support.suggesting import IDA, IDEAS, MODERATOR, TELLINGS
from tests.support.suggesting import seen as seen_idea


async def test_each_way_leads_on_with_what_it_requires(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    ideas = [await at_board(client, a_round, title=f"Way {number}", contact=IDA) for number in range(1, 5)]
    sitting = await sat(client, a_round, clock, *ideas)
    fund = a_round["funds"][0]["fund_id"]

    offered = good(await client.get(way_path(sitting, 0), headers=MODERATOR))["items"]
    assert [one["action"] for one in offered] == ["recommend", "to-the-vote", "not-recommend", "to-the-jury"]
    good(await choose(client, sitting, 0, "recommend", **BUDGET))
    good(await choose(client, sitting, 1, "to-the-vote", fund_id=fund))
    failed = {"fails-no-ground": "The railway owns it.", "fails-too-dear": "It takes half of all."}
    good(await choose(client, sitting, 2, "not-recommend", **failed))
    good(await choose(client, sitting, 3, "to-the-jury", asked_cents=80_000))

    states = [(await seen_idea(client, idea))["state"] for idea in ideas]
    assert states == ["recommended", "to_vote", "not_recommended", "to_jury"]
    ways = [item["way"] for item in (await seen(client, sitting))["agenda"]]
    assert "(4200/52101, Green spaces)" in ways[0]["said"]
    assert "The railway owns it." in ways[2]["said"]
    assert (ways[3]["action"], ways[3]["asked_cents"]) == ("to-the-jury", 80_000)
    told = good(await client.get(TELLINGS, params={"limit": 100}, headers=MODERATOR))["items"]
    assert len([one for one in told if "There is money for it." in one["text"]]) == 1
    german = await seen(client, sitting, **{"Accept-Language": "de"})
    assert "4200/52101" in german["agenda"][0]["way"]["said"]


async def test_no_way_is_chosen_by_hand_nor_before_the_board_sat(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    idea = await at_board(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"
    refused(
        await client.post(url, json={"action": "recommend"} | BUDGET, headers=MODERATOR), 403, "action-is-not-yours"
    )
    offered = good(await client.get(url, headers=MODERATOR))["items"]
    assert not {"recommend", "to-the-vote", "not-recommend", "to-the-jury"} & {one["action"] for one in offered}
    sitting = await announced(client, a_sitting(a_round, clock, idea))

    refused(await choose(client, sitting, 0, "recommend", **BUDGET), 409, "sitting-is-further")


async def test_what_a_way_requires_is_asked_for_and_one_way_is_chosen(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    idea = await at_board(client, a_round)
    sitting = await sat(client, a_round, clock, idea, {"topic": "Money"})

    nothing = refused(await choose(client, sitting, 0, "recommend"), 422, "fields-are-wrong")
    refused(await choose(client, sitting, 0, "not-recommend"), 422, "fields-are-wrong")
    refused(await choose(client, sitting, 1, "recommend", **BUDGET), 409, "ways-are-for-ideas")
    good(await choose(client, sitting, 0, "recommend", **BUDGET))
    again = await choose(client, sitting, 0, "to-the-jury", asked_cents=1)

    assert {error["field"] for error in nothing["errors"]} == {*BUDGET}
    refused(again, 409, "state-has-changed")


async def test_words_of_a_way_that_are_taken_down_are_gone_from_the_sitting_too(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    idea = await at_board(client, a_round)
    sitting = await sat(client, a_round, clock, idea)
    good(await choose(client, sitting, 0, "recommend", **BUDGET | {"reason": "Mrs Lund says so."}))
    url = f"{IDEAS}/{idea['number']}/actions"
    offered = good(await client.get(url, headers=MODERATOR))["items"]
    lines = next(one for one in offered if one["action"] == "redact-line")["fields"][0]["choices"]
    line = next(each["value"] for each in lines if "Lund" in each["label"])
    wish = {"action": "redact-line", "line": line, "words": "It fits.", "reason": "It named somebody."}

    good(await client.post(url, json=wish, headers=MODERATOR))

    assert (await seen(client, sitting))["agenda"][0]["way"]["said"].endswith("recommends it: It fits.")
