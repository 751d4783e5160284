"""A point on the map, beside the words for the place, and as public as they are."""

import httpx
import pytest

from libs.shared.kernel.location import Location, LocationIsNotClear
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, refused
from tests.support.journals import announced
from tests.support.suggesting import IDEAS, MODERATOR, accepted, acted, an_idea, handed_over, seen, suggested

POND = {"longitude": 13.49731, "latitude": 52.51342}


async def test_an_idea_says_where_it_would_be_to_about_a_metre(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await handed_over(client, a_round, location={"longitude": 13.4973123456, "latitude": 52.5134199})

    assert (await seen(client, idea))["location"] == POND
    events = dict(await announced(runtime.database))
    assert events["ideas.idea-accepted.v1"]["location"] == events["ideas.idea-handed-over.v1"]["location"] == POND


async def test_nobody_sees_where_it_would_be_before_it_was_screened(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round, location=POND)

    assert (await seen(client, idea))["location"] is None
    assert (await seen(client, idea, **MODERATOR))["location"] == POND


async def test_a_redaction_takes_the_point_down_unless_it_names_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    kept, lost = [await accepted(client, a_round, location=POND) for _ in range(2)]
    clean = {"title": "Trees", "text": "Lime trees.", "reason": "It named a person."}

    kept = await acted(client, kept, "redact", **clean, location="52,51342 13,49731")
    lost = await acted(client, lost, "redact", **clean)

    assert (kept["location"], lost["location"]) == (POND, None)
    assert [one["place"] for one in (await seen(client, lost, **MODERATOR))["originals"]] == ["52.51342, 13.49731"]
    told = [data for _, data in await announced(runtime.database) if data.get("idea_id") == lost["idea_id"]]
    assert str(POND["latitude"]) not in str(told)


async def test_what_is_no_place_is_refused_with_the_field_named(client: httpx.AsyncClient, a_round: Json) -> None:
    for where in ({"longitude": 181, "latitude": 0}, {"longitude": 0, "latitude": -90.1}, {"longitude": 1}, "here"):
        answer = await client.post(IDEAS, json=an_idea(a_round, location=where))
        assert "location" in refused(answer, 422, "malformed-request")["errors"][0]["field"]
    idea = await accepted(client, a_round)
    wish = {"action": "redact", "title": "Trees", "text": "Limes.", "reason": "A name.", "location": "at the pond"}
    answer = await client.post(f"{IDEAS}/{idea['number']}/actions", json=wish, headers=MODERATOR)
    [error] = refused(answer, 422, "fields-are-wrong")["errors"]
    assert (error["field"], "latitude and longitude" in error["message"]) == ("location", True)


@pytest.mark.parametrize(
    "typed", ["52.51342, 13.49731", " 52,51342; 13,49731 ", "(52.51342 13.49731)", "52.51342°/13.49731°"]
)
def test_a_location_is_read_as_maps_write_it(typed: str) -> None:
    assert Location.read(typed) == Location(**POND)
    assert Location.read(str(Location.read(typed))) == Location(**POND)


@pytest.mark.parametrize("typed", ["", "52.5", "north, east", "52.5, 13.4, 7", "91, 0", "0, 180.00001", "1e5, 3"])
def test_what_is_no_location_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(LocationIsNotClear):
        Location.read(typed)
