from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, a_roll_imported, a_round_published, a_turnout
from tests.support.newsroom import Newsroom

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


async def turnout_with(newsroom: Newsroom, poll_id: UUID, **figures: int) -> Any:
    """The poll's turnout as soon as it shows the figures."""

    async def shown() -> Any:
        turnout = await newsroom.ask(f"/polls/{poll_id}/turnout")
        assert {name: turnout[name] for name in figures} == figures
        return turnout

    return await eventually(shown)


async def test_ballots_are_told_by_channel_area_and_hour_beside_the_people_on_the_roll(newsroom: Newsroom) -> None:
    poll_id, round_id, north, south = uuid4(), uuid4(), uuid4(), uuid4()
    await newsroom.announce(
        a_round_published(round_id, {"North": north, "South": south}),
        a_roll_imported(round_id, {north: 200, south: 100}),
        a_poll_published(poll_id, round_id),
    )

    await newsroom.announce(a_turnout(poll_id, 42, {"web": 30, "sms": 12}, {north: 30, south: 12}, as_of=NOON))

    turnout = await turnout_with(newsroom, poll_id, ballots=42, people=300)
    assert (turnout["as_of"], turnout["is_final"]) == ("2026-11-02T12:00:00Z", False)
    assert turnout["by_channel"] == [{"channel": "web", "ballots": 30}, {"channel": "sms", "ballots": 12}]
    assert turnout["by_area"] == [
        {"area_id": str(north), "name": "North", "ballots": 30, "people": 200},
        {"area_id": str(south), "name": "South", "ballots": 12, "people": 100},
    ]
    assert turnout["by_hour"] == [{"hour": "2026-11-02T11:00:00Z", "ballots": 42}]


async def test_a_channel_and_an_area_of_which_nothing_is_told_have_no_number(newsroom: Newsroom) -> None:
    poll_id, round_id, north, south = uuid4(), uuid4(), uuid4(), uuid4()
    await newsroom.announce(
        a_round_published(round_id, {"North": north, "South": south}), a_poll_published(poll_id, round_id)
    )

    await newsroom.announce(a_turnout(poll_id, 51, {"web": 30}, {south: 31}))

    turnout = await turnout_with(newsroom, poll_id, ballots=51)
    assert [(one["channel"], one["ballots"]) for one in turnout["by_channel"]] == [("web", 30), ("sms", None)]
    assert [(one["name"], one["ballots"]) for one in turnout["by_area"]] == [("North", None), ("South", 31)]


async def test_before_anything_is_told_there_is_no_number_at_all(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()))

    async def published() -> Any:
        return await newsroom.ask(f"/polls/{poll_id}/turnout")

    turnout = await eventually(published)
    assert (turnout["ballots"], turnout["as_of"], turnout["by_hour"]) == (None, None, [])


async def test_hours_in_which_too_few_came_have_no_number_and_a_later_one_has_theirs(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    hours = [NOON, NOON + timedelta(hours=3), NOON + timedelta(hours=3, minutes=40)]

    await newsroom.announce(
        a_poll_published(poll_id, uuid4()),
        a_turnout(poll_id, 20, as_of=hours[0]),
        a_turnout(poll_id, 35, as_of=hours[1]),
        a_turnout(poll_id, 38, as_of=hours[2], is_final=True),
    )

    turnout = await turnout_with(newsroom, poll_id, ballots=38)
    assert turnout["is_final"]
    assert [(one["hour"][11:13], one["ballots"]) for one in turnout["by_hour"]] == [
        ("11", 20),
        ("12", None),
        ("13", None),
        ("14", 18),
    ]


async def test_a_later_roll_takes_the_place_of_the_earlier_one(newsroom: Newsroom) -> None:
    poll_id, round_id, north = uuid4(), uuid4(), uuid4()
    await newsroom.announce(a_round_published(round_id, {"North": north}), a_poll_published(poll_id, round_id))
    await newsroom.announce(a_roll_imported(round_id, {north: 50, None: 4}))
    await turnout_with(newsroom, poll_id, people=54)

    await newsroom.announce(a_roll_imported(round_id, {north: 60}))

    turnout = await turnout_with(newsroom, poll_id, people=60)
    assert [area["people"] for area in turnout["by_area"]] == [60]


async def test_a_poll_of_one_area_shows_that_area_alone(newsroom: Newsroom) -> None:
    poll_id, round_id, north, south = uuid4(), uuid4(), uuid4(), uuid4()
    await newsroom.announce(
        a_round_published(round_id, {"North": north, "South": south}),
        a_roll_imported(round_id, {north: 200, south: 100}),
        a_poll_published(poll_id, round_id, area_id=south),
    )

    turnout = await turnout_with(newsroom, poll_id, people=100)

    assert [area["name"] for area in turnout["by_area"]] == ["South"]


async def test_a_poll_that_nobody_has_published_is_not_found(newsroom: Newsroom) -> None:
    poll_id = uuid4()

    answer = await newsroom.client.get(f"/api/reporting/v1/polls/{poll_id}/turnout")

    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-poll")
    assert answer.headers["content-type"] == "application/problem+json"
