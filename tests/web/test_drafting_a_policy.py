"""Whoever never drafted a poll begins with a template, sees what differs from last time, and what there is to sign."""

import httpx
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.web.test_pages_for_staff import press_once_it_is_there, sign_in, unfold
from tests.web.town import Town

YOUTH = "Youth fund (Lindenhof decides 2026)"


async def an_officer(new_context: NewContext, town: Town, name: str, *, scripts: bool = False) -> Page:
    context = await new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 800})
    page = await context.new_page()
    await sign_in(page, town, name)
    return page


async def vote_in(town: Town, poll_id: str) -> None:
    """One ballot, cast as a program does it."""
    async with httpx.AsyncClient(base_url=town.address) as program:

        async def permit() -> str | None:
            wish = {"code": town.codes[-1], "channel": "web", "poll_id": poll_id}
            answer = await program.post("/api/residents/v1/permits", json=wish)
            return str(answer.json()["permit"]) if answer.is_success else None

        ballot = {"permit": await eventually(permit), "choices": [1, 2]}
        (await program.post("/api/voting/v1/ballots", json=ballot)).raise_for_status()


async def read_the_outcome(town: Town, poll_id: str) -> None:
    """The outcome of a count by bounded overspending, as programs and readers of both languages find it."""
    async with httpx.AsyncClient(base_url=town.address) as reader:

        async def page_with(words: str, language: str) -> str | None:
            answer = await reader.get(f"/polls/{poll_id}/results", headers={"Accept-Language": language})
            return answer.text if answer.is_success and words in answer.text else None

        outcome = (await reader.get(f"/api/voting/v1/polls/{poll_id}/outcome")).json()
        english = str(await eventually(lambda: page_with("No more is spent than there is", "en"), within=20))
        german = str(await eventually(lambda: page_with("Mehr, als da ist, wird nicht ausgegeben", "de"), within=20))
    assert (outcome["rule"], outcome["rule_name"]) == ("bos-equal-shares", "bos-equal-shares/cost")
    assert outcome["stories"]["flow"]["share"]
    assert "Equal Shares with bounded overspending." in english
    assert "Gleiche Anteile mit begrenzter Überziehung (BOS)." in german


async def test_a_template_fills_the_form_in_and_what_was_changed_stays(new_context: NewContext, town: Town) -> None:
    officer = await an_officer(new_context, town, "officer-1")
    await officer.goto(f"{town.address}/staff/polls/new")

    await officer.get_by_label("Template").select_option(label="As Poznań")
    await officer.get_by_role("button", name="Fill in the form").click()

    await expect(officer.get_by_role("status")).to_contain_text("102 files of Poznań")
    await expect(officer.get_by_label("it is funded if 80 percent")).to_be_checked()
    await expect(officer.get_by_label("By text message").first).not_to_be_checked()
    await officer.get_by_label("Which fund does it decide on?").select_option(label=YOUTH)
    await officer.get_by_label("Name of the poll").fill("As in Poznań")
    await officer.get_by_label("How many people must take part at least?").fill("3")
    await officer.get_by_role("button", name="Draft the poll").click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text("As in Poznań")
    await expect(officer.locator("main")).to_contain_text("If fewer than 3 people take part, nothing is funded.")
    await expect(officer.locator("#differences").locator("xpath=..")).to_contain_text("This draft")
    await demand_fits(officer)


async def test_what_does_not_go_together_comes_back_unfolded_with_its_reason(
    new_context: NewContext, town: Town
) -> None:
    officer = await an_officer(new_context, town, "officer-1")
    await officer.goto(f"{town.address}/staff/polls/new?template=knapsack")
    await officer.get_by_label("Name of the poll").fill("Both at once")
    await unfold(officer, "More about the count")
    await officer.get_by_label("Compare in the end with score order").check()

    await officer.get_by_role("button", name="Draft the poll").click()

    await expect(officer.get_by_role("alert")).to_contain_text("Take the tick away, or choose Equal Shares.")
    await expect(officer.get_by_label("Compare in the end with score order")).to_be_visible()
    await expect(officer.get_by_label("Name of the poll")).to_have_value("Both at once")


async def test_officers_read_what_they_certify_before_they_do(new_context: NewContext, town_of_its_own: Town) -> None:
    town = town_of_its_own
    first, second = [await an_officer(new_context, town, name, scripts=True) for name in ("officer-1", "officer-2")]
    await first.goto(f"{town.address}/staff/polls/new")
    await first.get_by_label("Which fund does it decide on?").select_option(label=YOUTH)
    await first.get_by_label("Name of the poll").fill("A count to sign")
    await first.get_by_label("Equal Shares with bounded overspending").check()
    await first.get_by_role("button", name="Draft the poll").click()
    address = first.url
    for action in ("Publish the ballot paper", "Open the poll"):
        await first.get_by_role("button", name=action).click()
    await expect(first.get_by_role("button", name="Close the poll")).to_be_visible()
    await vote_in(town, address.partition("?")[0].rpartition("/")[2])
    await first.goto(address)
    close = first.locator("form.action", has=first.get_by_role("button", name="Close the poll"))
    await close.get_by_role("textbox").fill("All have voted.")
    await close.get_by_role("button").click()

    await press_once_it_is_there(first, address, "Count the ballots")
    await press_once_it_is_there(first, address, "Certify the count")
    await second.goto(address)

    signed = second.get_by_role("region", name="What you certify")
    await expect(signed).to_contain_text("no more ballots than codes that were used")
    await expect(signed).to_contain_text("In the box is 1 slip")
    await expect(signed).to_contain_text("The lot has drawn the numbers in this order")
    await expect(signed.locator("#outcome").locator("xpath=..")).to_contain_text("Not funded")
    await expect(signed.get_by_role("heading", name="Beside score order")).to_be_visible()
    await expect(signed).to_contain_text("paid for it from their shares, as far as these went")
    await demand_no_finding(second)
    await demand_fits(second)
    await press_once_it_is_there(second, address, "Certify the count")
    await press_once_it_is_there(second, address, "Announce the outcome")
    await read_the_outcome(town, address.partition("?")[0].rpartition("/")[2])
