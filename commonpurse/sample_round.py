"""The round that a fresh platform starts with, so that there is something to click through."""

import os
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from commonpurse import preparation
from commonpurse.parts import SERVICE_NAMES
from commonpurse.sample_poll import announce_poll, open_poll
from commonpurse.samples import SAMPLE_ROUND
from commonpurse.town_hall import Body, TownHall
from libs.shared.platform.running.settings import PartName

Sample = dict[str, Any]

_PARTS: tuple[PartName, ...] = SERVICE_NAMES
_PHASES = {"suggest": -120, "screen": -60, "cost": -30, "vote": -2, "deliver": 30}
"""The calendar's phases, and how many days from today each starts."""


async def ensure_sample_round(address: str, data: Path) -> None:
    """Make the sample round unless there is a round already; passwords and codes go to files in the data folder."""
    town = TownHall(dict.fromkeys(_PARTS, address))
    try:
        if not (await town.must("ideas", "GET", "/rounds"))["items"]:
            await _make(town, data)
    finally:
        await town.aclose()


async def _make(town: TownHall, data: Path) -> None:
    sample = tomllib.loads(SAMPLE_ROUND.read_text())
    passwords = await preparation.appoint_staff(town, os.environ["COMMONPURSE_ADMIN_PASSWORD"])
    keep(data / "secrets" / "sample-staff.csv", "name,password", passwords.items())
    round_body = await _publish(town, sample)
    await draw(town, sample, round_body)
    await _suggest(town, sample, round_body)
    proposals = {fund["name"]: await _propose(town, sample, round_body, fund) for fund in round_body["funds"]}
    people = sum(ballot["people"] for ballot in sample["announced_poll"]["ballots"])
    codes = await preparation.import_roll(town, round_body["round_id"], _roll(people + 60, round_body))
    await announce_poll(town, sample["announced_poll"], round_body, proposals, codes)
    await open_poll(town, sample["open_poll"], round_body, proposals, codes[people])
    # Those who voted in the Youth fund may vote in this poll too; a few codes are enough to try it.
    keep(data / "secrets" / "sample-codes.csv", "number,code", enumerate(codes[people:], start=people + 1))


def _roll(people: int, round_body: Body) -> Iterator[tuple[int, str]]:
    areas = [area["name"] for area in round_body["areas"]]
    return ((number, areas[number % len(areas)]) for number in range(1, people + 1))


async def _publish(town: TownHall, sample: Sample) -> Body:
    today = datetime.now(UTC).date()
    starts = {name: today + timedelta(days=days) for name, days in _PHASES.items()}
    wish = {key: sample[key] for key in ("name", "currency", "hourly_value_cents", "areas")}
    funds = [{**fund, "spent_by": "vote"} for fund in sample["funds"]]
    body: Body = await town.must(
        "ideas", "POST", "/rounds", {**wish, "funds": funds, "calendar": list(_calendar(starts))}, staff="admin"
    )
    return body


async def draw(town: TownHall, sample: Sample, round_body: Body) -> None:
    """The areas' boundaries, so that there is a map."""
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in sample["boundaries"].items()
    ]
    file = {"type": "FeatureCollection", "features": features}
    await town.must("ideas", "PUT", f"/rounds/{round_body['round_id']}/boundaries", file, staff="admin")


def _calendar(starts: dict[str, date]) -> Iterator[Body]:
    ends = [start - timedelta(days=1) for start in list(starts.values())[1:]]
    for (name, start), end in zip(starts.items(), [*ends, None], strict=True):
        yield {"name": name, "starts_on": str(start), "ends_on": str(end) if end else None}


async def _suggest(town: TownHall, sample: Sample, round_body: Body) -> None:
    for idea in sample["ideas"]:
        channel = idea.get("channel", "web")
        wish = _words(idea, round_body) | {"text": idea["text"], "channel": channel}
        staff = None if channel == "web" else "moderator"
        made = await town.must("ideas", "POST", "/ideas", wish, staff=staff)
        if idea.get("accepted"):
            await town.act("ideas", f"/ideas/{made['number']}", "accept", staff="moderator")


async def _propose(town: TownHall, sample: Sample, round_body: Body, fund: Body) -> list[str]:
    """The fund's proposals, accepted, with their offers; their ids in the sample's order."""
    ids = []
    for proposal in (one for one in sample["proposals"] if one["fund"] == fund["name"]):
        wish = _words(proposal, round_body) | {"summary": proposal["text"], "fund_id": fund["fund_id"]}
        made = await preparation.propose(town, wish)
        path = f"/proposals/{made['proposal_id']}"
        await town.act("proposals", path, "accept", staff="moderator", cost_cents=proposal["cost_cents"])
        for offer in proposal.get("offers", ()):
            await _offer(town, path, offer)
        ids.append(made["proposal_id"])
    return ids


async def _offer(town: TownHall, path: str, offer: Body) -> None:
    wish = {key: offer[key] for key in ("kind", "quantity", "words", "value_cents") if key in offer}
    contact = {"kind": "email", "address": "neighbour@lindenhof.example"}
    made = await town.must("proposals", "POST", f"{path}/offers", wish | {"contact": contact})
    if offer.get("committed"):
        for action in ("accept", "commit"):
            await town.act("proposals", f"/offers/{made['offer_id']}", action, staff="moderator")


def _words(thing: Body, round_body: Body) -> Body:
    areas = {area["name"]: area["area_id"] for area in round_body["areas"]}
    wish = {"round_id": round_body["round_id"], "title": thing["title"]}
    wish |= {"area_id": areas[thing["area"]]} if "area" in thing else {}
    if "location" in thing:
        wish["location"] = dict(zip(("longitude", "latitude"), thing["location"], strict=True))
    return wish


def keep(file: Path, header: str, rows: Any) -> None:
    """Write rows of two to a file that only its owner can read."""
    file.touch(mode=0o600)
    file.write_text("\n".join([header, *(f"{first},{second}" for first, second in rows)]) + "\n")
