"""A round of its own for each run: proposals, a roll, an open poll; and the staff who see it through."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from commonpurse import preparation
from commonpurse.town_hall import TownHall, eventually
from tests.faults.making.patience import Patience
from tests.faults.making.platform import Platform
from tests.faults.schedules.schedule import MOST_CHOICES, PROJECTS, Schedule

_PATIENCE_S = 60.0
_BUDGET_CENTS = 1_000_000
_COST_CENTS = 300_000


@dataclass(frozen=True, slots=True)
class Town:
    """One run's round."""

    round_id: str
    off_the_ballot: str
    codes: list[str]
    poll_id: str

    @property
    def path(self) -> str:
        return f"/polls/{self.poll_id}"


async def appoint(platform: Platform) -> TownHall:
    """The town hall's staff, signed in."""
    hall = TownHall(platform.addresses)
    await preparation.appoint_staff(hall, platform.secrets["COMMONPURSE_ADMIN_PASSWORD"])
    return hall


async def open_a_poll(hall: TownHall, schedule: Schedule, name: str) -> Town:
    """In fair weather: a round, its proposals, its roll, its poll, which everybody has heard of."""
    round_body = await hall.must("ideas", "POST", "/rounds", _plan(name), staff="admin")
    round_id, fund_id = round_body["round_id"], round_body["funds"][0]["fund_id"]
    # What is on a ballot takes no offers: the last one is in another fund.
    funds = [*(fund_id for _ in PROJECTS), round_body["funds"][1]["fund_id"]]
    made = [_proposal(hall, round_id, fund, number) for number, fund in enumerate(funds, start=1)]
    *proposals, another = await asyncio.gather(*made)
    codes = await preparation.import_roll(hall, round_id, ((voter.number, "") for voter in schedule.voters))
    draft = _draft(round_id, fund_id, name) | {
        "may_replace": schedule.may_replace,
        "numbers": dict(zip(proposals, PROJECTS, strict=True)),
    }
    poll_id = await preparation.draft_poll(hall, draft)
    await preparation.open_poll(hall, poll_id)
    wish = {"code": codes[0], "channel": "web", "poll_id": poll_id}

    async def is_known() -> bool | None:
        return True if (await hall.ask("residents", "POST", "/permits", wish)).is_success else None

    await eventually(is_known, "residents to hear that the poll is open")
    return Town(round_id, another, codes, poll_id)


async def _proposal(hall: TownHall, round_id: str, fund_id: str, number: int) -> str:
    wish = {"round_id": round_id, "fund_id": fund_id, "title": f"Project {number}", "summary": "Words."}
    made = await preparation.propose(hall, wish)
    path = f"/proposals/{made['proposal_id']}"
    await hall.act("proposals", path, "accept", staff="moderator", cost_cents=_COST_CENTS)
    return str(made["proposal_id"])


def _plan(name: str) -> dict[str, Any]:
    today = datetime.now(UTC).date()
    begun, ends = today - timedelta(days=10), today + timedelta(days=30)
    return {
        "name": name,
        "currency": "EUR",
        "hourly_value_cents": 1500,
        "areas": [],
        "funds": [
            {"name": name, "budget_cents": _BUDGET_CENTS, "spent_by": "vote"} for name in ("Whole town", "Later")
        ],
        "calendar": [
            {"name": "suggest", "starts_on": str(begun), "ends_on": str(today - timedelta(days=3))},
            {"name": "vote", "starts_on": str(today - timedelta(days=2)), "ends_on": str(ends)},
        ],
    }


def _draft(round_id: str, fund_id: str, name: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "round_id": round_id,
        "fund_id": fund_id,
        "name": name,
        "method": "approval",
        "limits": {"min_choices": 1, "max_choices": MOST_CHOICES},
        "rule": "equal-shares",
        "completion": "add1+utilitarian",
        "channels": ["web", "sms"],
        "opens_at": (now + timedelta(minutes=10)).isoformat(),
        "closes_at": (now + timedelta(days=5)).isoformat(),
    }


class Officers:
    """The returning officers, who do not rest until the poll is where they want it."""

    def __init__(self, platform: Platform, hall: TownHall, town: Town) -> None:
        self._platform, self._hall, self._town = platform, hall, town

    async def close(self) -> None:
        """Return when the poll is closed and its box has been emptied of people."""
        await self._until({"closed", "counted", "certified", "announced"}, "close", "officer-1", reason="It is over.")

    async def announce(self) -> None:
        """Count, certify by two, announce."""
        await self._until({"counted", "certified", "announced"}, "count", "officer-1")
        await self._until({"certified", "announced"}, "certify", "officer-1", "officer-2")
        await self._until({"announced"}, "announce", "officer-1")

    async def _until(self, states: set[str], action: str, *who: str, **fields: Any) -> None:
        patience, said = Patience(self._platform, _PATIENCE_S), ""
        while not patience.is_over:
            for one in who:
                try:
                    if await self._state() in states:
                        return
                    path, wish = f"{self._town.path}/actions", {"action": action, **fields}
                    said = (await self._hall.ask("voting", "POST", path, wish, staff=one, timeout=5)).text
                except (httpx.TransportError, ValueError, KeyError) as error:
                    said = repr(error)
            await asyncio.sleep(0.15)
        raise AssertionError(f"not within {_PATIENCE_S:.0f} s: {action}: {said}")

    async def _state(self) -> str:
        return str((await self._hall.ask("voting", "GET", self._town.path, timeout=5)).json()["state"])
