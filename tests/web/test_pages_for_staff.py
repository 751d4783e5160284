"""Staff at work: what they see, what they may do, and what they are told when something is missing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.web.test_pages_for_residents import LOOKS
from tests.web.town import Town
from tests.web.visiting import first_of, open_poll


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def colleague(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """A page of a browser with or without JavaScript."""
    return await (await new_context(java_script_enabled=request.param)).new_page()


async def sign_in(page: Page, town: Town, name: str, password: str | None = None) -> None:
    await page.goto(f"{town.address}/staff/sign-in")
    await page.get_by_label("Your name").fill(name)
    await page.get_by_label("Password").fill(password or town.passwords[name])
    await page.get_by_role("button", name="Sign in").click()


async def suggest(page: Page, town: Town, title: str) -> str:
    """A new idea that waits on the desk; its number."""
    wish = {
        "title": title,
        "text": "So that it is better here.",
        "channel": "web",
        "round_id": await a_round(page, town),
    }
    answer = await page.request.post(f"{town.address}/api/ideas/v1/ideas", data=wish)
    number: str = (await answer.json())["number"]
    return number


async def a_round(page: Page, town: Town) -> str:
    rounds = await (await page.request.get(f"{town.address}/api/ideas/v1/rounds")).json()
    found: str = rounds["items"][0]["round_id"]
    return found


async def test_a_wrong_password_is_said_without_telling_which_half_is_wrong(colleague: Page, town: Town) -> None:
    await sign_in(colleague, town, "moderator", "not the password")

    await expect(colleague.get_by_role("alert")).to_contain_text("Name and password do not fit together")
    await expect(colleague.get_by_label("Your name")).to_have_value("moderator")
    await expect(colleague.get_by_label("Password")).to_have_value("")


async def test_a_page_for_staff_asks_to_sign_in_and_then_opens(colleague: Page, town: Town) -> None:
    await colleague.goto(f"{town.address}/staff/enter")
    await colleague.get_by_label("Your name").fill("moderator")
    await colleague.get_by_label("Password").fill(town.passwords["moderator"])
    await colleague.get_by_role("button", name="Sign in").click()

    await expect(colleague.get_by_role("heading", level=1)).to_have_text("Enter a suggestion")


async def test_nobody_is_sent_to_another_site_after_signing_in(colleague: Page, town: Town) -> None:
    await colleague.goto(f"{town.address}/staff/sign-in?next=https://elsewhere.example/staff")
    await colleague.get_by_label("Your name").fill("moderator")
    await colleague.get_by_label("Password").fill(town.passwords["moderator"])
    await colleague.get_by_role("button", name="Sign in").click()

    await colleague.wait_for_url(f"{town.address}/staff")


async def test_an_idea_is_screened_and_handed_over(colleague: Page, town: Town) -> None:
    number = await suggest(colleague, town, "A swing for grown-ups")
    await sign_in(colleague, town, "moderator")
    await colleague.locator(f'a[href="/staff/ideas/{number}"]').click()

    await colleague.get_by_role("button", name="Accept").click()
    await expect(colleague.get_by_text("It is accepted.")).to_be_visible()
    await colleague.get_by_role("button", name="Hand over").click()
    await expect(colleague.get_by_text("It is handed over and becomes a proposal.")).to_be_visible()

    await colleague.goto(f"{town.address}/ideas/{number}")
    await expect(colleague.locator("main")).to_contain_text("A swing for grown-ups")
    assert await colleague.locator(".life-line li").count() >= 3


async def test_whoever_has_answered_one_idea_goes_on_with_the_next(colleague: Page, town: Town) -> None:
    first, second = await suggest(colleague, town, "A first wish"), await suggest(colleague, town, "A second wish")
    await sign_in(colleague, town, "moderator")
    await colleague.goto(f"{town.address}/staff/ideas/{first}")

    await colleague.get_by_role("button", name="Accept").click()

    further = colleague.get_by_role("link", name="Go on with the next that waits")
    await expect(further).to_be_focused()
    await colleague.keyboard.press("Enter")
    await expect(colleague.get_by_role("button", name="Accept")).to_be_visible()
    assert colleague.url.startswith(f"{town.address}/staff/ideas/")
    assert not colleague.url.startswith(f"{town.address}/staff/ideas/{first}")
    assert second


async def test_each_role_sees_what_is_theirs(colleague: Page, town: Town) -> None:
    await sign_in(colleague, town, "officer-1")

    places = colleague.get_by_role("navigation", name="For staff").get_by_role("link")
    await expect(places).to_have_text(["Desk", "New poll", "Rounds", "Health"])
    headings = await colleague.get_by_role("heading", level=2).all_inner_texts()
    first_words = [heading.split(" ")[0] for heading in headings]
    # Another test may have left a rehearsal, which stands between them.
    assert [word for word in first_words if word != "Rehearsals"] == ["Polls", "Rounds"]


async def test_a_german_officer_reads_the_checks_of_a_draft_in_german(new_context: NewContext, town: Town) -> None:
    officer = await (await new_context(java_script_enabled=False)).new_page()
    await sign_in(officer, town, "officer-1")
    await officer.goto(f"{town.address}/staff/polls/new?lang=de")
    await officer.get_by_label("Name der Abstimmung").fill("Noch einmal")
    await officer.get_by_label("Endet", exact=True).fill("2020-01-01T00:00")

    await officer.get_by_role("button", name="Abstimmung entwerfen").click()

    await expect(officer.locator("main")).to_contain_text("Die Abstimmung endet, bevor sie beginnt.")
    await expect(officer.locator("main")).to_contain_text("Noch kann nicht veröffentlicht werden")
    await expect(officer.locator("main")).not_to_contain_text("The poll")
    await officer.get_by_label("Begründung (öffentlich)").fill("Ein Versuch.")
    await officer.get_by_role("button", name="Abstimmung absagen").click()


async def test_a_draft_is_changed_and_keeps_what_was_typed(colleague: Page, town: Town) -> None:
    await sign_in(colleague, town, "officer-1")
    await colleague.goto(f"{town.address}/staff/polls/new")
    await colleague.get_by_label("Name of the poll").fill("A draft in haste")
    await colleague.get_by_label("Share out points").check()
    await colleague.get_by_label("How many points may one ballot share out?").fill("7")
    await unfold(colleague, "More about the count")
    await colleague.get_by_label("Compare in the end with score order").check()
    await colleague.get_by_label("Closes", exact=True).fill("2020-01-01T00:00")
    await colleague.get_by_role("button", name="Draft the poll").click()
    await expect(colleague.get_by_text("The poll closes before it opens.")).to_be_visible()
    opens_at = await colleague.locator("dd").nth(0).inner_text()

    await colleague.get_by_role("link", name="Change the draft").click()
    await expect(colleague.get_by_label("Name of the poll")).to_have_value("A draft in haste")
    await expect(colleague.get_by_label("How many points may one ballot share out?")).to_have_value("7")
    await expect(colleague.get_by_label("Compare in the end with score order")).to_be_checked()
    await unfold(colleague, "More about the count")
    await colleague.get_by_label("Compare in the end with score order").uncheck()
    await colleague.get_by_label("Name of the poll").fill("A draft at leisure")
    await colleague.get_by_label("Closes", exact=True).fill(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%dT%H:%M}")
    await colleague.get_by_role("button", name="Keep this draft").click()

    await expect(colleague.get_by_text("The draft is changed.")).to_be_visible()
    await expect(colleague.get_by_role("heading", level=1)).to_have_text("A draft at leisure")
    await expect(colleague.get_by_text("In the end this outcome is compared")).to_have_count(0)
    await expect(colleague.get_by_role("button", name="Publish the ballot paper")).to_be_visible()
    assert await colleague.locator("dd").nth(0).inner_text() == opens_at


async def test_a_rejection_without_a_reason_comes_back_with_what_is_missing(colleague: Page, town: Town) -> None:
    number = await suggest(colleague, town, "Free ice cream")
    await sign_in(colleague, town, "moderator")
    await colleague.goto(f"{town.address}/staff/ideas/{number}")

    await colleague.get_by_role("button", name="Reject").click()

    await expect(colleague.get_by_role("alert")).to_contain_text("Please fill in “Reason (public)”")
    await expect(colleague.locator("#reject-reason-error")).to_be_visible()


async def test_an_action_that_somebody_else_has_taken_is_said(colleague: Page, town: Town) -> None:
    number = await suggest(colleague, town, "A second clock")
    await sign_in(colleague, town, "moderator")
    await colleague.goto(f"{town.address}/staff/ideas/{number}")
    another = await colleague.context.new_page()
    await another.goto(f"{town.address}/staff/ideas/{number}")
    await another.get_by_role("button", name="Accept").click()
    await expect(another.get_by_text("It is accepted.")).to_be_visible()

    await colleague.get_by_role("button", name="Accept").click()

    await expect(colleague.get_by_role("alert")).to_contain_text("someone else was quicker")


async def test_a_letter_is_entered_and_stands_on_the_desk(colleague: Page, town: Town) -> None:
    await sign_in(colleague, town, "moderator")
    await colleague.goto(f"{town.address}/staff/enter")
    await colleague.get_by_label("Title").fill("More post boxes")
    await colleague.get_by_role("button", name="Enter it").click()
    await expect(colleague.get_by_role("alert")).to_contain_text("Write down what was suggested.")
    await colleague.get_by_label("What was suggested?").fill("The next one is a mile away.")

    await colleague.get_by_role("button", name="Enter it").click()

    await expect(colleague.get_by_text("The suggestion is entered.")).to_be_visible()
    await expect(colleague.get_by_role("heading", level=1)).to_have_text("More post boxes")


async def test_a_task_of_others_is_said_to_be_theirs(colleague: Page, town: Town) -> None:
    await sign_in(colleague, town, "moderator")

    await colleague.goto(f"{town.address}/staff/people")

    await expect(colleague.get_by_role("heading", level=1)).to_have_text("This is somebody else's task")


async def test_a_roll_with_a_mistake_is_named_by_its_line_and_not_taken(
    colleague: Page, town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "roll.csv"
    file.write_text("number,area\n1,Old Town\n1,Old Town\n2,Atlantis\n")
    await sign_in(colleague, town, "clerk")
    await colleague.goto(f"{town.address}/staff/rounds/{await a_round(colleague, town)}/roll")
    before = await colleague.locator("tfoot").inner_text()
    await colleague.locator("#roll").set_input_files(file)

    await colleague.get_by_role("button", name="Show what changes").click()

    mistakes = colleague.locator("table", has_text="Mistakes in the file")
    assert await mistakes.locator("tbody tr th").all_inner_texts() == ["3", "4"]
    assert await colleague.locator("tfoot").first.inner_text() == before
    await expect(mistakes).to_contain_text('There is no area "Atlantis" in this round.')


async def test_the_mistakes_of_a_roll_are_said_in_german_too(new_context: NewContext, town: Town) -> None:
    clerk = await (await new_context(java_script_enabled=False)).new_page()
    await sign_in(clerk, town, "clerk")
    await clerk.goto(f"{town.address}/staff/rounds/{await a_round(clerk, town)}/roll?lang=de")
    await clerk.locator("#roll").set_input_files(
        {"name": "roll.csv", "mimeType": "text/csv", "buffer": b"number,area\n1,Old Town\n1,Old Town\n2,Atlantis\n"}
    )

    await clerk.get_by_role("button", name="Zeigen, was sich ändert").click()

    mistakes = clerk.locator("table", has_text="Fehler in der Datei").locator("tbody tr")
    await expect(mistakes.first).to_contain_text("Die Nummer 1 steht schon in Zeile 2.")
    await expect(mistakes.last).to_contain_text("Den Ortsteil „Atlantis“ gibt es in dieser Runde nicht.")


async def test_a_poll_is_taken_from_draft_to_outcome_by_two_officers(
    new_context: NewContext, town_of_its_own: Town
) -> None:
    town = town_of_its_own
    first = await (await new_context()).new_page()
    second = await (await new_context()).new_page()
    await sign_in(first, town, "officer-1")
    await sign_in(second, town, "officer-2")
    await first.goto(f"{town.address}/staff/polls/new")
    await first.get_by_label("Which fund does it decide on?").select_option(label="Youth fund (Lindenhof decides 2026)")
    await first.get_by_label("Name of the poll").fill("A second look")
    compare = first.get_by_label("Compare in the end with score order")
    await unfold(first, "More about the count")
    await expect(compare).not_to_be_checked()
    await compare.check()
    await first.get_by_role("button", name="Draft the poll").click()
    await expect(first.get_by_role("heading", level=1)).to_have_text("A second look")
    await expect(first.get_by_text("In the end this outcome is compared")).to_be_visible()
    address = first.url

    for action in ("Publish the ballot paper", "Open the poll"):
        await first.get_by_role("button", name=action).click()
        await expect(first.locator(".notice")).to_be_visible()
    close = first.locator("form.action", has=first.get_by_role("button", name="Close the poll"))
    await close.get_by_role("textbox").fill("This was a rehearsal.")
    await close.get_by_role("button").click()
    await expect(first.locator(".notice")).to_be_visible()

    await press_once_it_is_there(first, address, "Count the ballots")
    await press_once_it_is_there(first, address, "Certify the count")
    await expect(first.get_by_text("Now a second returning officer must do so")).to_be_visible()
    await press_once_it_is_there(second, address, "Certify the count")
    await press_once_it_is_there(first, address, "Announce the outcome")
    await first.get_by_role("link", name="To the results page").click()
    why = first.get_by_role("region", name="Why these?")
    await expect(why).to_contain_text("In the end this outcome is compared")
    await expect(why).to_contain_text("Nobody has more of their projects funded under one of the two rules")


async def test_a_vote_that_is_called_off_says_why_and_several_open_votes_each_say_until_when(
    new_context: NewContext, town_of_its_own: Town
) -> None:
    town = town_of_its_own
    officer = await (await new_context()).new_page()
    await sign_in(officer, town, "officer-1")
    await officer.goto(f"{town.address}/staff/polls/new")
    await officer.get_by_label("Name of the poll").fill("A second look")
    await officer.get_by_role("button", name="Draft the poll").click()
    for action in ("Publish the ballot paper", "Open the poll"):
        await officer.get_by_role("button", name=action).click()
        await expect(officer.locator(".notice")).to_be_visible()
    resident = await (await new_context(java_script_enabled=False)).new_page()

    await resident.goto(f"{town.address}/vote")
    for name in ("A second look", "Neighbourhood fund 2026"):
        await expect(resident.get_by_text(f"{name} is open until ")).to_be_visible()

    cancel = officer.locator("form.action", has=officer.get_by_role("button", name="Cancel the poll"))
    await cancel.get_by_role("textbox").fill("The paper was wrong.")
    await cancel.get_by_role("button").click()
    await expect(officer.locator(".notice")).to_be_visible()
    poll_id = officer.url.partition("?")[0].rpartition("/")[2]
    await resident.goto(f"{town.address}/polls/{poll_id}/results")
    await expect(resident.get_by_role("heading", name="There will be no result")).to_be_visible()
    await expect(resident.locator(".life-line")).to_contain_text("The paper was wrong.")


async def unfold(page: Page, words: str) -> None:
    """What is rarely asked for is folded away, if it is as usual."""
    await page.locator("summary", has_text=words).wait_for()
    if folded := await page.locator("details:not([open]) > summary", has_text=words).count():
        assert folded == 1
        await page.locator("details:not([open]) > summary", has_text=words).click()


async def press_once_it_is_there(page: Page, address: str, name: str) -> None:
    """Reload until the button is there, as one would."""
    button = page.get_by_role("button", name=name)

    async def there() -> bool:
        await page.goto(address.partition("?")[0])
        return await button.count() == 1

    await eventually(there)
    await button.click()
    await expect(page.locator(".notice-good")).to_be_visible()


async def addresses(page: Page, town: Town) -> list[str]:
    """Every page for staff that can be opened by its address."""
    poll = await open_poll(town)
    idea, proposal = await first_of(town, "ideas", "ideas"), await first_of(town, "proposals", "proposals")
    return [
        "/staff",
        f"/staff/ideas/{idea['number']}",
        f"/staff/proposals/{proposal['number']}",
        "/staff/enter",
        "/staff/polls/new",
        f"/staff/polls/{poll['poll_id']}",
        "/staff/rounds/new",
        f"/staff/rounds/{poll['round_id']}/roll",
        "/staff/people",
    ]


@LOOKS
async def test_axe_finds_nothing_on_any_page_for_staff(
    town: Town, new_context: NewContext, scheme: str, width: int
) -> None:
    context = await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()
    await page.goto(f"{town.address}/staff/sign-in")
    await demand_no_finding(page)
    await sign_in(page, town, "admin", "a long enough password")

    for address in await addresses(page, town):
        answer = await page.goto(town.address + address)
        assert answer
        assert answer.status == 200, address
        await demand_no_finding(page)
        await demand_fits(page)
