"""An idea that asks for several things is split: each part has its number, everybody goes along, and it is undone."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.merging import SHADE_AND_SEATS, merge, merged, parts_of, said, split, told_as, undo_merge, undo_split
from tests.support.suggesting import (
    IDA,
    IDEAS,
    MODERATOR,
    TELLINGS,
    accepted,
    acted,
    handed_over,
    seen,
    suggested,
)

OFFICE = "The council's office"


async def test_each_part_stands_where_the_idea_stood_and_all_life_lines_say_why(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    square = await accepted(client, a_round, area_id=a_round["areas"][0]["area_id"])

    shade, seats = await parts_of(client, square)

    old = await seen(client, square)
    assert (old["state"], old["title"]) == ("split", square["title"])
    assert [(each["number"], each["how"]) for each in old["carried_on_by"]] == [
        (shade["number"], "split"),
        (seats["number"], "split"),
    ]
    assert said(old)[-1] == (
        f"{OFFICE}: It was split into the ideas {shade['number']}, {seats['number']}, which carry it on: "
        "It asks for two things."
    )
    for part, wanted in zip((shade, seats), SHADE_AND_SEATS, strict=True):
        assert {name: part[name] for name in wanted} == wanted
        assert [part[name] for name in ("state", "area_id")] == ["accepted", square["area_id"]]
        assert part["due_at"] == square["due_at"]
        assert [each["number"] for each in part["carries"]] == [square["number"]]
        assert said(part) == [
            f"{OFFICE}: It came out of the idea {square['number']}, which was split: It asks for two things."
        ]
    [news] = await told_as(runtime.database, "ideas.idea-split.v1")
    assert [part["number"] for part in news["parts"]] == [shade["number"], seats["number"]]
    heard = await told_as(runtime.database, "ideas.idea-accepted.v1")
    assert [each["title"] for each in heard] == [square["title"], "Shade", "Seats"]


async def test_supporters_the_key_and_whoever_suggested_it_go_along_with_each_part(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    sent = await suggested(client, a_round, contact=IDA)
    square = await acted(client, sent, "accept")
    mark = str(uuid4())
    await client.post(f"{IDEAS}/{square['number']}/supports", json={"submission_id": mark})
    shade, seats = await parts_of(client, square)

    again = {"submission_id": str(uuid4()), "earlier": [mark]}
    assert good(await client.post(f"{IDEAS}/{shade['number']}/supports", json=again), 201) == {"supporters": 1}
    assert (await seen(client, seats))["supporters"] == 1
    await acted(client, seats, "reject", criterion="not-ours", reason="The square is the railway's.")
    told = good(await client.get(TELLINGS, headers=MODERATOR))["items"]
    assert sum("railway" in each["text"] for each in told) == 1

    withdraw = {"action": "withdraw"}
    answer = await client.post(f"{IDEAS}/{shade['number']}/actions", json=withdraw, headers={"X-Idea-Key": sent["key"]})
    assert good(answer)["state"] == "withdrawn"


async def test_undoing_makes_them_one_and_their_numbers_say_where_they_went(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    square = await accepted(client, a_round)
    shade, seats = await parts_of(client, square)
    await client.post(f"{IDEAS}/{seats['number']}/supports", json={"submission_id": str(uuid4())})
    bench = await accepted(client, a_round)
    await merged(client, bench, seats)

    whole = good(await undo_split(client, square))

    assert (whole["state"], whole["carried_on_by"], whole["supporters"]) == ("accepted", [], 1)
    assert {each["number"] for each in whole["carries"]} == {each["number"] for each in (shade, seats, bench)}
    part = await seen(client, shade)
    assert (part["state"], [each["number"] for each in part["carried_on_by"]]) == ("merged", [square["number"]])
    assert said(part)[-1] == (
        f"{OFFICE}: The split was undone, and the idea {square['number']} carries this on again: They belong together."
    )
    assert len(await told_as(runtime.database, "ideas.idea-split-undone.v1")) == 1
    assert len(await told_as(runtime.database, "ideas.idea-merged.v1")) == 3
    refused(await undo_merge(client, shade), 409, "nothing-to-undo")
    refused(await undo_split(client, square), 409, "nothing-to-undo")
    assert len(await parts_of(client, square)) == 2  # and once more


@pytest.mark.parametrize("since", ["rejected", "merged", "split"])
async def test_a_split_is_not_undone_once_a_part_has_gone_on(
    client: httpx.AsyncClient, a_round: Json, since: str
) -> None:
    square = await accepted(client, a_round)
    shade, seats = await parts_of(client, square)
    match since:
        case "rejected":
            await acted(client, shade, "reject", criterion="not-ours", reason="It is the railway's.")
        case "merged":
            await merged(client, shade, await accepted(client, a_round))
        case _:
            await parts_of(client, shade)

    answer = refused(await undo_split(client, square), 409, "undoing-comes-too-late")

    assert shade["number"] in answer["detail"]
    assert [(await seen(client, each))["state"] for each in (square, seats)] == ["split", "accepted"]


async def test_no_words_of_what_is_not_public_are_read_by_way_of_its_kin(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    waiting, square = await suggested(client, a_round), await accepted(client, a_round)
    await parts_of(client, waiting)
    shade, _ = await parts_of(client, square)
    await acted(client, shade, "reject", criterion="against-the-rules", reason="It insults somebody.")

    hidden, shown = await seen(client, waiting), await seen(client, square)

    assert [each["title"] for each in hidden["carried_on_by"]] == [None, None]
    assert [each["title"] for each in shown["carried_on_by"]] == [None, "Seats"]
    assert hidden["title"] is None
    listed = good(await client.get(IDEAS))["items"]
    assert sorted(each["title"] for each in listed) == ["Seats", square["title"]]


async def test_a_reason_and_a_parts_words_are_taken_down_as_any(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    square = await accepted(client, a_round)
    named = [SHADE_AND_SEATS[0] | {"text": "For Ms Miller"}, SHADE_AND_SEATS[1]]
    good(await split(client, square, parts=named, reason="Ms Miller asked for it"))
    part = (await seen(client, square))["carried_on_by"][0]
    actions = good(await client.get(f"{IDEAS}/{part['number']}/actions", headers=MODERATOR))["items"]
    [lines] = [each["fields"][0]["choices"] for each in actions if each["action"] == "redact-line"]

    await acted(client, part, "redact-line", line=lines[0]["value"], words="It asks for two things", reason="A name.")
    await acted(client, part, "redact", title="Shade", text="For all.", reason="A name.")

    numbers = [each["number"] for each in (await seen(client, square))["carried_on_by"]] + [square["number"]]
    shown = [good(await client.get(f"{IDEAS}/{number}")) for number in numbers]
    journal = [await told_as(runtime.database, f"ideas.idea-{each}.v1") for each in ("state-changed", "accepted")]
    assert "Miller" not in str(shown) + str(journal)


@pytest.mark.parametrize(
    "wrong",
    [{"parts": SHADE_AND_SEATS[:1]}, {"parts": SHADE_AND_SEATS * 6}, {"reason": " "}, {"parts": [{"title": "A"}] * 2}],
    ids=["one part", "twelve parts", "no reason", "no text"],
)
async def test_a_split_that_says_too_little_or_too_much_is_refused(
    client: httpx.AsyncClient, a_round: Json, wrong: dict[str, Any]
) -> None:
    square = await accepted(client, a_round)

    refused(await split(client, square, **wrong), 422, "malformed-request")

    assert said(await seen(client, square)) == said(square)


async def test_what_cannot_be_split_stays_as_it_is(client: httpx.AsyncClient, a_round: Json) -> None:
    square, proposal = await accepted(client, a_round), await handed_over(client, a_round)
    over = await acted(client, await accepted(client, a_round), "withdraw-for-them", asked_by="phone")
    stale = MODERATOR | {"If-Match": f'"{square["version"]}"'}
    await acted(client, square, "correct-title", title="The square")

    refused(await split(client, square, stale), 412, "it-has-changed")
    refused(await split(client, proposal), 409, "idea-is-a-proposal")
    refused(await split(client, over), 409, "idea-is-over")
    await parts_of(client, square)
    refused(await split(client, square), 409, "idea-is-carried-on")
    refused(await merge(client, await accepted(client, a_round), square), 409, "idea-is-carried-on")
