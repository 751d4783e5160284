"""Staff correct what somebody wrote: both pages show how it was first written, until that is taken down."""

import re

import httpx
import pytest

from tests.web.test_two_at_one_page import an_idea, at_work, form_of
from tests.web.town import Town

FIRST, CORRECTED = "For <i>duks</i> & geese.", "For <i>ducks</i> & geese."
SHOWN = "For &lt;i&gt;duks&lt;/i&gt; &amp; geese."


async def public(browser: httpx.AsyncClient, kind: str) -> str:
    """The number of a public idea or proposal whose words are not as one writes them."""
    token = {"Authorization": f"Bearer {browser.cookies['staff']}"}
    within = (await browser.get("/api/ideas/v1/rounds")).json()["items"][0]
    wish = {"round_id": within["round_id"], "title": "A pond"}
    fund = {"fund_id": within["funds"][0]["fund_id"], "summary": FIRST}
    path = f"/api/{kind}/v1/{kind}"
    made = (await browser.post(path, json=wish | ({"text": FIRST} if kind == "ideas" else fund))).json()
    accepting = {"action": "accept"} | ({} if kind == "ideas" else {"cost_cents": 500})
    (await browser.post(f"{path}/{made['number']}/actions", json=accepting, headers=token)).raise_for_status()
    return str(made["number"])


def first_written(page: httpx.Response, summary: str = "As it was first written") -> str:
    """What stands in the closed part for it."""
    found = re.search(rf"<details>\s*<summary>{summary}</summary>(.*?)</details>", page.text, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize(("kind", "field"), [("ideas", "text"), ("proposals", "summary")])
async def test_what_is_corrected_shows_how_it_was_first_written_until_that_is_taken_down(
    town: Town, kind: str, field: str
) -> None:
    async with at_work(town, "moderator") as office:
        number = await public(office, kind)
        case, own = f"/staff/{kind}/{number}", f"correct-text-{field}"

        async def sent(typed: str) -> httpx.Response:
            return await office.post(case, data=form_of(await office.get(case), "do-correct-text") | {own: typed})

        for typed, words in (
            (FIRST, "It says so already."),
            ("", "it is needed."),
            ("x" * 5001, "at most 5000 characters"),
        ):
            refused = await sent(typed)
            assert words in refused.text
            assert typed in refused.text or typed == FIRST
        done = await sent(CORRECTED)
        seen = await office.get(f"/{kind}/{number}")

        assert "The text is corrected, everywhere." in done.text
        assert "The office corrected the text." in seen.text
        assert SHOWN in first_written(seen)
        assert SHOWN in first_written(await office.get(case))
        german = await office.get(f"/{kind}/{number}", headers={"accept-language": "de"})
        assert SHOWN in first_written(german, "Wie es zuerst geschrieben wurde")

        left = {"redact-title": "A pond", f"redact-{field}": CORRECTED, "redact-reason": "It named somebody."}
        await office.post(case, data=form_of(await office.get(case), "do-redact") | left)

        for path in (case, f"/{kind}/{number}"):
            assert not first_written(await office.get(path))
        assert "duks" not in (await office.get(f"/{kind}/{number}")).text


async def test_the_desk_keeps_it_among_what_is_rarely_done(town: Town) -> None:
    async with at_work(town, "moderator") as office:
        desk = await office.get(await an_idea(office), params={"beside": "1"})

        assert "Correct the text" in desk.text.partition("More that can be done")[2]
