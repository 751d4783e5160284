"""Whoever suggested an idea hears what became of it: by mail from a real mail server, or from staff."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from libs.shared.kernel.mail import Mail, MailWasNotTaken
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.postman import Postman
from services.ideas.main import SERVICE
from services.ideas.storage import tellings
from tests.support.answers import Json, good, refused
from tests.support.crier import working
from tests.support.eventually import eventually
from tests.support.held_clock import HeldClock
from tests.support.mail_server import MailServer, a_mail_server
from tests.support.suggesting import IDA, MODERATOR, TELLINGS, accepted, acted, suggested

EDITIONS = "/api/ideas/v1/editions"
TEMPORARY = "451 Come back later"


@pytest.fixture
async def mailing() -> AsyncIterator[tuple[MailServer, str]]:
    async with a_mail_server() as running:
        yield running


@pytest.fixture
def mail_server(mailing: tuple[MailServer, str]) -> MailServer:
    return mailing[0]


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def post_office(mailing: tuple[MailServer, str]) -> PostOffice:
    return PostOffice(mailing[1], "budget@town.example")


@pytest.fixture
def postman(runtime: Runtime, post_office: PostOffice, clock: HeldClock) -> Postman:
    """A postman whose time the test moves; it begins a day ahead of the news."""
    clock.move(timedelta(days=36_500))
    return Postman(replace(runtime, clock=clock), tellings.KEPT, post_office, "https://budget.town.example/")


async def waiting(client: httpx.AsyncClient) -> list[Json]:
    items: list[Json] = good(await client.get(TELLINGS, headers=MODERATOR))["items"]
    return items


async def test_without_a_mail_server_all_news_waits_for_staff(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round, contact=IDA, language="de")

    [news] = await waiting(client)

    assert (news["number"], news["language"], news["contact"]) == (idea["number"], "de", IDA)
    assert news["subject"] == f"Ihre Idee {idea['number']}"
    assert "Die Idee ist angenommen und öffentlich." in news["text"]


async def test_what_staff_have_told_leaves_the_list(client: httpx.AsyncClient, a_round: Json) -> None:
    await accepted(client, a_round, contact={"kind": "letter", "address": "Ida Lund\nMarkt 1\n10365 Berlin"})
    [news] = await waiting(client)
    url = f"{TELLINGS}/{news['telling_id']}/done"

    told = await client.post(url, headers=MODERATOR)
    again = await client.post(url, headers=MODERATOR)

    assert told.status_code == 204
    refused(again, 409, "telling-is-not-waiting")
    assert await waiting(client) == []
    done = good(await client.get(f"{TELLINGS}?state=done", headers=MODERATOR))
    assert done["items"] == [news]
    refused(await client.post(f"{TELLINGS}/{uuid4()}/done", headers=MODERATOR), 409, "telling-is-not-waiting")
    refused(await client.get(TELLINGS), 401, "unauthorized")


async def test_nobody_is_told_who_left_no_address(client: httpx.AsyncClient, a_round: Json) -> None:
    await accepted(client, a_round)

    assert await waiting(client) == []


async def test_pages_that_are_kept_stay_as_good_as_they_were_while_mails_go_out(
    client: httpx.AsyncClient, postman: Postman, mail_server: MailServer, a_round: Json
) -> None:
    await accepted(client, a_round, contact=IDA)
    before = good(await client.get(EDITIONS))

    assert await postman.send_one()

    assert good(await client.get(EDITIONS)) == before
    await accepted(client, a_round)
    assert good(await client.get(EDITIONS)) != before


async def test_news_is_told_by_mail_in_the_language_of_whoever_suggested(
    client: httpx.AsyncClient, postman: Postman, mail_server: MailServer, a_round: Json
) -> None:
    idea = await suggested(client, a_round, contact=IDA, language="de", title="Bäume")
    await acted(client, idea, "reject", criterion="not-ours", reason="Der Platz gehört der Bahn.")

    sent = [await postman.send_one(), await postman.send_one()]

    assert sent == [True, False]
    [mail] = mail_server.taken
    assert (mail["From"], mail["To"]) == ("budget@town.example", "ida@example.org")
    assert mail["Subject"] == f"Ihre Idee {idea['number']}"
    assert mail["Message-ID"].endswith("@town.example>")
    assert mail["Content-Language"] == "de"
    text = mail.get_content()
    assert "„Bäume“" in text
    assert "Der Platz gehört der Bahn." in text
    assert f"https://budget.town.example/ideas/{idea['number']}" in text


async def test_a_mail_reaches_a_domain_in_other_letters(
    client: httpx.AsyncClient, postman: Postman, mail_server: MailServer, a_round: Json
) -> None:
    await accepted(client, a_round, contact={"kind": "email", "address": "Ida@Ko\u0308ln.example\u200b"})

    await postman.send_one()

    [mail] = mail_server.taken
    assert mail["To"] == "Ida@xn--kln-sna.example"
    assert mail_server.recipients == ["Ida@xn--kln-sna.example"]


@pytest.mark.parametrize("address", ["ida@example..org", "jürgen@example.org"])
async def test_an_address_that_no_mail_can_reach_is_for_staff(
    post_office: PostOffice, mail_server: MailServer, clock: HeldClock, address: str
) -> None:
    mail = Mail(uuid4(), address, "News", "Good ones.", "en", clock.now())

    with pytest.raises(MailWasNotTaken) as trouble:
        await post_office.send(mail)

    assert trouble.value.is_final
    assert mail_server.taken == []


async def test_a_refused_mail_is_sent_again_later_under_the_same_id(
    client: httpx.AsyncClient, postman: Postman, mail_server: MailServer, clock: HeldClock, a_round: Json
) -> None:
    await accepted(client, a_round, contact=IDA)
    mail_server.answers = [TEMPORARY, TEMPORARY]

    assert await postman.send_one()
    assert not await postman.send_one()
    clock.move(timedelta(minutes=1))
    assert await postman.send_one()
    clock.move(timedelta(minutes=1))
    assert not await postman.send_one()
    clock.move(timedelta(minutes=3))
    assert await postman.send_one()

    assert len(mail_server.taken) == 1


async def test_a_mail_that_went_out_before_a_crash_goes_out_again_as_the_same_mail(
    client: httpx.AsyncClient,
    runtime: Runtime,
    post_office: PostOffice,
    postman: Postman,
    mail_server: MailServer,
    clock: HeldClock,
    a_round: Json,
) -> None:
    await accepted(client, a_round, contact=IDA)

    class PowerCut(Exception):
        pass

    class SendsAndDies:
        async def send(self, mail: Mail) -> None:
            await post_office.send(mail)
            raise PowerCut

    with pytest.raises(PowerCut):
        await Postman(replace(runtime, clock=clock), tellings.KEPT, SendsAndDies()).send_one()
    await postman.send_one()

    first, second = mail_server.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert not await postman.send_one()


async def test_what_no_mail_server_takes_ends_on_the_staffs_list(
    client: httpx.AsyncClient, runtime: Runtime, postman: Postman, mail_server: MailServer, a_round: Json
) -> None:
    runtime.own["mail_goes_out"] = True
    await accepted(client, a_round, contact=IDA)
    mail_server.refuses_recipients = True
    assert await waiting(client) == []

    await postman.send_one()

    assert [news["contact"] for news in await waiting(client)] == [IDA]
    assert not await postman.send_one()


async def test_after_many_attempts_a_person_takes_over(
    client: httpx.AsyncClient,
    runtime: Runtime,
    postman: Postman,
    mail_server: MailServer,
    clock: HeldClock,
    a_round: Json,
) -> None:
    runtime.own["mail_goes_out"] = True
    await accepted(client, a_round, contact=IDA)
    mail_server.answers = [TEMPORARY] * 20

    attempts = 0
    while await postman.send_one():
        attempts += 1
        clock.move(timedelta(hours=7))

    assert attempts == 8
    assert len(await waiting(client)) == 1


async def test_a_mail_server_that_is_away_loses_nothing(
    client: httpx.AsyncClient, runtime: Runtime, clock: HeldClock, postman: Postman, a_round: Json
) -> None:
    await accepted(client, a_round, contact=IDA)
    nobody_there = PostOffice("smtp://127.0.0.1:1", "budget@town.example")

    assert await Postman(replace(runtime, clock=clock), tellings.KEPT, nobody_there).send_one()
    clock.move(timedelta(minutes=1))

    assert await postman.send_one()


async def test_the_service_sends_by_itself_when_it_knows_a_mail_server(
    client: httpx.AsyncClient,
    runtime: Runtime,
    mailing: tuple[MailServer, str],
    monkeypatch: pytest.MonkeyPatch,
    a_round: Json,
) -> None:
    mail_server, address = mailing
    monkeypatch.setenv("COMMONPURSE_SMTP_URL", address)
    monkeypatch.setenv("COMMONPURSE_MAIL_FROM", "budget@town.example")

    async with working(*SERVICE.own_workers(runtime)):
        await accepted(client, a_round, contact=IDA)
        await accepted(client, a_round, contact={"kind": "phone", "address": "+49 30 901"})
        await eventually(lambda: len(mail_server.taken) == 1)
