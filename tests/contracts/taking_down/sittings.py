"""Words in sittings: in what is announced, in why one is called off, and in minutes."""

from datetime import UTC, datetime, timedelta

from commonpurse.town_hall import Body, eventually
from tests.contracts.taking_down.planting import Planting

PLAIN = {"said": "It was said.", "result": "So it is."}
WHY = "It named somebody."


async def plant_sittings(here: Planting) -> None:
    """One that was held, with minutes that were corrected, and one that was changed and then called off."""
    soon = datetime.now(UTC) + timedelta(seconds=1)
    held = await _announce(here, soon, _words(here, "NewSitting"), here.sown("NewAgendaItem", "topic"))
    path = f"/sittings/{held['sitting_id']}"

    async def it_has_begun() -> bool | None:
        return (await here.hall.ask("ideas", "POST", f"{path}/held", None, staff="moderator")).is_success or None

    await eventually(it_has_begun, "the sitting to begin")
    for item in held["agenda"]:
        await _write(here, path, item, PLAIN)
    await here.hall.must("ideas", "POST", f"{path}/minutes", None, staff="moderator")
    for item in held["agenda"]:
        await _write(here, path, item, here.sown("WantedMinutes", "said", "result", "reason"))
    later = datetime.now(UTC) + timedelta(days=9)
    off = await _announce(here, later, {"name": "Off"}, {"topic": "Money"})
    path, changed = f"/sittings/{off['sitting_id']}", _words(here, "ChangedSitting")
    await here.hall.must("ideas", "PUT", path, _plan(off) | changed, staff="moderator")
    await here.hall.must("ideas", "POST", f"{path}/cancellation", here.sown("CalledOff", "reason"), staff="moderator")


def _words(here: Planting, model: str) -> Body:
    return here.sown(model, "name", "place") | {"link": f"https://town.example/{here.seeds.word(f'{model}.link')}"}


async def _announce(here: Planting, begins_at: datetime, words: Body, topic: Body) -> Body:
    """A sitting on the topic and on an idea whose author is told of it."""
    agenda = [topic, {"idea": here.things.ideas[0]}]
    wish = {"round_id": here.town["round_id"], "body": "board", "begins_at": begins_at.isoformat(), "agenda": agenda}
    made: Body = await here.hall.must("ideas", "POST", "/sittings", wish | words, staff="moderator")
    here.things.sittings.append(made["sitting_id"])
    return made


async def _write(here: Planting, path: str, item: Body, said: Body) -> None:
    await here.hall.must("ideas", "PUT", f"{path}/agenda/{item['item_id']}/minutes", said, staff="moderator")


def _plan(sitting: Body) -> Body:
    agenda = [{"idea": item["number"]} if item["number"] else {"topic": "A thing"} for item in sitting["agenda"]]
    return {"name": "Board", "begins_at": sitting["begins_at"], "agenda": agenda}


async def take_sittings_down(here: Planting) -> None:
    """All words of sittings are replaced."""
    for sitting_id in here.things.sittings:
        path = f"/sittings/{sitting_id}"
        sitting: Body = await here.hall.must("ideas", "GET", path)
        await here.hall.must("ideas", "PUT", path, _plan(sitting), staff="moderator")
        if sitting["reason"]:
            await here.hall.must("ideas", "POST", f"{path}/cancellation", {"reason": "No room."}, staff="moderator")
        for item in sitting["agenda"] if sitting["state"] == "minutes_published" else ():
            await _write(here, path, item, PLAIN | {"reason": WHY})
