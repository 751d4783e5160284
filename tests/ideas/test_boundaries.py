"""Where the areas of a round end: drawn from GeoJSON, and what a place on the map has of it."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.shared.kernel.boundary import area_of
from libs.shared.kernel.location import Location
from libs.shared.platform.running.runtime import Runtime
from services.ideas.domain.boundary import MOST_POSITIONS, read_boundaries
from services.ideas.domain.errors import BoundariesAreNotSound
from services.ideas.domain.round import Area
from tests.support.answers import Json, good, refused
from tests.support.journals import announced
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, ROUNDS, an_idea, seen, suggested

MITTE, KARLSHORST = Area(uuid4(), "Mitte"), Area(uuid4(), "Karlshorst")


def square(west: float, south: float, size: float = 1.0) -> list[Any]:
    """A ring."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(*rings: list[Any], **properties: Any) -> Json:
    """An area as a file has it."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [*rings]}}


def collection(*features: Json) -> Json:
    return {"type": "FeatureCollection", "features": [*features]}


async def drawn(client: httpx.AsyncClient, within: Json, *features: Json) -> httpx.Response:
    """The answer to the file."""
    url = f"{ROUNDS}/{within['round_id']}/boundaries"
    return await client.put(url, json=collection(*features), headers=ADMINISTRATOR)


async def test_a_council_draws_its_areas_and_everybody_sees_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    file = [feature(square(13, 52), OTEIL="mitte", SPATIAL=4), feature(square(14, 52), name="Karlshorst")]

    good(await drawn(client, a_round, *file))
    good(await drawn(client, a_round, *file))

    told = good(await client.get(f"{ROUNDS}/{a_round['round_id']}/boundaries"))
    assert [one["properties"]["name"] for one in told["features"]] == ["Mitte", "Karlshorst"]
    assert told["features"][0]["geometry"] == {"type": "MultiPolygon", "coordinates": [[square(13, 52)]]}
    [news] = [data for kind, data in await announced(runtime.database) if kind == "ideas.boundaries-drawn.v1"]
    assert [area["area_id"] for area in news["areas"]] == [area["area_id"] for area in a_round["areas"]]
    assert (await client.put(f"{ROUNDS}/{a_round['round_id']}/boundaries", json=collection())).status_code == 401


async def test_a_place_on_the_map_decides_its_area(client: httpx.AsyncClient, a_round: Json) -> None:
    mitte, karlshorst = (area["area_id"] for area in a_round["areas"])
    good(await drawn(client, a_round, feature(square(13, 52), name="Mitte")))

    inside = await suggested(client, a_round, area_id=karlshorst, location={"longitude": 13.5, "latitude": 52.5})
    beyond = await suggested(client, a_round, area_id=karlshorst, location={"longitude": 14.5, "latitude": 52.5})
    file = [feature(square(13, 52), name="Mitte"), feature(square(14, 52), name="Karlshorst")]
    good(await drawn(client, a_round, *file))
    outside = await client.post(IDEAS, json=an_idea(a_round, location={"longitude": 9, "latitude": 52.5}))

    assert (await seen(client, inside, **MODERATOR))["area_id"] == mitte
    assert (await seen(client, beyond, **MODERATOR))["area_id"] == karlshorst  # not all is drawn yet
    assert refused(outside, 422, "location-is-outside-the-areas")["errors"][0]["field"] == "location"


def test_holes_are_outside_and_of_two_areas_the_smaller_counts() -> None:
    [hole, inner] = [square(13.25, 52.25, 0.5), square(13.3, 52.3, 0.1)]
    file = [feature(square(13, 52), hole, name="Mitte"), feature(inner, name="Karlshorst")]
    found = read_boundaries(file, [MITTE, KARLSHORST])
    whole = read_boundaries([feature(square(13, 52), name="Mitte"), file[1]], [MITTE, KARLSHORST])
    both = {MITTE.area_id, KARLSHORST.area_id}

    assert area_of(Location(13.1, 52.1), None, {MITTE.area_id}, found) == MITTE.area_id
    assert area_of(Location(13.7, 52.3), None, both | {uuid4()}, found) is None
    assert area_of(Location(13.35, 52.35), None, both, found) == KARLSHORST.area_id
    assert area_of(Location(13.35, 52.35), None, both, whole) == KARLSHORST.area_id


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ([feature(square(13, 52), name="Nowhere")], "Feature 1: “Nowhere” is no area of the round"),
        ([feature(square(13, 52), of="Berlin")], "it names no area"),
        ([feature(square(13, 52), a="Mitte", b="Karlshorst")], "it names several areas"),
        ([feature(square(13, 52), name="Mitte")] * 2, "Feature 2: “Mitte” is no area of the round that lacks"),
        ([feature(square(13, 52)[:4], name="Mitte")], "must end where it began"),
        ([feature(square(13, 52)[:3], name="Mitte")], "four positions or more"),
        ([feature([[13.0, 52.0]] * 4, name="Mitte")], "must enclose something"),
        ([feature(square(3_457_890, 5_800_000), name="Mitte")], "longitude first, in WGS 84"),
        ([feature([["a", "b"]] * 4, name="Mitte")], "a pair of numbers"),
        ([feature([[10**400, 1]] * 4, name="Mitte")], "far too large"),
        ([feature(name="Mitte")], "at least one ring"),
        ([{"properties": ["Mitte"], "geometry": 7}], "it names no area"),
        ([{"properties": {"name": "Mitte"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}], "a MultiPolygon"),
        ([feature([[13, 52], *([at / 1000, 53] for at in range(MOST_POSITIONS)), [13, 52]], name="Mitte")], "Simplify"),
    ],
)
def test_a_file_that_cannot_be_drawn_says_what_is_wrong_where(file: list[Json], why: str) -> None:
    with pytest.raises(BoundariesAreNotSound) as refusal:
        read_boundaries(file, [MITTE, KARLSHORST])

    assert why in str(refusal.value)
