"""A place on the map decides the area of a proposal that is sent in directly, as it does for ideas."""

import httpx
import pytest

from libs.shared.events.ideas import BoundariesDrawn, RoundChanged, RoundPublished
from libs.shared.events.words import AreaBoundary, Outline
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.proposing import MODERATOR, PROPOSALS, a_proposal, acted, seen, submitted

INSIDE, OUTSIDE = {"longitude": 13.5, "latitude": 52.5}, {"longitude": 9.0, "latitude": 52.5}


@pytest.fixture
async def drawn(hearing: Hearing, a_round: RoundPublished) -> RoundPublished:
    """The round, whose only area is drawn."""
    ring = [[13.0, 52.0], [14.0, 52.0], [14.0, 53.0], [13.0, 53.0], [13.0, 52.0]]
    area = AreaBoundary(area_id=a_round.areas[0].area_id, outline=Outline(coordinates=[[ring]]))
    await hearing.hear(BoundariesDrawn(round_id=a_round.round_id, areas=[area]))
    return a_round


async def area_of(client: httpx.AsyncClient, proposal: Json) -> str | None:
    found: str | None = (await seen(client, proposal, **MODERATOR))["area_id"]
    return found


async def test_the_place_decides_the_area_and_one_outside_is_refused(
    client: httpx.AsyncClient, hearing: Hearing, drawn: RoundPublished
) -> None:
    inside = await submitted(client, drawn, location=INSIDE)
    nowhere = await submitted(client, drawn)
    await hearing.hear(RoundChanged(**drawn.model_dump()))
    outside = await client.post(PROPOSALS, json=a_proposal(drawn) | {"location": OUTSIDE})

    assert await area_of(client, inside) == str(drawn.areas[0].area_id)
    assert await area_of(client, nowhere) is None
    assert refused(outside, 422, "location-is-outside-the-areas")["errors"][0]["field"] == "location"


async def test_without_boundaries_everything_is_where_it_is_said_to_be(
    client: httpx.AsyncClient, hearing: Hearing, drawn: RoundPublished
) -> None:
    await hearing.hear(BoundariesDrawn(round_id=drawn.round_id, areas=[]))

    beyond = await submitted(client, drawn, location=OUTSIDE, area_id=str(drawn.areas[0].area_id))

    assert await area_of(client, beyond) == str(drawn.areas[0].area_id)


async def test_a_changed_proposal_is_held_to_the_boundaries_too(
    client: httpx.AsyncClient, drawn: RoundPublished
) -> None:
    proposal = await submitted(client, drawn)
    await acted(client, proposal, "request-changes", reason="Where is it to be?")
    url, key = f"{PROPOSALS}/{proposal['number']}", {"X-Edit-Key": proposal["edit_key"]}
    wish = {"title": "Trees", "summary": "Twelve lime trees."}

    outside = await client.put(url, json=wish | {"location": OUTSIDE}, headers=key)
    inside = good(await client.put(url, json=wish | {"location": INSIDE}, headers=key))

    refused(outside, 422, "location-is-outside-the-areas")
    assert inside["area_id"] == str(drawn.areas[0].area_id)
