"""Supporting an idea: counted once a device, taken back with it, bounded for a network, and no vote."""

from uuid import uuid4

import httpx

from tests.support.answers import Json, good, refused
from tests.support.suggesting import IDEAS, accepted, acted, seen, suggested


async def support(client: httpx.AsyncClient, idea: Json, mark: str, what: str = "supports") -> httpx.Response:
    return await client.post(f"{IDEAS}/{idea['number']}/{what}", json={"submission_id": mark})


async def test_support_counts_once_a_mark_and_is_taken_back_with_it(client: httpx.AsyncClient, a_round: Json) -> None:
    idea, mine, other = await accepted(client, a_round), str(uuid4()), str(uuid4())
    version = (await seen(client, idea))["version"]

    counts = [good(await support(client, idea, mark), httpx.codes.CREATED) for mark in (mine, mine, other)]

    assert [each["supporters"] for each in counts] == [1, 1, 2]
    assert (await seen(client, idea))["supporters"] == 2
    assert (await seen(client, idea))["version"] == version  # what staff decided by is as it was
    assert good(await support(client, idea, mine, "supports/taken-back")) == {"supporters": 1}
    assert good(await support(client, idea, str(uuid4()), "supports/taken-back")) == {"supporters": 1}


async def test_what_is_not_public_or_is_decided_takes_no_support(client: httpx.AsyncClient, a_round: Json) -> None:
    waiting, decided = await suggested(client, a_round), await accepted(client, a_round)
    await acted(client, decided, "reject", criterion="not-ours", reason="It is the railway's.")

    refused(await support(client, waiting, str(uuid4())), 409, "idea-takes-no-support")
    refused(await support(client, decided, str(uuid4())), 409, "idea-takes-no-support")
    refused(await support(client, {"number": "K7M2-9QXA"}, str(uuid4())), 404, "idea-is-not-known")
    assert not (await seen(client, decided))["takes_support"]


async def test_one_network_adds_twenty_supports_an_hour_to_an_idea(client: httpx.AsyncClient, a_round: Json) -> None:
    idea, other = await accepted(client, a_round), await accepted(client, a_round)
    for _ in range(20):
        good(await support(client, idea, str(uuid4())), httpx.codes.CREATED)

    refused(await support(client, idea, str(uuid4())), 429, "too-many-attempts")
    good(await support(client, other, str(uuid4())), httpx.codes.CREATED)
