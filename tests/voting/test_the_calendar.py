"""A poll and its round's calendar never say two different things."""

from datetime import date, datetime, timedelta

import pytest

from libs.shared.events.words import Phase
from services.voting.domain.polls.voting_days import VotingDays
from tests.voting.support.town import BASE, Body, VotingTown

TODAY = datetime.now().astimezone().date()


def the_vote(starts: int, ends: int | None) -> Phase:
    """The part of a calendar from so many days from today to so many."""
    day = TODAY + timedelta(days=ends) if ends is not None else None
    return Phase(name="vote", starts_on=str(TODAY + timedelta(days=starts)), ends_on=str(day) if day else None)


def the_check(poll: Body) -> Body | None:
    return next((check for check in poll["checks"] if check["name"] == "calendar-holds-the-window"), None)


async def test_a_poll_outside_the_voting_days_is_not_published_and_says_why(town: VotingTown) -> None:
    await town.change_round(calendar=[the_vote(30, 50)])

    poll = await town.draft()
    refused = await town.act(poll["poll_id"], "publish")

    check = the_check(poll)
    assert check is not None
    assert not check["is_met"]
    assert str(TODAY + timedelta(days=30)) in check["words"]
    assert str(TODAY + timedelta(days=50)) in check["words"]
    assert (refused.status_code, refused.json()["code"]) == (409, "poll-is-not-ready")


async def test_it_can_be_published_once_the_calendar_is_changed(town: VotingTown) -> None:
    await town.change_round(calendar=[the_vote(30, 50)])
    poll_id = (await town.draft())["poll_id"]

    await town.change_round(calendar=[the_vote(-1, None)])

    assert (await town.must(poll_id, "publish"))["state"] == "published"


async def test_a_round_whose_calendar_names_no_vote_binds_no_poll(town: VotingTown) -> None:
    poll = await town.draft()

    assert the_check(poll) is None


async def test_a_draft_follows_the_money_of_its_fund_and_a_published_poll_keeps_its_own(town: VotingTown) -> None:
    poll_id = (await town.draft())["poll_id"]

    await town.change_round(budget_cents=7000_00)
    published = await town.must(poll_id, "publish")
    await town.change_round(budget_cents=1_00)

    assert published["budget_cents"] == 7000_00
    assert (await town.client.get(f"{BASE}/polls/{poll_id}")).json()["budget_cents"] == 7000_00


@pytest.mark.parametrize(
    ("opens", "closes", "is_held"),
    [
        ("2026-06-01T00:00+02:00", "2026-06-21T23:59+02:00", True),
        ("2026-06-01T00:00+02:00", "2026-06-22T00:00+02:00", True),  # midnight ends the 21st
        ("2026-05-31T23:59+02:00", "2026-06-21T12:00+02:00", False),
        ("2026-06-01T00:00+02:00", "2026-06-22T00:01+02:00", False),
        ("2026-05-31T22:00+00:00", "2026-06-21T12:00+02:00", True),  # the same moment as the first
    ],
)
def test_days_are_days_on_the_councils_clock(opens: str, closes: str, is_held: bool) -> None:
    days = VotingDays(date(2026, 6, 1), date(2026, 6, 21), "Europe/Berlin")

    assert days.hold(datetime.fromisoformat(opens), datetime.fromisoformat(closes)) is is_held
