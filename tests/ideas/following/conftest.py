"""A town hall that sends mail at a time that the test moves, and somebody who follows."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import text

from libs.shared.kernel import gsm
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import api
from libs.shared.platform.storage.database import Database
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.postman import Post, Postman
from libs.shared.platform.telling.texter import Texter
from services.ideas.main import SERVICE
from services.ideas.storage.following import follower_tellings
from services.ideas.storage.following.text_tellings import TextTellings
from services.ideas.use_cases.following.tell_followers import gather_news
from tests.support.answers import Json, good
from tests.support.gateway import by_text
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.mail_server import MailServer, a_mail_server
from tests.support.texts import RememberedTexts

FOLLOWING = "/api/ideas/v1/following"
ADA = {"kind": "email", "address": "ada@example.org"}
NUMBER = "+49 1511 2345678"
OF_THE_NUMBER = "1511234"
"""A part of it, however it is written, that stands in no random id."""
ADAS_TELEPHONE = {"kind": "phone", "address": "0151 12345678"}
TOWN = "https://budget.town.example"


@dataclass
class PostRoom:
    """Where mail to followers leaves."""

    runtime: Runtime
    office: Post
    server: MailServer

    async def sent(self, office: Post | None = None) -> list[EmailMessage]:
        """What goes out now."""
        before = len(self.server.taken)
        while await gather_news(self.runtime):
            pass
        postman = Postman(self.runtime, follower_tellings, office or self.office, TOWN, to="followers")
        while await postman.send_one():
            pass
        return self.server.taken[before:]


@dataclass
class Line:
    """A telephone, the service, and the provider between them."""

    client: httpx.AsyncClient
    post_room: PostRoom
    provider: RememberedTexts = field(default_factory=RememberedTexts)
    most_a_day: int = 500

    async def texts(self, wish: str, idea: str | None = None, number: str = NUMBER, **more: str) -> Json:
        """What comes of a text from the telephone."""
        body = {"number": number, "wish": wish, "idea": idea} | more
        return good(await self.client.post(f"{FOLLOWING}/by-text", json=body, headers=by_text("a telephone")))

    async def asks(self, idea: Json, **more: Any) -> httpx.Response:
        """Somebody types the number into the form."""
        wish = {"contact": ADAS_TELEPHONE, "idea": idea["number"]} | more
        return await self.client.post(FOLLOWING, json=wish)

    async def sent(self) -> list[str]:
        """The texts that go out now."""
        before = len(self.provider.taken)
        runtime = self.post_room.runtime
        while await gather_news(runtime):
            pass
        tellings = TextTellings(TOWN, ZoneInfo("Europe/Berlin"), self.most_a_day)
        texter = Texter(runtime, tellings, self.provider, to="followers")
        while await texter.send_one():
            pass
        assert all(gsm.segments(message.text) <= 2 for message in self.provider.taken)
        return [message.text for message in self.provider.taken[before:]]

    async def everything(self) -> str:
        return (await everything_in(self.post_room.runtime.database)).replace(" ", "")


@pytest.fixture
def clock() -> HeldClock:
    """Noon in UTC on a Monday; the council is in Berlin unless it says otherwise."""
    return HeldClock()


@pytest.fixture
def hearing(runtime: Runtime, clock: HeldClock) -> Hearing:
    """The service's ear, at the time that the test moves."""
    return Hearing(runtime, SERVICE.subscriptions, clock)


@pytest.fixture
async def post_room(runtime: Runtime, clock: HeldClock) -> AsyncIterator[PostRoom]:
    runtime.own["links_go_out"], runtime.own["countries_texted"] = True, ()
    async with a_mail_server() as (server, address):
        yield PostRoom(replace(runtime, clock=clock), PostOffice(address, "budget@town.example"), server)


@pytest.fixture
async def client(post_room: PostRoom) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service, whose time the test moves."""
    transport = httpx.ASGITransport(api(SERVICE, post_room.runtime))
    async with httpx.AsyncClient(transport=transport, base_url="http://ideas") as client:
        yield client


@pytest.fixture
async def line(client: httpx.AsyncClient, post_room: PostRoom) -> Line:
    post_room.runtime.own["countries_texted"] = ("+49",)
    return Line(client, post_room)


async def asked(client: httpx.AsyncClient, **wish: Any) -> Json:
    """Somebody asks to hear of something; Ada, unless it is said who."""
    return good(await client.post(FOLLOWING, json={"contact": ADA} | wish), httpx.codes.ACCEPTED)


def key_in(mail: EmailMessage) -> dict[str, str]:
    """The header with the key that the mail's link holds."""
    found = re.search(r"/following/([A-Z2-7]+)\s", mail.get_content())
    assert found
    return {"X-Following-Key": found[1]}


async def following(client: httpx.AsyncClient, post_room: PostRoom, **wish: Any) -> dict[str, str]:
    """Somebody follows something and has said so by the link; the header with their key."""
    await asked(client, **wish)
    *_, mail = await post_room.sent()
    key = key_in(mail)
    good(await client.post(f"{FOLLOWING}/mine/confirmed", json={}, headers=key))
    return key


async def everything_in(database: Database) -> str:
    """All rows of all tables of the service."""
    async with database.reading() as session:
        named = text("select tablename from pg_tables where schemaname = 'public'")
        tables = [*await session.scalars(named)]
        rows = [await session.scalars(text(f'select t::text from "{table}" t')) for table in tables]  # noqa: S608 - ours
        return "\n".join(row for found in rows for row in found)
