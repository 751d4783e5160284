"""Photos on the pages: a resident adds one without a script, the town hall looks at it, and everyone sees it."""

import re
from pathlib import Path

import httpx
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.pictures import MAKER, a_heic, a_photo, opened
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import Town

SHOWS = "The bus stop, without a bench"
PHOTO = re.compile(r'src="(/[^"]*/photos/([0-9a-f-]{36}))\?size=small"')


async def suggest(page: Page, town: Town) -> str:
    """The address of the new idea's page."""
    await page.goto(f"{town.address}/ideas/new")
    await page.get_by_label("What do you suggest?").fill("A bench at the bus stop")
    await page.get_by_label("Why does it matter?").fill("Waiting is long.")
    await page.get_by_role("button", name="Send my suggestion").click()
    return page.url.removesuffix("/thanks")


async def test_a_photo_is_added_without_a_script_looked_at_and_seen_by_everyone(
    town: Town, new_context: NewContext, tmp_path: Path
) -> None:
    (tmp_path / "stop.jpg").write_bytes(a_photo((1_600, 1_200)))
    page = await (await new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})).new_page()
    idea = await suggest(page, town)

    await page.get_by_role("link", name="Add a photo").click()
    await page.get_by_role("button", name="Add the photo").click()
    await expect(page.get_by_role("alert")).to_contain_text("Choose a photo first.")
    await page.get_by_label("The photo").set_input_files(tmp_path / "stop.jpg")
    await page.get_by_label("What does it show?").fill(SHOWS)
    await page.get_by_role("button", name="Add the photo").click()
    await expect(page.get_by_role("img", name=SHOWS)).to_be_visible()
    await expect(page.get_by_role("button", name="Take this photo away")).to_be_visible()
    await demand_fits(page)
    remembered = await page.context.storage_state()
    checked = await (await new_context(storage_state=remembered)).new_page()
    await checked.goto(page.url)
    await demand_no_finding(checked)

    async with httpx.AsyncClient() as stranger, at_work(town, "moderator") as moderator:
        number = idea.rsplit("/", 1)[1]
        hidden = await stranger.get(idea)
        case = await moderator.get(f"/staff/ideas/{number}")
        looked_at = PHOTO.search(case.text)
        assert looked_at
        photo = await moderator.get(looked_at[1])
        taken = await moderator.post(case.url.path, data=form_of(case, "Accept"))
        shown = PHOTO.search((await stranger.get(idea)).text)
        assert shown
        seen = await stranger.get(f"{town.address}{shown[1]}?size=small")
    assert not PHOTO.search(hidden.text)
    assert taken.is_success
    assert (opened(photo.content).size, opened(seen.content).size) == ((1_280, 960), (480, 360))
    assert MAKER not in opened(photo.content).getexif()


async def test_the_office_describes_a_photo_and_takes_it_away_with_a_reason(town: Town) -> None:
    async with at_work(town, "moderator") as moderator:
        entering = await moderator.get("/staff/enter")
        wish = {"title": "Shade", "text": "Trees, please.", "channel": "letter"}
        entered = await moderator.post("/staff/enter", data=form_of(entering, "submission_id") | wish)
        at = f"{entered.url.path}/photos"
        await moderator.post(at, files={"photo": ("x.exe", a_heic())}, data={"description": ""})
        page = await moderator.get(at)
        found = PHOTO.search(page.text)
        assert found
        photo_id = found[2]
        drawn_for = {"drawn_for": form_of(page, "Keep these words")["drawn_for"]}

        described = await moderator.post(f"{at}/{photo_id}", data=drawn_for | {f"description-{photo_id}": "Four limes"})
        unsaid = await moderator.post(f"{at}/{photo_id}/removal", data=drawn_for)
        gone = await moderator.post(f"{at}/{photo_id}/removal", data=drawn_for | {f"reason-{photo_id}": "by-mistake"})
        no_photo = await moderator.post(at, files={"photo": ("x.jpg", b"<svg/>")}, data={"description": "A lie"})

    assert 'alt="Four limes"' in described.text
    assert "Please choose why." in unsaid.text
    assert not PHOTO.search(gone.text)
    assert "This is no photo that can be shown here." in no_photo.text
    assert 'value="A lie"' in no_photo.text


async def test_a_proposal_that_was_sent_in_as_one_has_photos_on_its_pages_too(town: Town) -> None:
    [(round_id, _), *_] = await town.rounds()
    async with (
        httpx.AsyncClient(base_url=town.address, follow_redirects=True) as proposer,
        at_work(town, "moderator") as moderator,
    ):
        found = (await proposer.get(f"/api/ideas/v1/rounds/{round_id}")).raise_for_status().json()
        wish = {"round_id": round_id, "fund_id": found["funds"][0]["fund_id"], "title": "Limes", "summary": "Four."}
        proposal = (await proposer.post("/api/proposals/v1/proposals", json=wish)).raise_for_status().json()
        its_page = f"/proposals/{proposal['number']}"
        assert f'href="{its_page}/photos"' in (await proposer.get(its_page)).text
        photo = {"photo": ("limes.heic", a_heic())}

        typed = {"description": "Four limes", "key": "A" * 32}
        strangers = await proposer.post(f"{its_page}/photos", files=photo, data=typed)
        added = await proposer.post(f"{its_page}/photos", files=photo, data=typed | {"key": proposal["edit_key"]})
        hidden = await moderator.get(its_page)
        case = await moderator.get(f"/staff{its_page}")
        accepted = await moderator.post(case.url.path, data=form_of(case, "Accept") | {"accept-cost_cents": "400"})
        shown = PHOTO.search((await moderator.get(its_page)).text)
        assert shown
        seen = await moderator.get(shown[1])

    assert "This key does not fit." in strangers.text
    assert 'value="Four limes"' in strangers.text
    assert 'alt="Four limes"' in added.text
    assert "Take this photo away" in added.text
    assert not PHOTO.search(hidden.text)
    assert 'alt="Four limes"' in case.text
    assert accepted.is_success
    assert opened(seen.content).format == "JPEG"
