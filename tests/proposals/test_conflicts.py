"""Proposals that cannot both be done name each other: the office says it of one, and both say it."""

from typing import Any

import httpx

from libs.shared.events.ideas import RoundPublished
from libs.shared.kernel.ids import new_id
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.proposing import MODERATOR, PROPOSALS, accepted, acted, seen, submitted

WHY = "Both need the ground by the pond."


def named(other: Json, why: str = WHY) -> Json:
    return {"number": other["number"], "reason": why}


async def written(client: httpx.AsyncClient, proposal: Json, *conflicts: Json, **sheet: Any) -> httpx.Response:
    body = {"conflicts_with": conflicts, **sheet}
    return await client.put(f"{PROPOSALS}/{proposal['number']}/sheet", json=body, headers=MODERATOR)


async def another_round(hearing: Hearing, like: RoundPublished) -> RoundPublished:
    fund = like.funds[0].model_copy(update={"fund_id": new_id()})
    other = like.model_copy(update={"round_id": new_id(), "funds": [fund]})
    await hearing.hear(other)
    return other


async def test_both_say_it_with_the_reason_and_it_goes_from_both(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    one, other = await accepted(client, a_round), await accepted(client, a_round)

    sheet = good(await written(client, one, named(other), conflicts="The market, too."))["sheet"]

    assert (sheet["conflicts"], sheet["conflicts_with"]) == ("The market, too.", [named(other)])
    here, there = await seen(client, one), await seen(client, other)
    said = named(other) | {"title": other["title"], "is_said_there": False}
    assert here["conflicts"] == [said]
    assert there["conflicts"] == [named(one) | {"title": one["title"], "is_said_there": True}]
    good(await written(client, one))
    assert [(await seen(client, each))["conflicts"] for each in (one, other)] == [[], []]


async def test_a_number_is_read_in_any_spelling(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    one, other = await accepted(client, a_round), await accepted(client, a_round)
    typed = {"number": f" {other['number'].lower().replace('-', ' ')} ", "reason": WHY}

    good(await written(client, one, typed))

    assert (await seen(client, one))["sheet"]["conflicts_with"] == [named(other)]


async def test_what_is_not_public_is_named_without_its_title_and_says_nothing_itself(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    public, waiting = await accepted(client, a_round), await submitted(client, a_round, title="Nobody knows of it yet")
    good(await written(client, public, named(waiting)))
    good(await written(client, waiting, named(public, "It is secret why.")))

    for_all, for_staff = await seen(client, public), await seen(client, public, **MODERATOR)

    assert [(each["number"], each["title"]) for each in for_all["conflicts"]] == [(waiting["number"], None)]
    assert [each["title"] for each in for_staff["conflicts"]] == ["Nobody knows of it yet"] * 2
    assert (await seen(client, waiting))["conflicts"] == []
    await acted(client, waiting, "accept", cost_cents=400)
    assert {each["title"] for each in (await seen(client, public))["conflicts"]} == {"Nobody knows of it yet"}


async def test_what_it_cannot_conflict_with_is_refused_by_its_line(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    one, other = await accepted(client, a_round), await accepted(client, a_round)
    elsewhere = await accepted(client, await another_round(hearing, a_round))
    unknown = {"number": "222-222", "reason": WHY}

    answers = [
        refused(await written(client, one, named(other), wrong), 422, "conflict-does-not-fit")
        for wrong in (unknown, {"number": "no number", "reason": WHY}, named(one), named(elsewhere), named(other))
    ]

    assert [(each["why"], each["line"]) for each in answers] == [
        *(("not-known", 2), ("not-known", 2), ("itself", 2), ("another-round", 2), ("twice", 2))
    ]
    assert (await seen(client, one))["sheet"] is None
    assert (await written(client, one, {"number": other["number"], "reason": " "})).status_code == 422
    assert (await written(client, one, *[named(other)] * 21)).status_code == 422
