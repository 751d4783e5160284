import asyncio
import json
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from limits import RateLimitItemPerMinute
from sqlalchemy import text

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.gateway import for_client
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDA, IDEAS, MODERATOR, an_idea, seen, suggested


async def test_a_suggestion_gets_a_number_and_a_life_line_at_once(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)

    assert re.fullmatch(r"[2-9CDFHJKMNPQRTVWXY]{3}-[2-9CDFHJKMNPQRTVWXY]{3}", idea["number"])
    assert idea["state"] == "submitted"
    [line] = (await seen(client, idea))["life_line"]
    assert (line["state"], line["text"]) == ("submitted", "The idea arrived.")


async def test_a_number_is_read_however_it_is_typed(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)

    typed = f" {idea['number'].lower().replace('-', '')} "

    assert good(await client.get(f"{IDEAS}/{typed}"))["idea_id"] == idea["idea_id"]
    assert good(await client.get(f"{IDEAS}/{idea['idea_id']}"))["number"] == idea["number"]
    refused(await client.get(f"{IDEAS}/222-222"), 404, "idea-is-not-known")
    refused(await client.get(f"{IDEAS}/nonsense"), 404, "idea-is-not-known")


async def test_what_is_typed_is_kept_as_typed(client: httpx.AsyncClient, a_round: Json) -> None:
    title = "Bäume & <b>Bänke</b> für Ömer's „Platz“ 👩\u200d🌾 می\u200cخواهم"
    text = "Erste Zeile\n\n\tzweite <script>alert(1)</script> %s {words} \\ \u202fEnde"

    idea = await suggested(client, a_round, title=title, text=text)

    kept = await seen(client, idea, **MODERATOR)
    assert (kept["title"], kept["text"]) == (title, text)


async def test_what_cannot_be_seen_is_not_kept(client: httpx.AsyncClient, a_round: Json) -> None:
    title = "  Ba\u0308ume\u200b fu\u0308r\r\n\u202eUli\x00\u00a0 "
    text = "eins\r\nzwei\rdrei\u2028vier bell \x07\ufeff"

    idea = await suggested(client, a_round, title=title, text=text, place="Am\u2003Teich")

    kept = await seen(client, idea, **MODERATOR)
    assert (kept["title"], kept["text"], kept["place"]) == (
        "Bäume für Uli",
        "eins\nzwei\ndrei\nvier bell",
        "Am Teich",
    )


async def test_a_text_is_measured_as_it_is_kept(client: httpx.AsyncClient, a_round: Json) -> None:
    lines = "\r\n".join(["x" * 49] * 100)

    idea = await suggested(client, a_round, text=lines, title="a\u0308" * 300)

    kept = await seen(client, idea, **MODERATOR)
    assert (len(kept["text"]), kept["title"]) == (4_999, "ä" * 300)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "   "},
        {"title": "x" * 301},
        {"title": "\x00"},
        {"title": "\u200b\u200d\u3164"},
        {"text": "\u202e\u2800"},
        {"text": ""},
        {"text": "x" * 5001},
        {"place": "x" * 201},
        {"language": "la"},
        {"channel": "pigeon"},
        {"contact": {"kind": "email", "address": "nobody"}},
        {"contact": {"kind": "email", "address": "a@b.org\nBcc: all@example.org"}},
        {"contact": {"kind": "email", "address": "ida@example..org"}},
        {"contact": {"kind": "email", "address": ".ida@example.org"}},
        {"contact": {"kind": "phone", "address": "ring me"}},
        {"contact": {"kind": "phone", "address": "+999 1234567"}},
        {"contact": {"kind": "pigeon", "address": "roof"}},
    ],
)
async def test_a_malformed_suggestion_is_refused(
    client: httpx.AsyncClient, a_round: Json, change: dict[str, Any]
) -> None:
    refused(await client.post(IDEAS, json=an_idea(a_round, **change)), 422, "malformed-request")


async def test_half_a_character_is_refused(client: httpx.AsyncClient, a_round: Json) -> None:
    escaped = json.dumps(an_idea(a_round, text="\ud800"))

    answer = await client.post(IDEAS, content=escaped, headers={"Content-Type": "application/json"})

    refused(answer, 422, "malformed-request")


async def test_a_suggestion_must_fit_its_round(client: httpx.AsyncClient, a_round: Json) -> None:
    elsewhere = an_idea(a_round, area_id=str(uuid4()))
    nowhere = an_idea(a_round, round_id=str(uuid4()))

    refused(await client.post(IDEAS, json=elsewhere), 422, "area-is-not-of-the-round")
    refused(await client.post(IDEAS, json=nowhere), 404, "round-is-not-known")


@pytest.mark.parametrize("channel", ["letter", "phone", "meeting"])
async def test_letters_calls_and_meetings_are_entered_by_staff(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, channel: str
) -> None:
    idea = an_idea(a_round, channel=channel)

    by_a_resident = await client.post(IDEAS, json=idea)
    by_an_auditor = await client.post(IDEAS, json=idea, headers=staff_headers("auditor"))
    by_a_clerk = await client.post(IDEAS, json=idea, headers=staff_headers("data-entry-officer"))

    refused(by_a_resident, 403, "channel-is-for-staff")
    refused(by_an_auditor, 403, "channel-is-for-staff")
    good(by_a_clerk, 201)
    assert (await announced(runtime.database))[-1][1]["channel"] == channel


async def test_a_suggestion_sent_twice_at_once_is_taken_once(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = an_idea(a_round, submission_id=str(uuid4()), contact=IDA)

    answers = await asyncio.gather(*(client.post(IDEAS, json=idea) for _ in range(5)))
    later = await client.post(IDEAS, json=idea)

    assert len({good(answer, 201)["number"] for answer in [*answers, later]}) == 1
    kinds = [kind for kind, _ in await announced(runtime.database)]
    assert kinds.count("ideas.idea-submitted.v1") == 1


async def test_a_client_that_sends_without_end_must_wait_and_others_need_not(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    flood = for_client("a flood")
    for _ in range(60):
        good(await client.post(IDEAS, json=an_idea(a_round), headers=flood), 201)

    answer = await client.post(IDEAS, json=an_idea(a_round), headers=flood)
    others = [for_client("a school"), {}, flood | MODERATOR]

    refused(answer, 429, "too-many-attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    for headers in others:
        good(await client.post(IDEAS, json=an_idea(a_round), headers=headers), 201)


async def test_what_failed_on_our_side_does_not_count_against_whoever_tries_again(
    client: httpx.AsyncClient, a_round: Json, runtime: Runtime
) -> None:
    patient = for_client("somebody patient")
    async with runtime.database.transaction() as tx:
        await tx.session.execute(text("alter table ideas rename to away"))
    failed = [await client.post(IDEAS, json=an_idea(a_round), headers=patient) for _ in range(61)]
    async with runtime.database.transaction() as tx:
        await tx.session.execute(text("alter table away rename to ideas"))

    answer = await client.post(IDEAS, json=an_idea(a_round), headers=patient)

    assert {one.status_code for one in failed} == {500}
    good(answer, 201)


async def test_what_was_taken_is_answered_again_to_whoever_must_wait_and_counts_once(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    impatient = for_client("somebody impatient")
    idea = an_idea(a_round, submission_id=str(uuid4()))
    first = good(await client.post(IDEAS, json=idea, headers=impatient), 201)
    again = [good(await client.post(IDEAS, json=idea, headers=impatient), 201) for _ in range(100)]
    for _ in range(59):
        good(await client.post(IDEAS, json=an_idea(a_round), headers=impatient), 201)

    last = good(await client.post(IDEAS, json=idea, headers=impatient), 201)
    refused_ones = [an_idea(a_round), an_idea(a_round, submission_id=str(uuid4())), idea | {"round_id": "x"}]

    assert {one["number"] for one in [*again, last]} == {first["number"]}
    for one in refused_ones[:2]:
        refused(await client.post(IDEAS, json=one, headers=impatient), 429, "too-many-attempts")
    refused(await client.post(IDEAS, json=refused_ones[2], headers=impatient), 422, "malformed-request")


async def test_a_client_that_nobody_vouches_for_is_counted_by_its_network(
    client: httpx.AsyncClient, a_round: Json, runtime: Runtime
) -> None:
    of_a_network = RateLimitItemPerMinute(600, 15, namespace="submissions-of-a-network")
    await runtime.attempts.count([Limit(of_a_network, "network 127.0.0.1")] * 600)

    answers = [
        await client.post(IDEAS, json=an_idea(a_round), headers={"X-Commonpurse-Client": f"claimed {number}"})
        for number in range(3)
    ]

    for answer in answers:
        refused(answer, 429, "too-many-attempts")
    good(await client.post(IDEAS, json=an_idea(a_round), headers=for_client("a school")), 201)
