"""What residents do besides voting, and what the moderators do with it, while faults come and go."""

import asyncio
import random
from typing import Any
from uuid import UUID

import httpx

from commonpurse.town_hall import TownHall
from libs.shared.platform.running.settings import PartName
from tests.faults.history.records import Submission
from tests.faults.making.platform import Platform
from tests.faults.schedules.schedule import WINDOW_S, Schedule
from tests.faults.schedules.town import Town

_PAUSE_S = 0.25
_TOO_MANY = 429
_CONTACT = {"kind": "email", "address": "ida@example.org"}


class Submitters:
    """Everybody who suggests something or offers something, and what was answered."""

    def __init__(self, platform: Platform, hall: TownHall, town: Town, schedule: Schedule) -> None:
        self._hall, self._town, self._schedule = hall, town, schedule
        self._chance = random.Random(f"submissions {schedule.seed}")  # noqa: S311 - it has to come again
        secret = platform.secrets["COMMONPURSE_WEB_KEY"]
        # As a gateway does, so that no run uses up what the next may send in.
        self._headers = {"X-Commonpurse-Client": f"run {town.round_id}", "X-Commonpurse-Gateway": secret}
        self.ideas: list[Submission] = []
        self.offers: list[Submission] = []
        self._is_over = asyncio.Event()

    @property
    def acknowledged(self) -> int:
        """How much was taken."""
        return sum(bool(one.acknowledged_as) for one in (*self.ideas, *self.offers))

    def end(self) -> None:
        """Nobody tries again from now on."""
        self._is_over.set()

    async def submit(self) -> None:
        """Return when everything was taken and moderated, or refused, or nobody tries any more."""
        async with asyncio.TaskGroup() as group:
            for number in range(self._schedule.ideas):
                group.create_task(self._suggest(number, self._chance.uniform(0, WINDOW_S), self._key()))
            for number in range(self._schedule.offers):
                group.create_task(self._offer(number, self._chance.uniform(0, WINDOW_S), self._key()))

    async def _suggest(self, number: int, at_s: float, key: str) -> None:
        await asyncio.sleep(at_s)
        title = f"Idea {number} of {self._schedule.seed}"
        wish = {"round_id": self._town.round_id, "title": title, "text": "Words.", "submission_id": key}
        made, was_refused = await self._until_taken("ideas", "/ideas", wish)
        self.ideas.append(Submission(title, made.get("number", ""), was_refused))
        if made:
            await self._moderate("ideas", f"/ideas/{made['number']}", "accept", "submitted")

    async def _offer(self, number: int, at_s: float, key: str) -> None:
        await asyncio.sleep(at_s)
        words = f"Offer {number} of {self._schedule.seed}"
        wish = {"kind": "time", "quantity": 20, "words": words, "contact": _CONTACT, "submission_id": key}
        path = f"/proposals/{self._town.off_the_ballot}/offers"
        made, was_refused = await self._until_taken("proposals", path, wish)
        self.offers.append(Submission(words, made.get("offer_id", ""), was_refused))
        if made:
            await self._moderate("proposals", f"/offers/{made['offer_id']}", "accept", "made")

    async def _until_taken(self, part: PartName, path: str, wish: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        while not self._is_over.is_set():
            try:
                answer = await self._hall.ask(part, "POST", path, wish, timeout=4, headers={**self._headers})
            except httpx.TransportError:
                await asyncio.sleep(_PAUSE_S)
                continue
            if answer.is_success:
                return answer.json(), False
            if answer.is_client_error and answer.status_code != _TOO_MANY:  # which says when to come again
                return {}, True
            await asyncio.sleep(_PAUSE_S)
        return {}, False

    async def _moderate(self, part: PartName, path: str, action: str, before: str) -> None:
        while not self._is_over.is_set():
            try:
                await self._hall.ask(part, "POST", f"{path}/actions", {"action": action}, staff="moderator", timeout=4)
                answer = await self._hall.ask(part, "GET", path, staff="moderator", timeout=4)
                if answer.is_success and answer.json()["state"] != before:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(_PAUSE_S)

    def _key(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))
