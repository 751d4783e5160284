"""What matters to residents in hard times: they share out 100 among services, policies and savings.

Nothing is funded by it. The outcome is a ranked list, with how far people agree and how groups of them differ.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle

from commonpurse import counting
from commonpurse.demo.stage import Stage
from commonpurse.demo.story.poll import Vote, hold
from commonpurse.demo.story.year import Year
from commonpurse.demo.voting_day import CHANNELS, Door
from commonpurse.town_hall import Body, TownHall, eventually

_DOORS: tuple[Door, ...] = (
    *("questionnaire", "texts", "api", "questionnaire", "texts", "questionnaire"),
    *("pages", "questionnaire", "texts", "api", "questionnaire", "api"),
)
"""By which they answer, one after the other: most send back the questionnaire, which a program reads."""
_SHARES = (40, 30, 20, 10)
_SILENT = 8
"""Each eighth does not answer. Where everybody does, nothing may be told of them."""
_SEED = 2026


async def ask(year: Year, codes: Mapping[str, Sequence[str]], stage: Stage) -> None:
    """The poll from its draft until it is told what it says, by most people in some of the localities.

    ``codes`` are the invitation codes by locality.
    """
    asked = [code for name in year.script.said["services"]["asked_in"] for code in codes[name]]
    answering = [code for number, code in enumerate(asked, start=1) if number % _SILENT]
    votes = _votes(answering, year.script.said["services"]["options"])
    poll_id, outcome = await hold(year, stage, _draft(year), "Everyone says what matters", votes)
    areas = {area["area_id"]: area["name"] for area in year.round["areas"]}
    year.services = await _told(year.town, poll_id, outcome, areas)


def _draft(year: Year) -> Body:
    now, said = datetime.now(UTC), year.script.said["services"]
    options = [{name: what for name, what in one.items() if name != "friends"} for one in said["options"]]
    return {
        "round_id": year.round["round_id"],
        "fund_id": year.round["funds"][1]["fund_id"],
        "name": said["name"],
        "method": "allocation",
        "rule": "ranked-list",
        "options": options,
        "limits": {"max_choices": len(options)},
        "paper_order": "voter",
        "channels": ["web", "sms", "questionnaire"],
        "opens_at": (now + timedelta(minutes=10)).isoformat(),
        "closes_at": (now + timedelta(days=7)).isoformat(),
    }


def _votes(codes: Sequence[str], options: Sequence[Body]) -> list[Vote]:
    draw = random.Random(_SEED)  # noqa: S311 - invented people, who must choose alike in every demonstration
    return [Vote(door, code, _shares(draw, door, options)) for code, door in zip(codes, cycle(_DOORS), strict=False)]


def _shares(draw: random.Random, door: Door, options: Sequence[Body]) -> dict[int, int]:
    """100 for four of them; which are likely depends on who comes by that door."""
    friends = {number: one["friends"][CHANNELS[door]] for number, one in enumerate(options, start=1)}
    shares: dict[int, int] = {}
    for share in _SHARES:
        [number] = draw.choices([*friends], [*friends.values()])
        shares[number] = share
        del friends[number]
    return shares


async def _told(town: TownHall, poll_id: str, outcome: Body, areas: Mapping[str, str]) -> Body:
    """The ranked list with agreement and spread, and how groups differ; and whether the public view shows it, too."""
    options = {one["number"]: one for one in outcome["projects"]}
    agreement = outcome["agreement"]
    view = await eventually(lambda: counting.seen(town, f"/polls/{poll_id}/results"), "the view of the ranked list")
    turnout = await town.must("reporting", "GET", f"/polls/{poll_id}/turnout")
    return {
        "ballots": outcome["ballots"],
        "by_channel": {one["channel"]: one["ballots"] for one in turnout["by_channel"]},
        "agreement": agreement["concordance"],
        "ranked": [_ranked(one, options[int(one["project"])]) for one in agreement["projects"]],
        "differences": [_different(one, options[one["number"]], areas) for one in outcome["differences"]["projects"]],
        "view_matches": _places(view) == _places(outcome) and view["ballots"] == outcome["ballots"],
    }


def _ranked(spread: Body, option: Body) -> Body:
    told = ("mean", "median", "lower_quartile", "upper_quartile", "deviation")
    return {"place": option["place"], "option": option["title"], "kind": option["kind"]} | {
        name: spread[name] for name in told
    }


def _different(one: Body, option: Body, areas: Mapping[str, str]) -> Body:
    """How many percent of all set store by the option, and of each large group between which bounds that lies."""
    return {
        "option": option["title"],
        "percent": one["percent"],
        "by_channel": {part["channel"]: _bounds(part) for part in one["by_channel"]},
        "by_area": {areas[part["area_id"]]: _bounds(part) for part in one["by_area"]},
    }


def _bounds(part: Body) -> list[int | None]:
    return [part["least_percent"], part["most_percent"]]


def _places(body: Body) -> dict[int, int | None]:
    return {one["number"]: one["place"] for one in body["projects"]}
