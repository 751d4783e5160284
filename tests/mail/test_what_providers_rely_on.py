"""The door that providers post mails to."""

import base64
import json
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


@pytest.mark.parametrize(
    "ask",
    [
        {"content": MAIL, "headers": {"Content-Type": "message/rfc822"}},
        {"content": MAIL, "headers": {"Content-Type": "text/plain"}},
        {"json": {"mail": MAIL.decode()}},
        {"json": {"RawEmail": MAIL.decode(), "From": "x"}},
        {"json": {"raw": base64.b64encode(MAIL).decode()}},
        {"data": {"body-mime": MAIL.decode(), "sender": "x"}},
        {"data": {"email": MAIL.decode()}, "files": {"attachment": ("a.txt", b"x")}},
        {"files": {"message": ("mail.eml", MAIL)}},
    ],
    ids=["raw", "as text", "JSON", "Postmark", "base64", "Mailgun", "SendGrid", "a file"],
)
async def test_a_mail_may_come_as_it_is_or_in_a_field(town: MailingTown, ask: dict[str, object]) -> None:
    await town.a_round()
    headers = {"X-Commonpurse-Secret": SECRET} | dict(ask.pop("headers", {}))  # type: ignore[call-overload]

    answer = await town.door.post("/mail/inbound", headers=headers, **ask)  # type: ignore[arg-type]

    assert (answer.status_code, answer.json()) == (200, {"outcome": "taken"})
    assert (await town.idea())["text"] == "Mehr Bäume für die Straße, bitte."


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("message/rfc822", b" "),
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", json.dumps({"mail": ""}).encode()),
        ("application/x-www-form-urlencoded", urlencode({"text": "no"}).encode()),
        ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 200)),
        ("multipart/form-data", b"none"),
    ],
)
async def test_what_holds_no_mail_is_called_so(town: MailingTown, kind: str, content: bytes) -> None:
    answer = await town.posted(content, **{"Content-Type": kind})

    assert (answer.status_code, answer.json()["code"]) in {(422, "malformed-request"), (422, "unprocessable-content")}


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
