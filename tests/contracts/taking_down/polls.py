"""Words in polls: in the name, and in each reason that an officer gives."""

from datetime import UTC, datetime, timedelta
from typing import Any

from commonpurse import preparation
from commonpurse.ballot_box import BallotBox
from commonpurse.counting import certify
from commonpurse.town_hall import eventually
from tests.contracts.taking_down.planting import Planting


async def plant_polls(here: Planting) -> None:
    """A poll that was announced, on projects whose words may have to go, and one that was called off."""
    await _one_announced(here)
    called_off = await _a_poll(here, "Called off")
    await here.act("voting", "polls", called_off, "rename", name="Off", reason="It was too long.")
    [line] = await here.lines("voting", f"/polls/{called_off}")
    await here.act("voting", "polls", called_off, "redact-line", line=line, words=..., reason=...)
    await here.act("voting", "polls", called_off, "rename", name=..., reason=...)
    await here.act("voting", "polls", called_off, "cancel", reason=...)
    await _one_that_ranks(here)


async def _one_announced(here: Planting) -> None:
    round_id = here.town["round_id"]
    area = here.town["areas"][0]["name"]
    codes = await preparation.import_roll(here.hall, round_id, [(number, area) for number in (1, 2, 3)])
    poll_id = await _a_poll(here, f"Vote {here.seeds.word('DraftBody.name')}")
    box = BallotBox(here.hall, poll_id)
    await eventually(lambda: box.is_known_to_residents(codes[0]), "residents to hear of the poll")
    await box.cast(await box.permit(codes[0]), "approval", {1: 1})
    later = (datetime.now(UTC) + timedelta(days=9)).isoformat(timespec="seconds")
    await here.act("voting", "polls", poll_id, "extend", closes_at=later, reason=...)
    await here.act("voting", "polls", poll_id, "confirm-extension", staff="officer-2")
    await here.act("voting", "polls", poll_id, "withdraw-project", project="2", reason=...)
    await here.act("voting", "polls", poll_id, "confirm-withdrawal", staff="officer-2")
    await here.act("voting", "polls", poll_id, "close", reason=...)
    await certify(here.hall, poll_id)
    decided = {"project": "1", "decision": "not-funded"}
    await here.act("voting", "polls", poll_id, "override-outcome", **decided, reason=...)
    await here.act("voting", "polls", poll_id, "confirm-override", staff="officer-2")
    await here.act("voting", "polls", poll_id, "announce")


async def _one_that_ranks(here: Planting) -> None:
    options = [{"title": title, "kind": "service"} for title in ("Schools", "Parks")]
    asked = {"rule": "ranked-list", "method": "ranking", "limits": {"max_choices": 2}, "options": options}
    poll_id = await _a_poll(here, "What matters", numbers={}, **asked)
    await here.act("voting", "polls", poll_id, "correct-option", project="1", title=..., reason=...)
    await here.act("voting", "polls", poll_id, "confirm-correction", staff="officer-2")


async def _a_poll(here: Planting, name: str, **wishes: Any) -> str:
    """An open poll on two projects of its own and on what was corrected, or as is wished."""
    projects = [await here.public_proposal(), await here.public_proposal()]
    now = datetime.now(UTC)
    draft = {
        "round_id": here.town["round_id"],
        "fund_id": here.town["funds"][0]["fund_id"],
        "name": name,
        "method": "approval",
        "limits": {"max_choices": 1},
        "rule": "score-order",
        "completion": "none",
        "channels": ["web", "sms"],
        "may_replace": True,
        "opens_at": (now + timedelta(minutes=10)).isoformat(),
        "closes_at": (now + timedelta(days=8)).isoformat(),
        "numbers": {proposal_id: number for number, proposal_id in enumerate(projects, start=1)},
        **wishes,
    }

    poll_id = await preparation.draft_poll(here.hall, draft)
    await preparation.open_poll(here.hall, poll_id)
    here.things.polls.append(poll_id)
    return poll_id
