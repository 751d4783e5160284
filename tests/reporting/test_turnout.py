from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from libs.shared.events.voting import BallotReplaced
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, a_roll_imported, a_round_published, ballots_cast
from tests.support.newsroom import Newsroom


async def turnout_with(newsroom: Newsroom, poll_id: UUID, **figures: int) -> Any:
    """The poll's turnout as soon as it shows the figures."""

    async def shown() -> Any:
        turnout = await newsroom.ask(f"/polls/{poll_id}/turnout")
        assert {name: turnout[name] for name in figures} == figures
        return turnout

    return await eventually(shown)


async def test_ballots_are_counted_by_channel_area_and_hour_beside_the_people_on_the_roll(newsroom: Newsroom) -> None:
    poll_id, round_id, north, south = uuid4(), uuid4(), uuid4(), uuid4()
    await newsroom.announce(
        a_round_published(round_id, {"North": north, "South": south}),
        a_roll_imported(round_id, {north: 200, south: 100}),
        a_poll_published(poll_id, round_id),
    )

    await newsroom.announce(*ballots_cast(poll_id, 30, "web", north), *ballots_cast(poll_id, 12, "sms", south))

    turnout = await turnout_with(newsroom, poll_id, ballots=42, people=300)
    assert turnout["by_channel"] == [{"channel": "web", "ballots": 30}, {"channel": "sms", "ballots": 12}]
    assert turnout["by_area"] == [
        {"area_id": str(north), "name": "North", "ballots": 30, "people": 200},
        {"area_id": str(south), "name": "South", "ballots": 12, "people": 100},
    ]
    assert sum(hour["ballots"] or 0 for hour in turnout["by_hour"]) in {0, 42}
    this_hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    assert datetime.fromisoformat(turnout["by_hour"][-1]["hour"]) <= this_hour


async def test_a_cell_below_ten_is_hidden_together_with_a_second_one(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4(), channels=["web", "sms", "paper"]))

    await newsroom.announce(
        *ballots_cast(poll_id, 30, "web"), *ballots_cast(poll_id, 12, "paper"), *ballots_cast(poll_id, 9, "sms")
    )

    turnout = await turnout_with(newsroom, poll_id, ballots=51)
    assert turnout["by_channel"] == [
        {"channel": "web", "ballots": 30},
        {"channel": "sms", "ballots": None},
        {"channel": "paper", "ballots": None},
    ]


async def test_a_hidden_cell_is_shown_once_ten_have_come(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()), *ballots_cast(poll_id, 30, "web"))
    await newsroom.announce(*ballots_cast(poll_id, 9, "sms"))
    assert (await turnout_with(newsroom, poll_id, ballots=39))["by_channel"][1]["ballots"] is None

    await newsroom.announce(*ballots_cast(poll_id, 1, "sms"))

    turnout = await turnout_with(newsroom, poll_id, ballots=40)
    assert [channel["ballots"] for channel in turnout["by_channel"]] == [30, 10]


async def test_a_replaced_ballot_changes_its_channel_and_no_total(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(
        a_poll_published(poll_id, uuid4()), *ballots_cast(poll_id, 20, "web"), *ballots_cast(poll_id, 20, "sms")
    )

    await newsroom.announce(BallotReplaced(poll_id=poll_id, earlier_channel="sms", channel="web"))

    async def moved() -> None:
        turnout = await newsroom.ask(f"/polls/{poll_id}/turnout")
        assert [channel["ballots"] for channel in turnout["by_channel"]] == [21, 19]
        assert turnout["ballots"] == 40

    await eventually(moved)


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
