"""A town with real ideas behind the text message gateway."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from gateways.sms.main import build
from gateways.sms.settings import SmsSettings
from libs.shared.kernel import gsm
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from services.ideas.main import SERVICE
from tests.sms.support.town import SECRET
from tests.support.answers import Json, good
from tests.support.gateway import PARTS_SECRET, SMS_KEY
from tests.support.staff import beside_residents
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, ROUNDS, a_plan

NUMBER = "+4915112345678"


@dataclass
class SuggestingTown:
    """Ideas and the gateway in front of them."""

    apps: dict[ServiceName, Any]
    office: httpx.AsyncClient
    door: httpx.AsyncClient

    async def text(self, words: str, number: str = NUMBER, message_id: str | None = None) -> Json:
        """What came of the text, and the reply."""
        body = {"from": number, "text": words, "message_id": message_id}
        answer: Json = good(await self.door.post("/sms/generic", json=body, headers={"X-Commonpurse-Secret": SECRET}))
        assert gsm.segments(answer["reply"]) == 1
        return answer

    async def a_round(self, **changes: Any) -> Json:
        """A round that asks for ideas now."""
        today = datetime.now(UTC).date()
        calendar = [{"name": "suggest", "starts_on": str(today - timedelta(days=9)), "ends_on": None}]
        areas = [{"name": "Mill Meadows"}, {"name": "Mill Meadows North"}]
        plan = a_plan(calendar=calendar, areas=areas, funds=[{"name": "Town", "budget_cents": 100}], **changes)
        return good(await self.office.post(ROUNDS, json=plan, headers=ADMINISTRATOR), 201)

    async def ideas(self) -> list[Json]:
        """All ideas, as the office sees them."""
        listed: list[Json] = good(await self.office.get(IDEAS, headers=MODERATOR))["items"]
        return [good(await self.office.get(f"{IDEAS}/{one['number']}", headers=MODERATOR)) for one in listed]

    def restart(self) -> None:
        """Another process of the gateway takes over; it remembers nothing of the last."""
        settings = Settings(sms_key=SMS_KEY)
        gateway = build(settings, Neighbours(settings, self.apps, gateway="sms"), SmsSettings(secret=SECRET))
        self.door = httpx.AsyncClient(transport=httpx.ASGITransport(gateway), base_url="http://town")


@asynccontextmanager
async def a_suggesting_town(database: str) -> AsyncIterator[SuggestingTown]:
    """The running town, with whatever else stands in the environment."""
    settings = Settings(database_url=database, parts_secret=PARTS_SECRET, sms_key=SMS_KEY)
    runtime = assemble("ideas", settings, in_process=beside_residents())
    async with started(SERVICE, runtime):
        app = api(SERVICE, runtime)
        office = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ideas")
        town = SuggestingTown({"ideas": app}, office, office)
        town.restart()
        yield town
