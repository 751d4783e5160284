"""Way 2: residents put the dear ones in their order, five votes each, by text message, on the pages and by program."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from commonpurse import preparation
from commonpurse.demo.stage import Stage
from commonpurse.demo.story.poll import Vote, hold
from commonpurse.demo.story.year import Idea, Year
from commonpurse.demo.voting_day import Door
from commonpurse.town_hall import Body, eventually

_VOTES = 5
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


async def invite(year: Year) -> dict[str, list[str]]:
    """The roll is read in, and everybody on it has a code; the codes by locality."""
    names = [area["name"] for area in year.round["areas"]]
    of_each = [name for name, people in zip(names, year.script.said["people"], strict=True) for _ in range(people)]
    roll = ((number, f'"{name}"') for number, name in enumerate(of_each, start=1))
    codes: dict[str, list[str]] = {name: [] for name in names}
    for name, code in zip(of_each, await preparation.import_roll(year.town, year.round["round_id"], roll), strict=True):
        codes[name].append(code)
    return codes


async def prioritise(year: Year, codes: Sequence[str], stage: Stage) -> None:
    """From what the board put to the vote to the announced outcome, and until every idea knows where it stands."""
    on_ballot = year.those("vote")
    proposals = await eventually(lambda: _proposals_of(year, len(on_ballot)), "the proposals made of the ideas")
    for idea in on_ballot:
        idea.proposal_id = proposals[idea.number]
    await year.each("What goes to the vote is costed", on_ballot, lambda idea: _cost(year, idea))
    numbers = {one.proposal_id: number for number, one in enumerate(on_ballot, start=1)}
    await hold(year, stage, _draft(year, numbers), "Everyone votes", _votes(codes, len(on_ballot)))
    year.ballots = len(codes)
    await eventually(lambda: _are_ranked(year, on_ballot), "the ideas to be ranked")


async def _proposals_of(year: Year, ideas: int) -> dict[str, str] | None:
    """The proposals by the numbers of their ideas, once so many ideas have become one."""
    made = await year.town.all_items("proposals", "/proposals", staff="moderator", round_id=year.round["round_id"])
    return {one["idea_number"]: one["proposal_id"] for one in made} if len(made) >= ideas else None


async def _cost(year: Year, idea: Idea) -> None:
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


def _votes(codes: Sequence[str], projects: int) -> list[Vote]:
    draw = random.Random(_SEED)  # noqa: S311 - invented people, who must choose alike in every demonstration
    return [Vote(_door_of(place), code, _ballot(draw, projects)) for place, code in enumerate(codes)]


def _ballot(draw: random.Random, projects: int) -> dict[int, int]:
    """Five votes; what stands further above on the paper finds more friends."""
    votes = [int(projects * draw.random() ** 1.5) + 1 for _ in range(_VOTES)]
    return {number: votes.count(number) for number in sorted(set(votes))}


def _door_of(place: int) -> Door:
    if place in _ON_PAGES:
        return "pages"
    return "texts" if place in _BY_TEXT else "api"


async def _are_ranked(year: Year, ideas: Sequence[Idea]) -> bool | None:
    ranked = await year.town.all_items("ideas", "/ideas", round_id=year.round["round_id"], state="ranked")
    return True if {one.number for one in ideas} <= {one["number"] for one in ranked} else None
