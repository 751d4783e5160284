"""Two tabs of one browser, and another member of staff signs in in one of them."""

import re
from pathlib import Path

import httpx
import pytest

import gateways.web
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import ADMIN_PASSWORD, Town

TEMPLATES = Path(gateways.web.__file__).parent / "templates"
SIGNED_IN = ("staff", "webhooks", "developers")
TEXT = "Mrs Smith of the second floor asks for a lamp"
FOR_NOBODY_YET = "sign_in.html", "staff_layout.html", "account_layout.html"


def posting() -> list[Path]:
    """The templates for whoever is signed in with a form that changes something."""
    found = (each for folder in SIGNED_IN for each in sorted((TEMPLATES / folder).glob("*.html")))
    return [each for each in found if 'method="post"' in each.read_text()]


@pytest.mark.parametrize(
    "template", [each for each in posting() if each.name not in FOR_NOBODY_YET], ids=lambda t: t.name
)
def test_every_form_of_whoever_is_signed_in_carries_for_whom_it_was_drawn(template: Path) -> None:
    forms = re.findall(r"<form.*?</form>", template.read_text(), re.DOTALL)

    assert all(re.search(r"drawn_for\((staff|who)\)", form) for form in forms if 'method="post"' in form)


async def sign_in(browser: httpx.AsyncClient, name: str, password: str, page: httpx.Response) -> httpx.Response:
    typed = form_of(page, "Sign in") | {"name": name, "password": password}
    return await browser.post("/staff/sign-in", data=typed)


async def test_a_form_from_an_old_tab_is_not_sent_as_whoever_is_signed_in_now(town: Town) -> None:
    async with at_work(town, "moderator") as browser:
        old_tab = form_of(await browser.get("/staff/enter"), "Enter") | {"title": "A lamp", "text": TEXT}
        await sign_in(browser, "admin", ADMIN_PASSWORD, await browser.get("/staff/sign-in"))

        told = await browser.post("/staff/enter", data=old_tab)
        as_admin = await browser.get("/staff/enter")
        back = await sign_in(browser, "moderator", town.passwords["moderator"], told)
        sent = await browser.post("/staff/enter", data=form_of(back, "Enter") | {"text": TEXT})

    assert told.url.path == "/staff/sign-in"
    assert "Nothing was sent: that page belonged to somebody else" in told.text
    assert TEXT not in told.text + as_admin.text
    assert TEXT in back.text
    assert sent.url.query == b"done=entered"


async def test_an_action_from_an_old_tab_is_not_done_in_another_name(town: Town) -> None:
    async with at_work(town, "admin") as browser:
        people = await browser.get("/staff/people")
        own = re.search(r'href="(/staff/people/[^"]+)">clerk<', people.text)
        assert own
        before = form_of(await browser.get(own[1]), "Change the account")
        await sign_in(browser, "moderator", town.passwords["moderator"], await browser.get("/staff/sign-in"))
        told = await browser.post(own[1], data=before | {"moderator": "yes"})

        await sign_in(browser, "admin", ADMIN_PASSWORD, await browser.get("/staff/sign-in"))
        after = form_of(await browser.get(own[1]), "Change the account")

    assert "belonged to somebody else" in told.text
    assert before["version"] == after["version"]
    assert "moderator" not in after
