"""A pasted link, or a word as long as German makes them, breaks no page: it is broken itself."""

from collections.abc import Mapping

from playwright.async_api import Page

from tests.conftest import NewContext
from tests.support.axe import demand_fits
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town

LINK = "https://example.org/" + "Donaudampfschifffahrtsgesellschaftskapitaen/" * 3


async def posted(page: Page, town: Town, path: str, wish: Mapping[str, object], token: str = "") -> dict[str, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = await page.request.post(f"{town.address}/api/{path}", data={**wish}, headers=headers)
    assert answer.ok, await answer.text()
    body: dict[str, str] = await answer.json()
    return body


async def test_a_very_long_word_fits_a_telephone_wherever_it_is_shown(new_context: NewContext, town: Town) -> None:
    page = await (await new_context(viewport={"width": 320, "height": 800})).new_page()
    [(round_id, _)] = await town.rounds()
    name = {"name": "moderator", "password": town.passwords["moderator"]}
    token = (await posted(page, town, "residents/v1/staff/sessions", name))["token"]
    idea = {"round_id": round_id, "title": LINK, "text": LINK, "place": LINK}
    number = (await posted(page, town, "ideas/v1/ideas", idea))["number"]
    await posted(page, town, f"ideas/v1/ideas/{number}/actions", {"action": "accept"}, token)
    refused = (await posted(page, town, "ideas/v1/ideas", idea))["number"]
    because = {"action": "reject", "criterion": "not-ours", "reason": LINK}
    await posted(page, town, f"ideas/v1/ideas/{refused}/actions", because, token)
    await sign_in(page, town, "moderator")

    for path in (f"/ideas?q={number}", "/ideas", f"/ideas/{number}", f"/ideas/{refused}", f"/staff/ideas/{number}"):
        await page.goto(f"{town.address}{path}")

        await demand_fits(page)

    await posted(page, town, f"ideas/v1/ideas/{number}/actions", because, token)  # no other test need find it
