"""Way 2: residents put the dear ones in their order, five votes each, by text message, on the pages and by program."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from commonpurse import counting, preparation
from commonpurse.demo.pages import vote_on_pages
from commonpurse.demo.story.year import Idea, Year
from commonpurse.demo.voting_day import PollingStation, in_a_text
from commonpurse.town_hall import Body, at_most_at_once, eventually
from commonpurse.trouble import Trouble

_VOTES = 5
_AT_ONCE = 12
_ON_PAGES = range(40)
_BY_TEXT = range(40, 140)
_SEED = 2009
_LIMITS = {
    "min_choices": 1,
    "max_choices": _VOTES,
    "max_points": _VOTES,
    "min_points_each": 1,
    "max_points_each": _VOTES,
}


async def prioritise(year: Year, sms_secret: str, pages: str) -> None:
    """From what the board put to the vote to the announced outcome, and until every idea knows where it stands."""
    on_ballot = year.those("vote")
    await year.each("What goes to the vote is costed", on_ballot, lambda idea: _cost(year, idea))
    people, voters = year.script.said["people"], year.script.said["voters"]
    names = [area["name"] for area in year.round["areas"]]
    roll = ((number, f'"{names[number % len(names)]}"') for number in range(1, people + 1))
    codes = await preparation.import_roll(year.town, year.round["round_id"], roll)
    numbers = {one.proposal_id: number for number, one in enumerate(on_ballot, start=1)}
    poll_id = await preparation.draft_poll(year.town, _draft(year, numbers))
    await preparation.open_poll(year.town, poll_id)
    box = PollingStation(year.town, poll_id, sms_secret, pages)
    await eventually(lambda: box.is_known_to_residents(codes[0]), "residents to hear that the poll is open")
    await _vote(year, box, codes[:voters], len(on_ballot))
    await counting.close(year.town, poll_id)
    await counting.certify_and_announce(year.town, poll_id)
    await year.each("The vote is counted, and ideas are ranked", on_ballot, lambda idea: _ranked(year, idea))


async def _cost(year: Year, idea: Idea) -> None:
    path = f"/ideas/{idea.number}"

    async def its_proposal() -> str | None:
        found: str | None = (await year.town.must("ideas", "GET", path))["proposal_id"]
        return found

    idea.proposal_id = await eventually(its_proposal, f"the proposal made of idea {idea.number}")
    cost = idea.wish.kind.cost_cents + idea.wish.area * 10_000
    await year.town.act("proposals", f"/proposals/{idea.proposal_id}", "accept", staff="moderator", cost_cents=cost)


def _draft(year: Year, numbers: dict[str, int]) -> Body:
    now = datetime.now(UTC)
    return {
        "round_id": year.round["round_id"],
        "fund_id": year.fund_id,
        "name": f"{year.script.said['name']}: five votes",
        "method": "points",
        "limits": _LIMITS,
        "rule": "score-order",
        "completion": "none",
        "channels": ["web", "sms"],
        "may_replace": True,
        "opens_at": (now + timedelta(minutes=10)).isoformat(),
        "closes_at": (now + timedelta(days=8)).isoformat(),
        "numbers": numbers,
    }


async def _vote(year: Year, box: PollingStation, codes: list[str], projects: int) -> None:
    advance = year.progress("Everyone votes", len(codes))
    draw = random.Random(_SEED)  # noqa: S311 - the same ballots in every demonstration, and nobody's secret

    def turn(place: int, code: str, choices: dict[int, int]) -> Callable[[], Awaitable[None]]:
        async def vote() -> None:
            answer = await _through_a_door(box, place, code, choices)
            if answer not in {"accepted", "counted"}:
                raise Trouble(f"the ballot box answered {answer}")
            year.ballots += 1
            advance(1)

        return vote

    turns = [turn(place, code, _ballot(draw, projects)) for place, code in enumerate(codes)]
    await at_most_at_once(_AT_ONCE, turns)


def _ballot(draw: random.Random, projects: int) -> dict[int, int]:
    """Five votes; what stands further above on the paper finds more friends."""
    votes = [int(projects * draw.random() ** 1.5) + 1 for _ in range(_VOTES)]
    return {number: votes.count(number) for number in sorted(set(votes))}


async def _through_a_door(box: PollingStation, place: int, code: str, choices: dict[int, int]) -> str:
    if place in _ON_PAGES:
        return await vote_on_pages(box.pages, code, "points", choices)
    if place in _BY_TEXT:
        return await box.text(in_a_text("points", code, choices))
    return await box.cast(await box.permit(code), "points", choices)


async def _ranked(year: Year, idea: Idea) -> None:
    async def is_ranked() -> bool | None:
        state = (await year.town.must("ideas", "GET", f"/ideas/{idea.number}"))["state"]
        return True if state == "ranked" else None

    await eventually(is_ranked, f"idea {idea.number} to be ranked")
