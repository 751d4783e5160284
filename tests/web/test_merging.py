"""Merging on the pages: staff choose and see what it comes to, and everybody reads on both pages where it went."""

import httpx
from playwright.async_api import expect

from tests.conftest import NewContext
from tests.support.answers import Json, good
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.suggesting import IDEAS
from tests.web.test_following import feed_at, told
from tests.web.test_pages_for_staff import sign_in
from tests.web.test_two_at_one_page import an_idea, at_work, form_of
from tests.web.town import Town


def a_browser(town: Town) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=town.address, follow_redirects=True, headers={"accept-language": "en"})


async def two_ideas(browser: httpx.AsyncClient) -> list[str]:
    """The numbers of two ideas that are public."""
    numbers = []
    for _ in range(2):
        page = await an_idea(browser)
        form = form_of(await browser.get(page), "do-accept")
        assert (await browser.post(page, data=form)).is_success
        numbers.append(page.rpartition("/")[2])
    return numbers


async def idea(browser: httpx.AsyncClient, number: str) -> Json:
    return good(await browser.get(f"{IDEAS}/{number}"))


async def test_an_idea_is_merged_seen_on_both_pages_and_goes_its_own_way_again(town: Town) -> None:
    async with at_work(town, "moderator") as office, a_browser(town) as anybody:
        one, other = await two_ideas(office)
        asked = await office.get(f"/staff/ideas/{one}/merge")
        assert f"/staff/ideas/{one}/merge?into={other}" in asked.text  # it says the same, so it is found
        preview = await office.get(f"/staff/ideas/{one}/merge?into={other}")
        assert "0 here and 0 there, together 0" in preview.text

        refused = await office.post(preview.url.path, data=form_of(preview, "Why are they merged?"))
        assert "Please say why. Everyone can read it." in refused.text
        form = form_of(refused, "Why are they merged?") | {"reason": "Both want a pond."}
        merged = await office.post(preview.url.path, data=form)

        assert "It is merged." in merged.text
        old, whole = [(await anybody.get(f"/ideas/{number}")).text for number in (one, other)]
        assert "Another idea carries this one on" in old
        assert f'href="/ideas/{other}"' in old
        assert "What was merged into it" in whole
        assert f'href="/ideas/{one}"' in whole
        assert told(await feed_at(town, f"/atom/ideas/{other}"), "content")[0].endswith("Both want a pond.")
        page = await office.get(f"/staff/ideas/{other}")
        await office.post(page.url.path, data=form_of(page, "do-correct-title") | {"correct-title-title": "A lake"})
        of_the_old = await feed_at(town, f"/atom/ideas/{one}")
        assert told(of_the_old, "content")[0] == "The office corrected the title."
        assert told(of_the_old, "title")[:2] == ["A lake", "A pond"]
        found = await anybody.get("/ideas/find", params={"number": one})
        assert found.url.path == f"/ideas/{one}"

        undoing = await office.get(f"/staff/ideas/{one}/merge")
        form = form_of(undoing, "Why is it undone?") | {"reason": "One is for ducks."}
        undone = await office.post(f"/staff/ideas/{one}/merge/undone", data=form)

        assert "It goes its own way again" in undone.text
        assert (await idea(office, one))["state"] == "accepted"


async def test_whoever_merges_by_a_stale_page_or_the_wrong_number_is_told(town: Town) -> None:
    async with at_work(town, "moderator") as office:
        one, other = await two_ideas(office)
        for typed, words in ((one, "This is the same idea."), ("0", "Write the number of the idea"), ("7Q7-7Q7", "")):
            wrong = await office.get(f"/staff/ideas/{one}/merge", params={"into": typed})
            assert (wrong.status_code, words in wrong.text) == (422, True)
            assert 'id="into-error"' in wrong.text
        preview = await office.get(f"/staff/ideas/{one}/merge?into={other}")
        page = await office.get(f"/staff/ideas/{other}")
        await office.post(page.url.path, data=form_of(page, "do-correct-title") | {"correct-title-title": "A lake"})

        stale = form_of(preview, "Why are they merged?") | {"reason": "Both want a pond."}
        late = await office.post(preview.url.path, data=stale)

        assert "This was changed after you opened the page" in late.text
        assert "Both want a pond." in late.text
        assert (await idea(office, one))["state"] == "accepted"
        again = await office.post(preview.url.path, data=form_of(late, "Why are they merged?") | {"reason": "A pond."})
        assert "It is merged." in again.text


async def test_a_browser_that_supports_both_counts_once_after_they_are_merged(town: Town) -> None:
    async with at_work(town, "moderator") as office, a_browser(town) as browser:
        one, other = await two_ideas(office)
        await browser.post(f"/ideas/{one}/support")
        form = form_of(await office.get(f"/staff/ideas/{one}/merge?into={other}"), "Why are they merged?")
        await office.post(f"/staff/ideas/{one}/merge", data=form | {"reason": "Both want a pond."})

        page = (await browser.get(f"/ideas/{other}/support")).text
        await browser.post(f"/ideas/{other}/support")

        assert "This browser supports the idea." in page
        assert (await idea(office, other))["supporters"] == 1
        await browser.post(f"/ideas/{other}/support", data={"take_back": "yes"})
        assert (await idea(office, other))["supporters"] == 0


async def test_an_idea_is_split_by_dividing_its_words_and_is_one_again(town: Town) -> None:
    async with at_work(town, "moderator") as office, a_browser(town) as anybody:
        one, _ = await two_ideas(office)
        page = await office.get(f"/staff/ideas/{one}/split")
        assert "A pond" in page.text
        form = form_of(page, "Why is it split?") | {"title-2": "A bench", "reason": "It asks for two things."}
        refused = await office.post(page.url.path, data=form)
        assert "Write what this idea says" in refused.text
        form = form_of(refused, "Why is it split?") | {"text-1": "For ducks.", "text-2": "To sit.", "reason": "Two."}
        split = await office.post(page.url.path, data=form)

        assert "It is split." in split.text
        parts = (await idea(office, one))["carried_on_by"]
        assert [part["title"] for part in parts] == ["A pond", "A bench"]
        assert "It was split into:" in (await anybody.get(f"/ideas/{one}")).text
        assert "What it came out of" in (await anybody.get(f"/ideas/{parts[0]['number']}")).text

        undoing = await office.get(f"/staff/ideas/{one}/split")
        form = form_of(undoing, "Why is it undone?") | {"reason": "They belong together."}
        undone = await office.post(f"/staff/ideas/{one}/split/undone", data=form)

        assert "It is one again" in undone.text
        part = (await anybody.get(f"/ideas/{parts[1]['number']}")).text
        assert "It was put back into the one that it came out of:" in part


async def test_whoever_is_at_a_phone_merges_and_splits_there(new_context: NewContext, town: Town) -> None:
    async with at_work(town, "moderator") as office:
        one, other = await two_ideas(office)
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await sign_in(page, town, "moderator", town.passwords["moderator"])
    for path in (f"/staff/ideas/{other}/split", f"/staff/ideas/{one}/merge", f"/staff/ideas/{one}/merge?into={other}"):
        await page.goto(town.address + path)
        await demand_fits(page)
        await demand_no_finding(page)
    await page.get_by_label("Why are they merged? (public)").fill("Both want a pond.")
    await page.get_by_role("button", name="Merge").click()

    await expect(page.get_by_role("status")).to_contain_text("It is merged.")
    await page.goto(f"{town.address}/ideas/{one}")
    await demand_fits(page)
    await demand_no_finding(page)
    await page.get_by_role("link", name=f"{other} A pond").click()
    await expect(page.get_by_role("heading", name="What was merged into it")).to_be_visible()
    await demand_no_finding(page)
