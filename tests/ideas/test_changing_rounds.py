"""A round that goes on changing: what may, what may not under a published poll, and putting it away."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from libs.shared.events.voting import PollCancelled, PollExtended, PollPublished
from libs.shared.events.words import BallotLimits
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.journals import announced_by_somebody
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, ROUNDS, a_plan, an_idea

VOTE = {"name": "vote", "starts_on": "2027-06-01", "ends_on": "2027-06-21"}


def a_poll(
    within: Json, opens: str = "2027-06-03T08:00+02:00", closes: str = "2027-06-18T00:00+02:00"
) -> PollPublished:
    return PollPublished(
        poll_id=new_id(),
        round_id=UUID(within["round_id"]),
        fund_id=UUID(within["funds"][0]["fund_id"]),
        area_id=None,
        name="What do we build?",
        method="approval",
        limits=BallotLimits(max_choices=3),
        rule="equal-shares",
        completion="add1+utilitarian",
        channels=["web"],
        may_replace=True,
        budget_cents=within["funds"][0]["budget_cents"],
        currency=within["currency"],
        projects=[],
        opens_at=datetime.fromisoformat(opens),
        closes_at=datetime.fromisoformat(closes),
        lot_commitment="0" * 64,
    )


def as_sent(within: Json, part: str) -> list[dict[str, Any]]:
    names = {area["area_id"]: area["name"] for area in within["areas"]}
    return [{**one, "area": names.get(one.get("area_id"))} for one in within[part]]


async def change(client: httpx.AsyncClient, within: Json, **wishes: Any) -> httpx.Response:
    return await client.patch(f"{ROUNDS}/{within['round_id']}", json=wishes, headers=ADMINISTRATOR)


async def test_names_grow_and_parts_are_added_and_everybody_hears(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    areas = [area | {"name": f"{area['name']} and around"} for area in a_round["areas"]]

    now = good(
        await change(
            client, a_round, name="A better name", areas=[*areas, {"name": "The new quarter"}], hourly_value_cents=1700
        )
    )

    assert [area["area_id"] for area in now["areas"][:2]] == [area["area_id"] for area in a_round["areas"]]
    assert [now["name"], now["areas"][2]["name"], now["hourly_value_cents"]] == [
        "A better name",
        "The new quarter",
        1700,
    ]
    assert good(await client.get(f"{ROUNDS}/{a_round['round_id']}")) == now
    kind, told = (await announced_by_somebody(runtime.database))[-1]
    assert kind == "ideas.round-changed.v1"
    assert [told["name"], len(told["areas"]), told["is_archived"]] == ["A better name", 3, False]


async def test_no_name_of_before_is_told_any_more(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    former = [a_round["name"], *(part["name"] for part in (*a_round["areas"], *a_round["funds"]))]
    areas = [area | {"name": f"Ward {number}"} for number, area in enumerate(a_round["areas"])]
    funds = [fund | {"name": f"Pot {number}"} for number, fund in enumerate(as_sent(a_round, "funds"))]
    before = str(await announced_by_somebody(runtime.database))
    assert [name for name in former if name in before] == former

    good(await change(client, a_round, name="Ours", areas=areas))
    good(await change(client, a_round, funds=[fund | _area_of(fund, a_round, areas) for fund in funds]))

    told = [data for _, data in await announced_by_somebody(runtime.database)]
    names = {one["name"] for data in told for one in (data, *data["areas"], *data["funds"])}
    assert len(told) == 3
    assert not names & {*former}


def _area_of(fund: Json, within: Json, areas: list[Json]) -> Json:
    """The area of the fund by the name that it has now."""
    now = {area["name"]: renamed["name"] for area, renamed in zip(within["areas"], areas, strict=True)}
    return {"area": now[fund["area"]]} if fund.get("area") else {}


async def test_what_is_the_same_as_before_is_not_told_again(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    good(await change(client, a_round, name=a_round["name"]))

    assert [kind for kind, _ in await announced_by_somebody(runtime.database)] == ["ideas.round-published.v1"]


async def test_a_calendar_may_not_leave_a_published_poll_outside(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    await hearing.hear(a_poll(a_round))

    too_late = await change(client, a_round, calendar=[VOTE | {"starts_on": "2027-06-04"}])
    too_short = await change(client, a_round, calendar=[VOTE | {"ends_on": "2027-06-16"}])
    # It closes at midnight, in the town's time: the 17th is its last day.
    close = await change(client, a_round, calendar=[VOTE | {"starts_on": "2027-06-03", "ends_on": "2027-06-17"}])

    problem = refused(too_late, 409, "calendar-cuts-a-poll")
    assert [problem["poll"], problem["opens_on"], problem["closes_on"]] == [
        "What do we build?",
        "2027-06-03",
        "2027-06-17",
    ]
    refused(too_short, 409, "calendar-cuts-a-poll")
    assert good(close)["calendar"] == [VOTE | {"starts_on": "2027-06-03", "ends_on": "2027-06-17"}]


async def test_a_cancelled_poll_binds_no_calendar(client: httpx.AsyncClient, hearing: Hearing, a_round: Json) -> None:
    poll = a_poll(a_round)
    await hearing.hear(poll)
    await hearing.hear(PollCancelled(poll_id=poll.poll_id, reason="The paper was wrong."))

    good(await change(client, a_round, calendar=[VOTE | {"starts_on": "2027-06-20"}]))


async def test_the_money_on_a_paper_stays(client: httpx.AsyncClient, hearing: Hearing, a_round: Json) -> None:
    await hearing.hear(a_poll(a_round))
    first, second = as_sent(a_round, "funds")

    on_the_paper = await change(client, a_round, funds=[first | {"budget_cents": 1}, second])
    elsewhere = await change(client, a_round, funds=[first, second | {"budget_cents": 77}])

    assert refused(on_the_paper, 409, "fund-is-on-a-paper")["poll"] == "What do we build?"
    assert good(elsewhere)["funds"][1]["budget_cents"] == 77


@pytest.mark.parametrize("part", ["areas", "funds"])
async def test_nothing_that_people_belong_to_is_taken_away(client: httpx.AsyncClient, a_round: Json, part: str) -> None:
    refused(await change(client, a_round, **{part: as_sent(a_round, part)[1:]}), 409, "part-of-round-stays")


async def test_a_round_is_archived_once_its_polls_are_over_and_takes_nothing_new(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    poll = a_poll(a_round)
    await hearing.hear(poll)

    too_early = await change(client, a_round, is_archived=True)
    await hearing.hear(PollCancelled(poll_id=poll.poll_id, reason="Nobody came."))
    put_away = await change(client, a_round, is_archived=True)
    new = await client.post(IDEAS, json=an_idea(a_round))
    good(await change(client, a_round, is_archived=False))

    assert refused(too_early, 409, "round-has-a-poll-under-way")["poll"] == "What do we build?"
    assert good(put_away)["is_archived"] is True
    refused(new, 409, "round-is-archived")
    good(await client.post(IDEAS, json=an_idea(a_round)), 201)


async def test_another_rounds_name_is_refused(client: httpx.AsyncClient, a_round: Json) -> None:
    good(await client.post(ROUNDS, json=a_plan(name="Next year"), headers=ADMINISTRATOR), 201)

    refused(await change(client, a_round, name="NEXT YEAR"), 409, "round-name-is-taken")


async def test_only_an_administrator_changes_a_round_and_only_one_that_exists(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    by_a_moderator = await client.patch(f"{ROUNDS}/{a_round['round_id']}", json={"name": "Mine"}, headers=MODERATOR)
    nowhere = await client.patch(f"{ROUNDS}/{uuid4()}", json={"name": "Mine"}, headers=ADMINISTRATOR)
    the_currency = await change(client, a_round, currency="PLN")

    refused(by_a_moderator, 403, "forbidden")
    refused(nowhere, 404, "round-is-not-known")
    refused(the_currency, 422, "malformed-request")


async def test_a_calendar_must_hold_the_later_end_of_a_poll_that_was_extended(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    poll = a_poll(a_round)
    later = poll.closes_at + timedelta(days=2)
    await hearing.hear(poll)

    await hearing.hear(
        PollExtended(poll_id=poll.poll_id, earlier_end=poll.closes_at, closes_at=later, reason="The post was late.")
    )

    too_short = await change(client, a_round, calendar=[VOTE | {"ends_on": "2027-06-17"}])
    enough = await change(client, a_round, calendar=[VOTE | {"ends_on": "2027-06-19"}])
    refused(too_short, 409, "calendar-cuts-a-poll")
    good(enough)


async def test_a_change_that_was_decided_by_an_older_round_is_not_made(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    here, seen = f"{ROUNDS}/{a_round['round_id']}", {"If-Match": f'"{a_round["version"]}"'}
    first = await client.patch(here, json={"name": "The first one's name"}, headers=ADMINISTRATOR | seen)

    second = await client.patch(here, json={"name": "The second one's name"}, headers=ADMINISTRATOR | seen)

    refused(second, 412, "it-has-changed")
    assert good(await client.get(here)) == good(first)
