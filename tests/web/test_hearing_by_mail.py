"""Hearing of something by mail: asked for, said yes to by the link, and ended by one click; and supporting ideas."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import pytest
from playwright.async_api import expect

from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.support.mail_server import MailServer, a_mail_server
from tests.support.starting import starting_with
from tests.support.texts import Kannelish, over_http
from tests.web.test_two_at_one_page import at_work
from tests.web.town import Town, Towns
from tests.web.visiting import follow


@dataclass(frozen=True)
class MailingTown:
    """A town that sends mail, what it has sent, and its staff."""

    town: Town
    server: MailServer
    hall: TownHall
    texts: Kannelish

    async def idea(self) -> str:
        """The number of a new idea that everybody can read."""
        rounds = (await self.hall.must("ideas", "GET", "/rounds"))["items"]
        wish = {"round_id": rounds[0]["round_id"], "title": f"A pump {uuid4().hex[:6]}", "text": "For the allotments."}
        number: str = (await self.hall.must("ideas", "POST", "/ideas", wish))["number"]
        await self.act(number, "accept")
        return number

    async def proposal(self, **changes: Any) -> str:
        """The number of a proposal that was sent in as one, and that can be followed."""
        within = (await self.hall.must("ideas", "GET", "/rounds"))["items"][0]
        wish = {"round_id": within["round_id"], "fund_id": within["funds"][0]["fund_id"], "title": "Swings for all"}
        sent = await self.hall.must("proposals", "POST", "/proposals", wish | {"summary": "By the pond."} | changes)
        number: str = sent["number"]
        ideas = await asyncpg.connect(self.town.settings.database_of("ideas").replace("+asyncpg", ""))
        try:
            await eventually(lambda: ideas.fetchval("select number from proposals where number = $1", number))
        finally:
            await ideas.close()
        return number

    async def act(self, number: str, action: str, **fields: str) -> None:
        body = {"action": action} | fields
        await self.hall.must("ideas", "POST", f"/ideas/{number}/actions", body, staff="moderator")

    async def mail_to(self, address: str, count: int = 1) -> EmailMessage:
        """The last of so many mails that the address has got."""

        def came() -> list[EmailMessage]:
            return [mail for mail in self.server.taken if mail["To"] == address]

        await eventually(lambda: len(came()) == count)
        return came()[-1]


def path_in(mail: EmailMessage) -> str:
    """The path of the page that the mail leads to."""
    found = re.search(r"(http://\S+/following/[A-Z2-7]+)\s", mail.get_content())
    assert found
    return urlsplit(found[1]).path


@pytest.fixture(scope="module")
async def mailing_town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MailingTown]:
    async with AsyncExitStack() as stack:
        server, address = await stack.enter_async_context(a_mail_server())
        texts, provider = await stack.enter_async_context(over_http())
        sends = {"SMTP_URL": address, "MAIL_FROM": "budget@town.example", "PUBLIC_URL": "http://town.example"}
        sends |= {"TEXTS_URL": provider, "TEXTS_FROM": "12345", "TEXTS_TO": "+49"}
        with starting_with({f"COMMONPURSE_{name}": value for name, value in sends.items()}):
            town = await stack.enter_async_context(towns.with_sample(tmp_path_factory.mktemp("mailing-town")))
        hall = TownHall(dict.fromkeys(SERVICE_NAMES, town.address))
        stack.push_async_callback(hall.aclose)
        await hall.sign_in("moderator", town.passwords["moderator"])
        yield MailingTown(town, server, hall, texts)


async def test_an_idea_is_followed_by_mail_and_ended_by_the_link_without_javascript(
    mailing_town: MailingTown, new_context: NewContext
) -> None:
    address, number = mailing_town.town.address, await mailing_town.idea()
    page = await (await new_context(java_script_enabled=False)).new_page()
    await page.goto(f"{address}/ideas/{number}")
    await follow(page, page.get_by_role("link", name="Hear what becomes of it"))
    await follow(page, page.get_by_role("button", name="Send me the link"))
    await expect(page.get_by_role("alert")).to_contain_text("Please write the mail address")
    await page.get_by_label("Your mail address").fill("ada@example.org")
    await follow(page, page.get_by_role("button", name="Send me the link"))
    await expect(page.locator("h1")).to_have_text("Please look into your mail")

    link = path_in(await mailing_town.mail_to("ada@example.org"))
    await page.goto(address + link)
    await follow(page, page.get_by_role("button", name="Yes, tell me"))
    await expect(page.locator("#followed")).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("You hear of it from now on.")
    await mailing_town.act(number, "reject", criterion="not-ours", reason="It is the allotments' own.")
    news = await mailing_town.mail_to("ada@example.org", 2)
    await page.goto(address + urlsplit(news["List-Unsubscribe"].strip("<>")).path)
    await follow(page, page.get_by_role("button", name="End all of it"))

    assert "The council's office: The idea cannot be pursued" in news.get_content()
    await expect(page.locator("h1")).to_have_text("You get no more news from us")
    answer = await page.goto(address + link)
    assert answer is not None
    assert answer.status == 404
    await expect(page.locator("h1")).to_have_text("Nothing is followed by this link")


async def test_the_pages_of_whoever_follows_fit_and_can_be_read(
    mailing_town: MailingTown, new_context: NewContext
) -> None:
    address, number = mailing_town.town.address, await mailing_town.idea()
    async with httpx.AsyncClient(base_url=address) as browser:
        for path in (f"/ideas/{number}/follow", "/following/asked"):
            assert (await browser.get(path)).is_success
        await browser.post(f"/ideas/{number}/follow", data={"contact": "eve@example.org", "pace": "weekly"})
    link = path_in(await mailing_town.mail_to("eve@example.org"))
    page = await (await new_context(viewport={"width": 360, "height": 780})).new_page()
    paths = [f"/ideas/{number}", f"/ideas/{number}/follow", f"/ideas/{number}/support", link, f"{link}/unsubscribe"]
    for path in [*paths, "/following/ended"]:
        await page.goto(address + path)
        await demand_no_finding(page)
        await demand_fits(page)


async def test_a_mobile_number_is_asked_by_text_and_says_yes_by_the_link(mailing_town: MailingTown) -> None:
    number, german = await mailing_town.idea(), {"accept-language": "de"}
    async with httpx.AsyncClient(base_url=mailing_town.town.address, headers=german, follow_redirects=True) as browser:
        form = f"/ideas/{number}/follow"
        assert "E-Mail-Adresse oder Handynummer" in (await browser.get(form)).text
        astray = await browser.post(form, data={"contact": "030 1234567", "pace": "daily"})
        assert "An diese Nummer gehen keine SMS." in astray.text
        asked = await browser.post(form, data={"contact": "0151 1234 5678", "pace": "daily"})
        assert "Bitte sehen Sie auf Ihr Telefon" in asked.text
        await eventually(lambda: len(mailing_town.texts.taken) == 1)
        [message] = mailing_town.texts.taken
        found = re.search(r"http://town.example(/following/[A-Z2-7]{16}) ", message.text)
        assert found
        followed = await browser.post(found[1], data={"yes": "all"})

    assert message.to == "+4915112345678"
    assert f"Idee {number}" in message.text
    assert "Sie hören per SMS von" in followed.text
    assert 'value="daily" checked' in followed.text


async def test_a_mail_program_ends_it_by_one_request_and_follows_no_way(mailing_town: MailingTown) -> None:
    number = await mailing_town.idea()
    async with httpx.AsyncClient(base_url=mailing_town.town.address) as browser:
        await browser.post(f"/ideas/{number}/follow", data={"contact": "bob@example.org", "pace": "at_once"})
        mail = await mailing_town.mail_to("bob@example.org")
        path = urlsplit(mail["List-Unsubscribe"].strip("<>")).path
        looked_at = await browser.get(path)
        still_there = await browser.get(path_in(mail))

        ended = await browser.post(path, content="List-Unsubscribe=One-Click", headers=A_FORM)
        again = await browser.post(path, content="List-Unsubscribe=One-Click", headers=A_FORM)

        assert (looked_at.status_code, still_there.status_code) == (200, 200)  # a program that looks ends nothing
        assert (ended.status_code, again.status_code) == (200, 200)
        assert (await browser.get(path_in(mail))).status_code == 404


async def test_the_desk_says_how_many_follow_and_support_an_idea_and_not_who(mailing_town: MailingTown) -> None:
    number = await mailing_town.idea()
    async with httpx.AsyncClient(base_url=mailing_town.town.address) as browser:
        await browser.post(f"/ideas/{number}/support")
        await browser.post(f"/ideas/{number}/follow", data={"contact": "lea@example.org"})
        await browser.post(path_in(await mailing_town.mail_to("lea@example.org")), data={"yes": "all"})
    async with at_work(mailing_town.town, "moderator") as moderator:
        page = (await moderator.get(f"/staff/ideas/{number}")).text

    numbers = re.findall(r"<dt[^>]*>(Supporters|Followers by mail or text)</dt>\s*<dd[^>]*>(\d+)</dd>", page)
    assert numbers == [("Supporters", "1"), ("Followers by mail or text", "1")]
    assert "lea@" not in page


A_FORM = {"content-type": "application/x-www-form-urlencoded"}


async def test_a_list_is_followed_at_a_pace_that_is_changed_and_one_thing_is_ended(mailing_town: MailingTown) -> None:
    number = await mailing_town.idea()
    round_id = (await mailing_town.hall.must("ideas", "GET", f"/ideas/{number}"))["round_id"]
    async with httpx.AsyncClient(
        base_url=mailing_town.town.address, follow_redirects=True, headers={"accept-language": "de"}
    ) as browser:
        form = await browser.get(f"/follow?round={round_id}")
        await browser.post("/follow", data={"contact": "kim@example.org", "pace": "weekly", "round": round_id})
        await browser.post(f"/ideas/{number}/follow", data={"contact": "kim@example.org"})
        mail = await mailing_town.mail_to("kim@example.org", 2)
        path = path_in(mail)
        both = await browser.post(path, data={"yes": "all"})
        slower = await browser.post(path, data={"pace": "daily"})
        first = re.findall(r'name="end" value="([^"]+)"', slower.text)
        one = await browser.post(path, data={"end": first[0]})
        none = await browser.post(path, data={"end": first[1]})

    assert mail["Subject"] == "Wovon Sie hören möchten"
    assert "Einmal in der Woche, am Montagmorgen" in form.text
    assert len(re.findall(r'name="end"', both.text)) == 2
    assert re.search(r'value="daily" checked', slower.text)
    assert len(re.findall(r'name="end"', one.text)) == 1
    assert "Sie bekommen nichts Neues mehr von uns" in none.text


async def test_a_proposal_that_never_was_an_idea_is_followed_and_whoever_sent_it_in_is_told(
    mailing_town: MailingTown,
) -> None:
    contact = {"kind": "email", "address": "pia@example.org"}
    number = await mailing_town.proposal(contact=contact, language="de")
    address, english = mailing_town.town.address, {"accept-language": "en"}
    async with httpx.AsyncClient(base_url=address, headers=english, follow_redirects=True) as browser:
        page = await browser.get(f"/proposals/{number}")
        form = await browser.get(f"/proposals/{number}/follow")
        astray = await browser.post(f"/proposals/{number}/follow", data={"contact": "nowhere", "pace": "at_once"})
        asked = await browser.post(f"/proposals/{number}/follow", data={"contact": "uwe@example.org"})
        followed = await browser.post(path_in(await mailing_town.mail_to("uwe@example.org")), data={"yes": "all"})
    body = {"action": "accept", "cost_cents": 100}
    await mailing_town.hall.must("proposals", "POST", f"/proposals/{number}/actions", body, staff="moderator")
    news, own = await mailing_town.mail_to("uwe@example.org", 2), await mailing_town.mail_to("pia@example.org")

    assert f'href="/proposals/{number}/follow"' in page.text
    assert f'href="/atom/proposals/{number}"' in form.text
    assert "Swings" not in form.text  # nobody has looked it through
    assert "This is neither a mail address nor a mobile number." in astray.text
    assert "Please look into your mail" in asked.text
    assert f'<a href="/proposals/{number}" dir="auto">Proposal {number}</a>' in followed.text
    assert news["Subject"] == f"News of Proposal {number}"
    assert "“Swings for all”" in news.get_content()
    assert "The council's office: The proposal is accepted" in news.get_content()
    assert own["Subject"] == f"Ihr Vorschlag {number}"
    assert f"http://town.example/proposals/{number}" in own.get_content()


async def test_a_town_without_mail_names_the_feed(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address, headers={"accept-language": "en"}) as browser:
        number = (await browser.get("/api/ideas/v1/ideas")).json()["items"][0]["number"]
        page = await browser.get(f"/ideas/{number}/follow")
        posted = await browser.post(
            f"/ideas/{number}/follow", data={"contact": "ada@example.org"}, follow_redirects=True
        )

    assert "This town hall sends no mail" in page.text
    assert f'href="/atom/ideas/{number}"' in page.text
    assert "This town hall sends no mail" in posted.text


async def test_a_browser_supports_an_idea_once_and_takes_it_back(mailing_town: MailingTown) -> None:
    address, number = mailing_town.town.address, await mailing_town.idea()
    path = f"/ideas/{number}/support"
    async with (
        httpx.AsyncClient(base_url=address, follow_redirects=True, headers={"accept-language": "en"}) as one,
        httpx.AsyncClient(base_url=address, follow_redirects=True, headers={"accept-language": "en"}) as other,
    ):
        await one.post(path)
        twice = await one.post(path)
        both = await other.post(path)
        on_the_page = await other.get(f"/ideas/{number}")
        back = await one.post(path, data={"take_back": "yes"})

    assert "1 supporter<" in twice.text
    assert "This browser supports the idea." in twice.text
    assert "2 supporters<" in both.text
    assert "2 supporters" in on_the_page.text
    assert "1 supporter<" in back.text
    assert "I support it" in back.text
    assert "not how many people" in back.text


async def test_what_cannot_be_supported_says_so_and_its_form_leads_back(mailing_town: MailingTown) -> None:
    number = await mailing_town.idea()
    await mailing_town.act(number, "reject", criterion="not-ours", reason="It is the allotments' own.")
    async with httpx.AsyncClient(base_url=mailing_town.town.address, headers={"accept-language": "en"}) as browser:
        posted = await browser.post(f"/ideas/{number}/support", data={}, follow_redirects=True)

    assert "This idea cannot be supported as it stands. Nothing was changed." in posted.text
    assert "I support it" not in posted.text
