"""The announced poll of the sample with an outcome as other terms would have told it: weights, and 100 shared out."""

import json
from typing import Any

import asyncpg

from tests.web.town import Town
from tests.web.visiting import announced_poll

WEB = {"weight": 1, "channels": ["web", "sms"], "ballots": 90}
PAPER = {"weight": 2, "channels": ["paper"], "ballots": 60}
SPREAD = {"median": "20.00", "lower_quartile": "12.50", "upper_quartile": "22.50", "deviation": "6.50", "named": 8}


def an_opinion(numbers: list[int], *, concordance: str | None = "0.39") -> dict[str, Any]:
    """Ballots that share out 100: what the outcome tells of them."""
    projects = [{"project": str(number), "place": place} for place, number in enumerate(numbers, 1)]
    told = [one | SPREAD | {"mean": "18.75", "rounded": "19"} for one in projects]
    told[-1] |= {"mean": "6.25", "rounded": "6"}
    web, paper = {"channel": "web"}, {"channel": "paper"}
    shares = [
        web | dict.fromkeys(("least_percent", "most_percent"), 70),
        paper | {"least_percent": 0, "most_percent": 20},
    ]
    apart = [{"number": number, "percent": 41, "by_channel": shares, "by_area": []} for number in numbers]
    return {
        "agreement": {"votes": 8, "concordance": concordance, "projects": told},
        "differences": {"projects": apart},
    }


async def tell_otherwise(town: Town) -> None:
    """Change what voting tells of the poll. Pages that were made before do not know of it: ask of none before."""
    poll = await announced_poll(town)
    connection = await asyncpg.connect(town.settings.database_of("voting"))
    try:
        kept = json.loads(await connection.fetchval("select outcome from outcomes where poll_id = $1", poll["poll_id"]))
        winners = [one["number"] for one in kept["projects"] if not one["is_funded"]][:1]
        kept["weighing"] = {"groups": [WEB, PAPER], "votes": 210}
        kept["weighing"]["unweighted"] = {"cost_cents": 1234_00, "winners": winners, "ties": 0}
        kept |= an_opinion([one["number"] for one in kept["projects"]])
        await connection.execute(
            "update outcomes set outcome = $1 where poll_id = $2", json.dumps(kept), poll["poll_id"]
        )
    finally:
        await connection.close()
