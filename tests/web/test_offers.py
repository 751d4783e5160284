from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town

PHONE = {"kind": "phone", "address": "+49 1511 2345678"}


@pytest.fixture
async def neighbour(new_context: NewContext) -> Page:
    """A page of a browser without JavaScript."""
    return await (await new_context(java_script_enabled=False)).new_page()


@pytest.fixture
async def scripted(new_context: NewContext) -> Page:
    """A page of a browser that runs scripts."""
    return await (await new_context()).new_page()


@pytest.fixture
async def moderation(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the API that is signed in as a moderator."""
    async with httpx.AsyncClient(base_url=town.address) as client:
        account = {"name": "moderator", "password": town.passwords["moderator"]}
        session = (await client.post("/api/residents/v1/staff/sessions", json=account)).json()
        client.headers["Authorization"] = f"Bearer {session['token']}"
        yield client


@pytest.fixture
async def proposal(town: Town, moderation: httpx.AsyncClient) -> str:
    """The page of an accepted proposal that costs 46,000 euros and stands on no ballot paper."""
    found = (await moderation.get("/api/ideas/v1/rounds")).json()["items"][0]
    wish = {"round_id": found["round_id"], "fund_id": found["funds"][0]["fund_id"]}
    wish |= {"title": "A lift for the swimming pool", "summary": "So that everyone gets into the water."}
    made = (await moderation.post("/api/proposals/v1/proposals", json=wish)).json()
    path = f"/api/proposals/v1/proposals/{made['proposal_id']}/actions"
    (await moderation.post(path, json={"action": "accept", "cost_cents": 4_600_000})).raise_for_status()
    return f"{town.address}/proposals/{made['number']}"


async def test_an_offer_that_both_sides_stand_by_lowers_what_the_council_pays(
    neighbour: Page, proposal: str, moderation: httpx.AsyncClient
) -> None:
    await neighbour.goto(proposal)
    await neighbour.get_by_role("link", name="Offer a hand").click()
    await neighbour.get_by_label("Time", exact=True).check()
    await neighbour.get_by_label("What do you offer?").fill("I carry the books down and up again.")
    await neighbour.get_by_label("How much?").fill("10")
    await neighbour.get_by_label("Your mail address or telephone number").fill("ada@example.org")
    await neighbour.get_by_role("button", name="Make this offer").click()
    key = await neighbour.locator(".receipt-code").inner_text()
    door = neighbour.get_by_role("link", name="The page of your offer")
    offer_id = (await door.get_attribute("href") or "").split("/")[-1]
    path = f"/api/proposals/v1/offers/{offer_id}/actions"
    (await moderation.post(path, json={"action": "accept"})).raise_for_status()

    await door.click()
    await neighbour.get_by_label("The key to your offer").fill(key)
    await neighbour.get_by_role("button", name="I stand by it").click()
    await expect(neighbour.get_by_role("heading", name="Agreed")).to_be_visible()

    # Ten hours at 14 euros each.
    await neighbour.goto(proposal)
    await expect(neighbour.locator(".facts")).to_contain_text("€140")
    await expect(neighbour.locator(".facts")).to_contain_text("€45,860")
    await expect(neighbour.locator(".offers")).to_contain_text("I carry the books down and up again.")


async def test_the_door_to_an_offer_stands_beside_it_on_the_proposal(
    neighbour: Page, proposal: str, town: Town, moderation: httpx.AsyncClient
) -> None:
    proposal_id = (await moderation.get(proposal.replace("/proposals/", "/api/proposals/v1/proposals/"))).json()
    offer = {"kind": "time", "quantity": 1, "words": "I paint.", "contact": {"kind": "phone", "address": "+49 1511"}}
    path = f"/api/proposals/v1/proposals/{proposal_id['proposal_id']}/offers"
    made = (await moderation.post(path, json=offer)).raise_for_status().json()

    await neighbour.goto(proposal)

    await expect(neighbour.locator(".offers")).to_contain_text("Time, 1 hour ")
    await neighbour.get_by_role("link", name="Is this your offer?").click()
    assert neighbour.url == f"{town.address}/offers/{made['offer_id']}"


async def test_whoever_would_help_a_proposal_that_takes_no_offers_is_told_before_they_type(
    neighbour: Page, town: Town, moderation: httpx.AsyncClient
) -> None:
    missed = (await moderation.get("/api/proposals/v1/proposals?state=not_funded")).json()["items"][0]

    await neighbour.goto(f"{town.address}/proposals/{missed['number']}/offer")

    await expect(neighbour.get_by_role("heading", level=1)).to_have_text("This proposal takes no offers now")
    assert await neighbour.locator("main form").count() == 0


async def test_a_bad_offer_comes_back_with_what_is_wrong_beside_each_field(neighbour: Page, proposal: str) -> None:
    await neighbour.goto(f"{proposal}/offer")
    await neighbour.get_by_label("Money").check()
    await neighbour.get_by_label("What is it worth?").fill("a lot")

    await neighbour.get_by_role("button", name="Make this offer").click()

    assert "as a number" in await neighbour.locator("#value-error").inner_text()
    assert "in a sentence what you offer" in await neighbour.locator("#words-error").inner_text()
    assert "how we can reach you" in await neighbour.locator("#contact-error").inner_text()
    await expect(neighbour.get_by_label("Money")).to_be_checked()
    await expect(neighbour.get_by_label("What is it worth?")).to_have_value("a lot")


async def test_an_amount_that_could_be_either_of_two_is_asked_about(neighbour: Page, proposal: str) -> None:
    await neighbour.goto(f"{proposal}/offer")
    await neighbour.get_by_label("Money").check()
    await neighbour.get_by_label("What is it worth?").fill("1.234")

    await neighbour.get_by_role("button", name="Make this offer").click()

    assert "“1.234” could be €1,234 or €1.23." in await neighbour.locator("#value-error").inner_text()


@pytest.fixture
async def offer(proposal: str, moderation: httpx.AsyncClient) -> dict[str, str]:
    """An offer of two hours that the council would like to take, with its key."""
    found = (await moderation.get(proposal.replace("/proposals/", "/api/proposals/v1/proposals/"))).json()
    wish = {"kind": "time", "quantity": 2, "words": "I paint.", "when": "In May", "contact": PHONE}
    path = f"/api/proposals/v1/proposals/{found['proposal_id']}/offers"
    made: dict[str, str] = (await moderation.post(path, json=wish)).raise_for_status().json()
    path = f"/api/proposals/v1/offers/{made['offer_id']}/actions"
    (await moderation.post(path, json={"action": "accept"})).raise_for_status()
    return made


async def test_a_wrong_key_changes_nothing(neighbour: Page, town: Town, offer: dict[str, str]) -> None:
    await neighbour.goto(f"{town.address}/offers/{offer['offer_id']}")
    await neighbour.get_by_label("The key to your offer").fill("not the key")

    await neighbour.get_by_role("button", name="I take it back").click()

    assert "This key does not belong to this offer" in await neighbour.locator("#key-error").inner_text()
    await expect(neighbour.get_by_text("Welcome: waits for your word")).to_be_visible()


async def test_the_page_of_an_offer_says_what_was_offered(neighbour: Page, town: Town, offer: dict[str, str]) -> None:
    await neighbour.goto(f"{town.address}/offers/{offer['offer_id']}")

    page = neighbour.locator("main")
    for said in ("I paint.", "2 hours", "€28", "In May", "A lift for the swimming pool"):
        await expect(page).to_contain_text(said)


async def test_the_link_with_the_key_spares_typing_it(scripted: Page, town: Town, offer: dict[str, str]) -> None:
    await scripted.goto(f"{town.address}/offers/{offer['offer_id']}#{offer['key'].lower()}")

    await scripted.get_by_role("button", name="I stand by it").click()

    await expect(scripted.get_by_role("heading", name="Agreed")).to_be_visible()


async def test_the_key_is_given_as_text_as_a_link_and_as_a_code_to_scan(scripted: Page, proposal: str) -> None:
    await scripted.goto(f"{proposal}/offer")
    await scripted.get_by_label("Time", exact=True).check()
    await scripted.get_by_label("What do you offer?").fill("I paint.")
    await scripted.get_by_label("How much?").fill("1")
    await scripted.get_by_label("When could you?").fill("In May")
    await scripted.get_by_label("Your mail address or telephone number").fill("ada@example.org")
    await scripted.get_by_role("button", name="Make this offer").click()

    key = (await scripted.locator(".receipt-code").inner_text()).replace(" ", "")
    await expect(scripted.get_by_role("img", name="as a QR code")).to_be_visible()
    await scripted.get_by_role("link", name="Your offer with its key, to keep").click()
    await expect(scripted.get_by_label("The key to your offer")).to_have_value(key)


@pytest.mark.parametrize("offer_id", ["xyz", "0190aaaa-0000-7000-8000-000000000001"])
async def test_where_no_offer_is_the_answer_is_404(town: Town, offer_id: str) -> None:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True) as client:
        seen = await client.get(f"/offers/{offer_id}")
        answered = await client.post(f"/offers/{offer_id}", data={"key": "ABCD", "action": "commit"})

    assert (seen.status_code, answered.status_code) == (404, 404)


async def test_whoever_was_refused_opens_their_offer_with_its_key(
    neighbour: Page, town: Town, offer: dict[str, str], moderation: httpx.AsyncClient
) -> None:
    path = f"/api/proposals/v1/offers/{offer['offer_id']}/actions"
    (await moderation.post(path, json={"action": "decline", "reason": "It is painted."})).raise_for_status()
    answer = await neighbour.goto(f"{town.address}/offers/{offer['offer_id']}")
    assert answer
    assert answer.status == 404

    await neighbour.get_by_label("The key to your offer").fill(offer["key"])
    await neighbour.get_by_role("button", name="Open it").click()

    await expect(neighbour.locator("main")).to_contain_text("It is painted.")


async def test_a_proposal_on_the_ballot_invites_no_offers(
    neighbour: Page, town: Town, moderation: httpx.AsyncClient
) -> None:
    listed = (await moderation.get("/api/proposals/v1/proposals?state=on_ballot")).json()["items"][0]

    await neighbour.goto(f"{town.address}/proposals/{listed['number']}")
    assert await neighbour.get_by_role("link", name="Offer a hand").count() == 0
    await neighbour.goto(f"{town.address}/proposals/{listed['number']}/offer")

    await expect(neighbour.locator("main")).to_contain_text("stands on a ballot paper")


async def test_staff_tell_by_telephone_what_became_of_an_offer(
    neighbour: Page, town: Town, offer: dict[str, str]
) -> None:
    await sign_in(neighbour, town, "moderator")
    waiting = neighbour.locator("section", has=neighbour.get_by_role("heading", name="what became of their offer"))
    row = waiting.get_by_role("listitem").filter(has_text="A lift for the swimming pool")
    before = await row.count()
    assert before

    await row.first.get_by_role("button", name="They were told").click()

    await expect(row).to_have_count(before - 1)
