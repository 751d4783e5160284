"""Ideas behind the mail gateway, and a mail server that takes its answers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import httpx

from gateways.mail.desk import Desk
from gateways.mail.mailbox.box import Mailbox
from gateways.mail.mailbox.collector import Collector
from gateways.mail.main import build, desk_of
from gateways.mail.settings import MailSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.telling.settings import TellingSettings
from services.ideas.main import SERVICE
from tests.support.answers import Json, good
from tests.support.gateway import MAIL_KEY, PARTS_SECRET
from tests.support.mail_server import MailServer
from tests.support.staff import beside_residents
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, ROUNDS, a_plan

SECRET = "the provider's own secret"
US, OFFICE = "budget@town.example", "office@town.example"


@dataclass
class MailingTown:
    """One service, one gateway; ``apps`` may be emptied to have ideas away."""

    runtime: Runtime
    apps: dict[ServiceName, Any]
    post: MailServer
    smtp: str
    desk: Desk = field(init=False)
    door: httpx.AsyncClient = field(init=False)
    office: httpx.AsyncClient = field(init=False)

    def open(self, **told: Any) -> None:
        """A gateway starts that remembers nothing of the last."""
        settings = Settings(mail_key=MAIL_KEY, public_url="https://town.example")
        neighbours = Neighbours(settings, self.apps, gateway="mail")
        own = MailSettings.model_validate({"secret": SECRET, "office": OFFICE} | told)
        telling = TellingSettings(smtp_url=self.smtp, mail_from=US, public_url="https://town.example")
        self.desk = desk_of(settings, neighbours, own, telling)
        transport = httpx.ASGITransport(build(settings, neighbours, self.desk))
        self.door = httpx.AsyncClient(transport=transport, base_url="http://town")
        self.office = httpx.AsyncClient(transport=httpx.ASGITransport(api(SERVICE, self.runtime)), base_url="http://x")

    def a_collector(self, address: str) -> Collector:
        """The worker for the mailbox."""
        return Collector(
            Mailbox(address), self.desk, look_every_s=20, keep_days=30, today=lambda: datetime.now(UTC).date()
        )

    async def a_round(self, name: str = "Lichtenberg 2027", **changes: Any) -> Json:
        """A round that asks for ideas."""
        today = datetime.now(UTC).date()
        days = {"starts_on": str(today - timedelta(days=2)), "ends_on": str(today + timedelta(days=9))}
        plan = a_plan(name=name, calendar=[{"name": "suggest"} | days]) | changes
        return good(await self.office.post(ROUNDS, json=plan, headers=ADMINISTRATOR), httpx.codes.CREATED)

    async def posted(self, mail: bytes, **headers: str) -> httpx.Response:
        """The answer to a provider who posts the mail."""
        shown = {"X-Commonpurse-Secret": SECRET, "Content-Type": "message/rfc822"} | headers
        return await self.door.post("/mail/inbound", content=mail, headers=shown)

    async def outcome(self, mail: bytes) -> str:
        """What came of the mail, by a provider."""
        answer = await self.posted(mail)
        assert answer.status_code == 200, answer.text
        said: str = answer.json()["outcome"]
        return said

    async def ideas(self) -> list[Json]:
        """All ideas, newest first, as staff see them."""
        found = good(await self.office.get(IDEAS, headers=MODERATOR))["items"]
        return [good(await self.office.get(f"{IDEAS}/{each['number']}", headers=MODERATOR)) for each in found]

    async def idea(self) -> Json:
        """The only one."""
        [found] = await self.ideas()
        return found

    def answers(self) -> list[EmailMessage]:
        """What was sent to whoever wrote."""
        return [mail for mail in self.post.taken if mail["To"] != OFFICE]

    def answer(self) -> str:
        """The words of the last answer, in one line."""
        return " ".join(self.answers()[-1].get_content().split())


@asynccontextmanager
async def a_mailing_town(database: str, post: MailServer, smtp: str, **told: Any) -> AsyncIterator[MailingTown]:
    """The town until the block ends."""
    runtime = assemble(
        "ideas",
        Settings(database_url=database, parts_secret=PARTS_SECRET, mail_key=MAIL_KEY),
        in_process=beside_residents(),
    )
    async with started(SERVICE, runtime):
        town = MailingTown(runtime, {"ideas": api(SERVICE, runtime)}, post, smtp)
        town.open(**told)
        yield town


def by_id(found: Json) -> Mapping[str, UUID]:
    """A round's areas by name."""
    return {area["name"]: area["area_id"] for area in found["areas"]}
