"""Everything that was planted is taken down, by whatever the product has for it."""

from collections.abc import Iterator
from typing import Any

from commonpurse.town_hall import Body
from tests.contracts.taking_down.decisions import take_decisions_down
from tests.contracts.taking_down.discussions import take_discussions_down
from tests.contracts.taking_down.photos import take_photos_away
from tests.contracts.taking_down.planting import Planting
from tests.contracts.taking_down.sittings import take_sittings_down

CLEAN = {"title": "A thing", "text": "Somebody knows.", "summary": "Somebody knows.", "place": "", "words": "A thing."}
WHY = "It named somebody."


async def take_everything_down(here: Planting) -> None:
    """Own words first, then what the office wrote, then names."""
    for number in here.things.ideas:
        await _redact(here, "ideas", "ideas", number)
    for proposal in here.things.proposals:
        await _redact(here, "proposals", "proposals", proposal)
    for offer in here.things.offers:
        await _redact(here, "proposals", "offers", offer)
    await take_discussions_down(here)
    for poll_id in here.things.polls:
        await _correct_options(here, poll_id)
    for part, path in _with_life_lines(here):
        await _every_line(here, part, path)
    await take_sittings_down(here)
    await take_decisions_down(here)
    await take_photos_away(here)
    for round_id in here.things.rounds:
        await _rename(here, round_id)
    for poll_id in here.things.polls:
        await _rename_poll(here, poll_id)
    await _answer_barriers(here)


async def _redact(here: Planting, part: Any, of: str, name: str) -> None:
    path = f"/{of}/{name}"
    allowed = (await here.hall.must(part, "GET", f"{path}/actions", staff="moderator"))["items"]
    fields = next(one["fields"] for one in allowed if one["action"] == "redact")
    if here.seeds.in_text(str([field.get("value") for field in fields])):
        clean = {field["name"]: CLEAN[field["name"]] for field in fields if CLEAN.get(field["name"])}
        await here.hall.act(part, path, "redact", staff="moderator", **clean, reason=WHY)


def _with_life_lines(here: Planting) -> Iterator[tuple[Any, str]]:
    yield from (("ideas", f"/ideas/{number}") for number in here.things.ideas)
    yield from (("proposals", f"/proposals/{proposal}") for proposal in here.things.proposals)
    yield from (("voting", f"/polls/{poll_id}") for poll_id in here.things.polls)


async def _every_line(here: Planting, part: Any, path: str) -> None:
    while lines := [one for one, said in (await here.lines(part, path)).items() if here.seeds.in_text(said)]:
        staff = "officer-1" if part == "voting" else "moderator"
        await here.hall.act(part, path, "redact-line", staff=staff, line=lines[0], words="It was so.", reason=WHY)


async def _rename(here: Planting, round_id: str) -> None:
    known: Body = await here.hall.must("ideas", "GET", f"/rounds/{round_id}")
    area = known["areas"][0] | {"name": "North"}
    fund = {**known["funds"][0], "name": "All", "area": "North"}
    clean = {"name": f"Round {round_id}", "areas": [area], "funds": [{**fund, "area_id": None}]}
    clean["funds"][0].pop("area_id")
    await here.hall.must("ideas", "PATCH", f"/rounds/{round_id}", clean, staff="admin")


async def _correct_options(here: Planting, poll_id: str) -> None:
    known: Body = await here.hall.must("voting", "GET", f"/polls/{poll_id}")
    for option in known["projects"]:
        if known["rule"] == "ranked-list" and here.seeds.in_text(option["title"]):
            new = {"project": str(option["number"]), "title": f"Option {option['number']}", "reason": WHY}
            await here.hall.act("voting", f"/polls/{poll_id}", "correct-option", staff="officer-1", **new)
            await here.hall.act("voting", f"/polls/{poll_id}", "confirm-correction", staff="officer-2")


async def _rename_poll(here: Planting, poll_id: str) -> None:
    known: Body = await here.hall.must("voting", "GET", f"/polls/{poll_id}")
    if here.seeds.in_text(known["name"]):
        name = {"name": "A vote", "reason": WHY}
        await here.hall.act("voting", f"/polls/{poll_id}", "rename", staff="officer-1", **name)


async def _answer_barriers(here: Planting) -> None:
    for barrier in await here.hall.all_items("ideas", "/barriers", staff="moderator"):
        await here.hall.ask("ideas", "POST", f"/barriers/{barrier['barrier_id']}/done", staff="moderator")
