"""The desk of a town in which more waits than one page holds."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_pages_for_staff import sign_in
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import Town, Towns

NEXT = re.compile(r'<a href="([^"]*ideas=\d+[^"]*)" rel="next">')
LINES = re.compile(r'<a href="/staff/ideas/([\w-]+)"')
WAITING = 45


@pytest.fixture(scope="module")
async def busy_town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town on whose desk many ideas wait."""
    async with towns.with_sample(tmp_path_factory.mktemp("desk")) as town:
        [[round_id, _]] = await town.rounds()
        async with httpx.AsyncClient(base_url=town.address) as resident:
            for number in range(WAITING):
                wish = {"title": f"Idea {number}", "text": "For all.", "round_id": round_id}
                assert (await resident.post("/api/ideas/v1/ideas", json=wish)).is_success
        yield town


@pytest.fixture(scope="module")
async def moderator(busy_town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """A moderator at its desk."""
    async with at_work(busy_town, "moderator") as browser:
        yield browser


def screened(page: httpx.Response) -> list[str]:
    """The ideas to screen that the page lists."""
    section = re.search(r'<section[^>]*aria-labelledby="ideas">.*?</section>', page.text, re.DOTALL)
    assert section
    return LINES.findall(section.group())


async def test_every_idea_that_waits_can_be_reached_from_the_desk_and_none_stands_there_twice(
    moderator: httpx.AsyncClient,
) -> None:
    page, seen = await moderator.get("/staff"), list[str]()
    while True:
        seen += screened(page)
        if not (onward := NEXT.search(page.text)):
            break
        assert onward.group(1).endswith("#ideas"), "a keyboard goes on where the list begins"
        page = await moderator.get(onward.group(1).replace("&amp;", "&"))

    assert len(seen) == len({*seen}) >= WAITING
    assert f'<span class="count">{len(seen)}</span>' in page.text
    assert 'rel="prev"' in page.text
    # Where several lists go on, a screen reader tells by this which one it is.
    assert re.search(r'class="pages" aria-label="More pages: [^"]+"', page.text)


async def test_a_page_behind_the_last_one_is_the_last_one(moderator: httpx.AsyncClient) -> None:
    last = await moderator.get("/staff?ideas=3")

    assert screened(await moderator.get("/staff?ideas=99")) == screened(last) != []
    assert (await moderator.get("/staff?ideas=some")).is_success


def in_queue(page: httpx.Response) -> list[str]:
    """The ideas of the queue's table that the page shows."""
    return re.findall(r'class="bench-link" href="/staff/ideas/([\w-]+)\?', page.text)


async def test_the_queue_is_sifted_by_its_address_and_goes_on_behind_its_end(moderator: httpx.AsyncClient) -> None:
    page, seen = await moderator.get("/staff/ideas?state=submitted&order=newest"), list[str]()
    assert page.text.count('<option value="submitted" selected>') == 1
    while True:
        seen += in_queue(page)
        onward = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not onward:
            break
        page = await moderator.get(onward.group(1).replace("&amp;", "&"))

    assert len(seen) == len({*seen}) >= WAITING
    assert in_queue(await moderator.get(f"/staff/ideas?q={seen[0].lower()}")) == [seen[0]]
    assert in_queue(await moderator.get("/staff/ideas?state=submitted&language=de")) == []
    assert in_queue(await moderator.get("/staff/ideas?state=submitted&area=nonsense&order=x&after=y")) != []


async def test_a_case_beside_the_queue_is_answered_and_the_next_is_there_without_a_script(
    moderator: httpx.AsyncClient,
) -> None:
    queue = await moderator.get("/staff/ideas?state=submitted&order=oldest")
    first, second, third = in_queue(queue)[:3]

    at_first = await moderator.post("/staff/desk/next", data=form_of(queue, "Take the next"))
    assert at_first.url.path == f"/staff/ideas/{first}"
    assert "In your hands" in at_first.text
    wrong = await moderator.post(str(at_first.url), data=form_of(at_first, ">Reject<") | {"reject-reason": "No"})
    assert "Nothing was sent and nothing you typed is lost" in wrong.text
    assert "No</textarea>" in wrong.text
    assert in_queue(wrong)[:3] == [first, second, third], "the queue is still there"
    at_second = await moderator.post(str(wrong.url), data=form_of(wrong, ">Accept<"))

    assert at_second.url.path == f"/staff/ideas/{second}"
    assert "It is accepted." in at_second.text
    assert in_queue(at_second)[:2] == [second, third]
    skipped = await moderator.post(f"/staff/desk/ideas/{second}/skip", data=form_of(at_second, "Skip it today"))
    assert skipped.url.path == f"/staff/ideas/{third}"
    back = await moderator.post(f"/staff/desk/ideas/{third}/put-back", data=form_of(skipped, "Put it back"))
    assert "Take it in hand" in back.text


async def test_departments_are_put_on_the_list_and_given_ideas(moderator: httpx.AsyncClient) -> None:
    page = await moderator.get("/staff/departments")
    added = await moderator.post("/staff/departments", data=form_of(page, "Put on the list") | {"name": "Parks"})
    assert "It is on the list." in added.text
    again = await moderator.post("/staff/departments", data=form_of(page, "Put on the list") | {"name": "PARKS"})
    assert "There is a department of this name already." in again.text
    number = in_queue(await moderator.get("/staff/ideas?state=submitted"))[-1]
    case = await moderator.get(f"/staff/ideas/{number}?beside=1&state=submitted")
    parks = re.findall(r'<option value="([^"]+)">Parks', case.text)[-1]

    given = {**form_of(case, "Give it to them"), "department_id": parks}
    assert (await moderator.post(f"/staff/desk/ideas/{number}/department", data=given)).is_success

    assert in_queue(await moderator.get(f"/staff/ideas?department={parks}")) == [number]
    closed = await moderator.post(f"/staff/departments/{parks}", data={"what": "close"})
    assert "Closed" in closed.text


async def test_an_answer_is_filled_in_from_a_template_looked_at_and_kept_for_later(
    moderator: httpx.AsyncClient,
) -> None:
    page = await moderator.get("/staff/templates")
    texts = {"name": "Not ours", "en": "“{title}” is not ours.", "de": "Nicht unsere Sache."}
    kept = await moderator.post("/staff/templates", data=form_of(page, "Keep the template") | texts)
    assert "The template is kept." in kept.text
    number = in_queue(await moderator.get("/staff/ideas?state=submitted&order=newest"))[0]
    case = await moderator.get(f"/staff/ideas/{number}?beside=1&state=submitted&order=newest")
    template = re.findall(r'<option value="([0-9a-f-]+)">Not ours', case.text)[0]
    typed = {"reject-criterion": "not-ours", "reject-reason": "Alas:", "template": template}

    filled = await moderator.post(str(case.url), data=form_of(case, ">Reject<") | typed | {"what": "fill"})
    assert re.search(r"Alas:\s+“Idea \d+” is not ours.</textarea>", filled.text)
    typed["reject-reason"] = "It is not ours."
    shown = await moderator.post(str(filled.url), data=form_of(filled, ">Reject<") | typed | {"what": "preview"})
    assert "So it will be read. Nothing is done yet." in shown.text
    assert ": It is not ours.</p>" in shown.text
    note = await moderator.post(
        f"/staff/desk/ideas/{number}/notes", data=form_of(shown, "Keep the note") | {"note": "Ask the railway."}
    )
    assert "Ask the railway." in note.text
    later = await moderator.post(str(shown.url), data=form_of(shown, ">Reject<") | typed | {"what": "prepare"})
    assert "The answer is prepared." in later.text
    answers = await moderator.get("/staff/answers")
    assert ": It is not ours.</p>" in answers.text
    assert "railway" not in (await moderator.get(f"/ideas/{number}")).text
    dropped = await moderator.post(f"/staff/answers/ideas/{number}/drop", data=form_of(answers, "Do not answer so"))
    assert "You have prepared no answer." in dropped.text


async def test_the_ticked_are_answered_together_and_those_that_changed_are_named(
    moderator: httpx.AsyncClient,
) -> None:
    queue = await moderator.get("/staff/ideas?state=submitted&order=newest")
    ticked = re.findall(r'name="idea" value="([^"]+)"', queue.text)[1:4]
    numbers = [one.partition("|")[0] for one in ticked]
    page = await moderator.get("/staff/answers/new", params={"idea": ticked})
    first = await moderator.get(f"/staff/ideas/{numbers[0]}")
    await moderator.post(str(first.url), data=form_of(first, ">Accept<"))
    lacking = await moderator.post("/staff/answers/new", data=form_of(page, "Prepare: Reject"))
    assert "is needed" in lacking.text
    assert all(number in lacking.text for number in numbers)

    prepared = await moderator.post("/staff/answers/new", data=form_of(page, "Prepare: Accept"))
    assert f"/staff/ideas/{numbers[0]}?beside=1" in prepared.text.partition("These fit no more")[2]
    published = await moderator.post("/staff/answers/publish", data=form_of(prepared, "Publish 2 answers"))

    assert "The answers that still fitted are published." in published.text
    for number in numbers:
        assert (await moderator.get(f"/api/ideas/v1/ideas/{number}")).json()["state"] == "accepted"


async def test_an_answer_that_is_kept_back_can_be_taken_back_with_all_its_words(
    busy_town: Town, moderator: httpx.AsyncClient
) -> None:
    async with at_work(busy_town, "admin") as chief:
        wrong = form_of(await chief.get("/staff/answers"), "Set it") | {"minutes": "soon"}
        asked = await chief.post("/staff/answers/time", data=wrong)
        assert "Write a number of minutes" in asked.text
        long = await chief.post("/staff/answers/time", data=wrong | {"minutes": "61"})
        assert "60" in long.text.partition("field-error")[2][:300]
        kept = await chief.post("/staff/answers/time", data=wrong | {"minutes": "10"})
        assert "goes out after 10 minutes" in kept.text
        number = in_queue(await moderator.get("/staff/ideas?state=submitted&order=newest"))[0]
        case = await moderator.get(f"/staff/ideas/{number}?beside=1&state=submitted&order=newest")
        typed = {"reject-criterion": "not-ours", "reject-reason": "The railway’s."}
        stale = form_of(await chief.get(str(case.url)), ">Accept<")

        decided = await moderator.post(str(case.url), data=form_of(case, ">Reject<") | typed)
        assert "Until it goes out you can take it back." in decided.text
        assert "Answered, goes out soon" in decided.text
        assert "railway" not in (await moderator.get(f"/ideas/{number}")).text
        second = await chief.post(str(case.url), data=stale)
        assert "the answer goes out soon. Take it back first." in second.text
        assert "This idea is answered." in (await chief.get(f"/staff/ideas/{number}")).text
        taking = form_of(decided, "Take it back")
        back = await moderator.post(f"/staff/desk/ideas/{number}/take-back", data=taking)

        assert "The railway’s.</textarea>" in back.text
        assert form_of(back, ">Reject<")["reject-criterion"] == "not-ours"
        late = await moderator.post(f"/staff/desk/ideas/{number}/take-back", data=taking)
        assert "It is too late" in late.text
        at_once = form_of(await chief.get("/staff/answers"), "Set it") | {"minutes": "0"}
        assert "goes out at once" in (await chief.post("/staff/answers/time", data=at_once)).text
        given = await moderator.post(str(case.url), data=form_of(back, ">Reject<") | typed)
        assert "It is rejected, and everyone can read why." in given.text


@pytest.fixture
async def desk(busy_town: Town, new_context: NewContext) -> Page:
    """The desk in a browser as wide as a desk's."""
    page = await (await new_context(viewport={"width": 1280, "height": 900})).new_page()
    await sign_in(page, busy_town, "moderator")
    await page.goto(f"{busy_town.address}/staff/ideas?state=submitted&order=newest")
    return page


async def press(page: Page, *keys: str) -> None:
    """Press the keys, of which the last leads to another page."""
    for key in keys[:-1]:
        await page.keyboard.press(key)
    async with page.expect_navigation(wait_until="load"):
        await page.keyboard.press(keys[-1])


async def test_thirty_ideas_are_screened_by_keyboard_alone(desk: Page, busy_town: Town) -> None:
    waiting = int(await desk.locator("#queue-title .count").inner_text())

    await press(desk, "n")
    for _ in range(30):
        await press(desk, "1", "Enter")
        await expect(desk.get_by_role("status")).to_be_focused()

    assert int(await desk.locator("#queue-title .count").inner_text()) == waiting - 30


async def test_keys_are_listed_do_nothing_in_fields_and_can_be_switched_off(desk: Page) -> None:
    at = desk.url
    await desk.keyboard.press("?")
    await expect(desk.get_by_role("dialog")).to_contain_text("Take the next that nobody is at")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("/")
    await desk.keyboard.type("n1s?")
    await expect(desk.get_by_label("Words or number")).to_have_value("n1s?")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("j")
    await expect(desk.locator(".bench-link").first).to_be_focused()
    await desk.keyboard.press("?")
    await desk.get_by_role("button", name="Switch the keys off").click()
    await desk.keyboard.press("Escape")
    await desk.reload()
    await desk.keyboard.press("n")
    await desk.keyboard.press("?")

    await expect(desk.get_by_role("dialog")).to_be_hidden()
    assert desk.url == at


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
async def test_the_queue_and_its_case_read_well_in_each_width(
    desk: Page, busy_town: Town, width: int, scheme: str
) -> None:
    await desk.set_viewport_size({"width": width, "height": 900})
    number = await desk.locator(".bench-table .quiet").last.inner_text()
    for path in (
        "/staff/ideas",
        f"/staff/ideas/{number}?beside=1&state=submitted",
        "/staff/departments",
        "/staff/templates",
        "/staff/answers",
    ):
        await desk.goto(f"{busy_town.address}{path}{'&' if '?' in path else '?'}scheme={scheme}")
        await demand_no_finding(desk)
        await demand_fits(desk)
