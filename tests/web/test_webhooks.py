"""An administrator has a webhook made, sees its secret once, sends a sample, and looks at what was delivered."""

from playwright.async_api import Page, expect
from standardwebhooks import Webhook

from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.support.receiver import Receiver
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import ADMIN_PASSWORD, Town


async def new_webhook(page: Page, address: str) -> None:
    await page.get_by_label("Name", exact=True).fill("Open data of Lindenhof")
    await page.get_by_label("Address", exact=True).fill(address)
    await page.get_by_role("button", name="Make the webhook").click()


async def test_an_administrator_makes_a_webhook_and_follows_it_on_the_pages(
    page: Page, posting_town: Town, receiver: Receiver
) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    await sign_in(page, posting_town, "admin", ADMIN_PASSWORD)
    await page.goto(f"{posting_town.address}/staff/webhooks")
    await demand_no_finding(page)

    await new_webhook(page, "http://127.0.0.1.nip.example:99999/")
    await expect(page.get_by_role("alert")).to_contain_text("written like https://")
    await expect(page.get_by_label("Name", exact=True)).to_have_value("Open data of Lindenhof")
    await new_webhook(page, receiver.url)

    secret = await page.locator(".notice code").inner_text()
    await demand_no_finding(page)
    await page.get_by_label("Event").select_option("voting.poll-closed.v1")
    await page.get_by_role("button", name="Send a sample").click()
    await expect(page.get_by_role("status")).to_contain_text("Taken")
    (got,) = receiver.received
    assert Webhook(secret).verify(got.body, got.headers)["type"] == "voting.poll-closed.v1"
    assert secret not in await page.content()
    for width in (360, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        await demand_fits(page)
    await page.get_by_role("button", name="Turn off").click()
    await expect(page.get_by_role("heading", name="This webhook is off")).to_be_visible()
    await page.get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("The webhook is deleted.")).to_be_visible()


async def test_what_happens_is_listed_with_what_was_answered_and_sent_again(
    page: Page, posting_town: Town, receiver: Receiver
) -> None:
    await sign_in(page, posting_town, "admin", ADMIN_PASSWORD)
    await page.goto(f"{posting_town.address}/staff/webhooks")
    await new_webhook(page, receiver.url)
    address = page.url

    await page.request.post(
        f"{posting_town.address}/api/ideas/v1/ideas",
        data={"title": "A bench", "text": "To sit.", "channel": "web", "round_id": (await posting_town.rounds())[0][0]},
    )

    again = page.get_by_role("button", name="Send again")

    async def it_is_listed() -> None:
        await page.goto(address)
        assert await page.get_by_text("ideas.idea-submitted.v1: Delivered").count()

    await eventually(it_is_listed)
    await expect(page.get_by_text("ideas.idea-submitted.v1: Delivered")).to_be_visible()
    await again.first.click()
    await expect(page.get_by_text("It is being sent again.")).to_be_visible()


async def test_a_moderator_manages_no_webhooks(page: Page, posting_town: Town) -> None:
    await sign_in(page, posting_town, "moderator")

    answer = await page.goto(f"{posting_town.address}/staff/webhooks")

    assert answer is not None
    assert answer.status == 403
