"""The door that providers post mails to."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from gateways.mail.main import build, desk_of
from gateways.mail.settings import MailSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.telling.settings import TellingSettings
from tests.mail.support.letters import a_mail
from tests.mail.support.town import SECRET, MailingTown

MAIL = a_mail("Mehr Bäume für die Straße, bitte.")


async def test_only_who_knows_the_secret_hands_mails_in(town: MailingTown) -> None:
    await town.a_round()
    basic = base64.b64encode(f"provider:{SECRET}".encode()).decode()
    wrong = base64.b64encode(b"provider:guessed").decode()

    answers = [
        await town.door.post("/mail/inbound", content=MAIL, headers=headers)
        for headers in (
            {},
            {"X-Commonpurse-Secret": "guessed"},
            {"Authorization": f"Basic {wrong}"},
            {"Authorization": "Basic ?"},
            {"Authorization": f"Basic {basic}"},
        )
    ]

    assert [answer.status_code for answer in answers] == [401, 403, 403, 401, 200]


def shapes(mail: bytes) -> list[dict[str, Any]]:
    """Raw and as text; as JSON, Postmark's, as base64; as a form by Mailgun and SendGrid; as a file."""
    said = mail.decode()
    return [
        {"content": mail, "headers": {"Content-Type": "message/rfc822"}},
        {"content": mail, "headers": {"Content-Type": "text/plain"}},
        {"json": {"mail": said}},
        {"json": {"RawEmail": said, "From": "x"}},
        {"json": {"raw": base64.b64encode(mail).decode()}},
        {"data": {"body-mime": said, "sender": "x"}},
        {"data": {"email": said}, "files": {"attachment": ("a.txt", b"x")}},
        {"files": {"message": ("mail.eml", mail)}},
    ]


async def test_a_mail_may_come_as_it_is_or_in_a_field(town: MailingTown) -> None:
    await town.a_round()
    asked = [shapes(a_mail("Mehr Bäume für die Straße, bitte."))[at] for at in range(len(shapes(MAIL)))]

    answers = [
        await town.door.post(
            "/mail/inbound", **one | {"headers": {"X-Commonpurse-Secret": SECRET} | one.get("headers", {})}
        )
        for one in asked
    ]

    assert [answer.json() for answer in answers] == [{"outcome": "taken"}] * len(asked)
    assert [each["text"] for each in await town.ideas()] == ["Mehr Bäume für die Straße, bitte."] * len(asked)


async def test_what_holds_no_mail_is_called_so(town: MailingTown) -> None:
    answers = [
        await town.posted(content, **{"Content-Type": kind})
        for kind, content in (
            ("message/rfc822", b" "),
            ("application/json", b"{"),
            ("application/json", b"[]"),
            ("application/json", json.dumps({"mail": ""}).encode()),
            ("application/x-www-form-urlencoded", urlencode({"text": "no"}).encode()),
            ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 200)),
            ("multipart/form-data", b"none"),
        )
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


async def test_more_than_any_mail_is_refused_before_it_is_read(town: MailingTown) -> None:
    answer = await town.posted(b"x", **{"Content-Length": "60000000"})

    assert answer.status_code == 413


@pytest.mark.parametrize("told", [{}, {"secret": SECRET}])
async def test_without_a_secret_or_a_mail_server_no_mail_is_taken(told: dict[str, str]) -> None:
    neighbours = Neighbours(Settings(), {})
    desk = desk_of(Settings(), neighbours, MailSettings.model_validate(told), TellingSettings(smtp_url=None))
    transport = httpx.ASGITransport(build(Settings(), neighbours, desk))

    async with httpx.AsyncClient(transport=transport, base_url="http://town") as door:
        answer = await door.post("/mail/inbound", content=MAIL, headers={"X-Commonpurse-Secret": SECRET})

    assert (answer.status_code, "No mail is taken here" in answer.json()["detail"]) == (503, True)
