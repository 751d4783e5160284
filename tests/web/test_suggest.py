import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.web.town import Town


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def neighbour(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """A page of a browser with or without JavaScript."""
    return await (await new_context(java_script_enabled=request.param)).new_page()


async def fill_in(page: Page, town: Town, title: str, text: str = "So that everyone can sit down.") -> None:
    await page.goto(f"{town.address}/ideas/new")
    await page.get_by_label("What do you suggest?").fill(title)
    await page.get_by_label("Why does it matter?").fill(text)


async def send(page: Page) -> str:
    await page.get_by_role("button", name="Send my suggestion").click()
    await page.wait_for_url("**/thanks")
    return await page.locator(".receipt-code").inner_text()


async def test_three_fields_give_a_tracking_number_that_leads_to_the_life_line(neighbour: Page, town: Town) -> None:
    await fill_in(neighbour, town, "A bench at the bus stop")
    await neighbour.get_by_label("Where?").select_option(label="Old Town")

    number = await send(neighbour)

    await neighbour.goto(f"{town.address}/ideas")
    await neighbour.get_by_label("Your tracking number").fill(f" {number.lower()} ")
    await neighbour.get_by_role("button", name="Look it up").click()
    await expect(neighbour.get_by_role("heading", name="What happened so far")).to_be_visible()
    assert await neighbour.locator(".life-line li").count() == 1
    # Nobody has screened its words yet.
    assert "bench" not in await neighbour.locator("main").inner_text()


async def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(neighbour: Page, town: Town) -> None:
    await fill_in(neighbour, town, "", "Because it is <dark> & cold")
    await neighbour.get_by_label("Your mail address or telephone number").fill("nobody")

    await neighbour.get_by_role("button", name="Send my suggestion").click()

    alert = neighbour.get_by_role("alert")
    await expect(alert).to_be_focused()
    await expect(alert.get_by_role("link", name="Please say in a few words what you suggest.")).to_be_visible()
    assert "such as name@example.org" in await neighbour.locator("#contact-error").inner_text()
    await expect(neighbour.get_by_label("Why does it matter?")).to_have_value("Because it is <dark> & cold")


async def test_an_error_leads_to_its_field(neighbour: Page, town: Town) -> None:
    await fill_in(neighbour, town, "")
    await neighbour.get_by_role("button", name="Send my suggestion").click()

    await neighbour.get_by_role("link", name="Please say in a few words what you suggest.").click()

    await expect(neighbour.get_by_label("What do you suggest?")).to_be_focused()


async def test_a_form_that_is_sent_twice_is_one_suggestion(neighbour: Page, town: Town) -> None:
    await fill_in(neighbour, town, "A clock on the square")
    form = await neighbour.locator("[name=submission_id]").get_attribute("value")
    first = await send(neighbour)

    answer = await neighbour.request.post(
        f"{town.address}/ideas/new",
        form={"title": "A clock on the square", "text": "So that everyone can sit down.", "submission_id": form or ""},
    )

    assert answer.url.endswith(f"/ideas/{first}/thanks")


async def test_similar_ideas_are_shown_while_somebody_types(new_context: NewContext, town: Town) -> None:
    page = await (await new_context()).new_page()
    await page.goto(f"{town.address}/ideas/new")

    await page.get_by_label("What do you suggest?").press_sequentially("Benches on the way to the cemetery")

    similar = page.locator("#similar").get_by_role("link", name="Benches on the way to the cemetery")
    await expect(similar).to_be_visible()


async def test_similar_ideas_can_be_asked_for_without_javascript(new_context: NewContext, town: Town) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    await fill_in(page, town, "Benches on the way to the cemetery")

    await page.get_by_role("button", name="Show similar ideas first").click()

    await expect(page.locator("#similar").get_by_role("link").first).to_be_visible()
    await expect(page.get_by_label("What do you suggest?")).to_have_value("Benches on the way to the cemetery")


async def test_ideas_are_found_while_somebody_types(new_context: NewContext, town: Town) -> None:
    page = await (await new_context()).new_page()
    await page.goto(f"{town.address}/ideas")

    await page.get_by_label("A word to look for").press_sequentially("café")

    await expect(page.locator("#found .card")).to_have_count(1)
    await expect(page.locator("#found")).to_contain_text("1 idea")


async def test_whoever_sends_without_end_is_asked_to_wait_and_loses_nothing(town_of_its_own: Town) -> None:
    address = f"{town_of_its_own.address}/ideas/new"
    async with httpx.AsyncClient() as flood:
        for number in range(60):
            taken = await flood.post(address, data={"title": f"Wish {number}", "text": "Because."})
            assert taken.status_code == 303

        refused = await flood.post(address, data={"title": "One wish too many", "text": "Because I <can>."})
        answer = await flood.get(town_of_its_own.address + refused.headers["location"])

    assert refused.status_code == 303
    assert "There were too many attempts. Please wait a quarter of an hour, then try again." in answer.text
    assert "One wish too many" in answer.text
    assert "Because I &lt;can&gt;." in answer.text


async def test_what_residents_wrote_is_marked_with_their_language(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address, headers={"Accept-Language": "en"}) as client:
        rounds = (await client.get("/api/ideas/v1/rounds")).json()["items"]
        wish = {"round_id": rounds[0]["round_id"], "title": "Ein Sofa für den Marktplatz", "text": "Zum Ausruhen."}
        idea = (await client.post("/api/ideas/v1/ideas", json=wish | {"language": "de"})).json()
        account = {"name": "moderator", "password": town.passwords["moderator"]}
        session = (await client.post("/api/residents/v1/staff/sessions", json=account)).json()
        accept = {"action": "accept"}
        path, token = f"/api/ideas/v1/ideas/{idea['number']}/actions", {"Authorization": f"Bearer {session['token']}"}
        (await client.post(path, json=accept, headers=token)).raise_for_status()

        page = (await client.get(f"/ideas/{idea['number']}")).text
        listed = (await client.get("/ideas", params={"q": "sofa marktplätze"})).text

    assert '<html lang="en"' in page
    assert '<h1 lang="de" dir="auto">Ein Sofa für den Marktplatz</h1>' in page
    assert '<blockquote class="person" lang="de" dir="auto">' in page
    assert f'<h2 lang="de" dir="auto"><a href="/ideas/{idea["number"]}">Ein Sofa' in listed


async def test_a_tracking_number_is_found_however_it_was_pasted(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        rounds = (await client.get("/api/ideas/v1/rounds")).json()["items"]
        wish = {"round_id": rounds[0]["round_id"], "title": "Ein Pfad", "text": "Kurz."}
        number = (await client.post("/api/ideas/v1/ideas", json=wish)).json()["number"]

        pasted = [f"\u200b{number}\u200b", f"\u202b{number.lower()}\u202c", f"{number[:3]} \u2013 {number[4:]}\x00"]
        found = [await client.get("/ideas/find", params={"number": each}) for each in pasted]
        beyond = [await client.get("/ideas", params={"page": "9" * digits}) for digits in (6, 20, 5000)]

    assert [answer.headers.get("location") for answer in found] == [f"/ideas/{number}"] * 3
    assert [answer.status_code for answer in beyond] == [404, 404, 404]


async def test_a_suggestion_is_measured_as_its_writer_sees_it(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address, headers={"Accept-Language": "en"}) as client:
        rounds = (await client.get("/api/ideas/v1/rounds")).json()["items"]
        lines = "\r\n".join(["x" * 48] * 102)
        form = {"round_id": rounds[0]["round_id"], "title": "\u200bBa\u0308nke\u202e", "text": lines}
        headers = {"Origin": town.address}

        taken = await client.post("/ideas/new", data=form, headers=headers)
        nothing = await client.post("/ideas/new", data=form | {"title": "\u200b\u200d\u3164"}, headers=headers)
        told = await client.get(nothing.headers["location"])

    assert (len(lines), taken.status_code) == (5_098, 303)
    assert nothing.status_code == 303
    assert "Please say in a few words what you suggest." in told.text
