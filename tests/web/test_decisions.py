"""From the board's way to the council's decision on the pages, what everybody reads of it, and an appeal."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest

from tests.support.answers import Json, good
from tests.web.test_sittings import IN_A_WEEK, let_it_begin
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import ADMIN_PASSWORD, Town, Towns

WHY = "The ground was sold to the town in May."
CHECKED = {"checked-departments": "yes", "checked-costs": "yes"}


@dataclass(frozen=True)
class Office:
    """A moderator at a browser, with a way to the services beside it, in a town whose round has Lichtenberg's ways."""

    town: Town
    browser: httpx.AsyncClient
    api: httpx.AsyncClient
    within: Json

    async def act(self, number: str, action: str, **fields: str) -> None:
        url = f"/api/ideas/v1/ideas/{number}/actions"
        good(await self.api.post(url, json={"action": action} | fields))

    async def at_board(self, title: str) -> str:
        wish = {"round_id": self.within["round_id"], "title": title, "text": "For all."}
        number = str(good(await self.api.post("/api/ideas/v1/ideas", json=wish), 201)["number"])
        await self.act(number, "take-up")
        await self.act(number, "to-the-board", **CHECKED)
        return number

    async def refused(self, title: str) -> tuple[str, str]:
        """The number and key of an idea that the moderator refused."""
        wish = {"round_id": self.within["round_id"], "title": title, "text": "For all."}
        idea = good(await self.api.post("/api/ideas/v1/ideas", json=wish), 201)
        case = f"/staff/ideas/{idea['number']}"
        refusal = {"action": "reject", "reject-criterion": "not-ours", "reject-reason": "The ground is the state's."}
        await self.browser.post(case, data=form_of(await self.browser.get(case), "Reject") | refusal)
        return idea["number"], idea["key"]

    async def held(self, body: str, *numbers: str) -> str:
        """The page of a sitting on the ideas that was held."""
        form = form_of(await self.browser.get("/staff/sittings/new"), "Announce it")
        wish = {"name": f"The {body} sits", "body": body, "begins_at": IN_A_WEEK, "agenda": "\n".join(numbers)}
        told = await self.browser.post("/staff/sittings/new", data=form | wish)
        page = told.url.path
        await let_it_begin(self.town, page.rpartition("/")[2])
        await self.browser.post(f"{page}/held", data=form_of(await self.browser.get(page), "It was held"))
        return page

    async def items(self, page: str) -> list[Json]:
        agenda: list[Json] = good(await self.api.get(f"/api/ideas/v1{page.removeprefix('/staff')}"))["agenda"]
        return agenda


@pytest.fixture(scope="module")
async def office(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async with AsyncExitStack() as stack:
        town = await stack.enter_async_context(towns.with_sample(tmp_path_factory.mktemp("four-ways")))
        admin = await stack.enter_async_context(httpx.AsyncClient(base_url=town.address))
        sign_in = {"name": "admin", "password": ADMIN_PASSWORD}
        token = good(await admin.post("/api/residents/v1/staff/sessions", json=sign_in), 201)["token"]
        admin.headers["Authorization"] = f"Bearer {token}"
        [(round_id, _)] = await town.rounds()
        within = good(await admin.patch(f"/api/ideas/v1/rounds/{round_id}", json={"workflow": "lichtenberg"}))
        browser = await stack.enter_async_context(at_work(town, "moderator"))
        yield Office(town, browser, admin, within)


async def test_the_boards_way_and_the_councils_decision_are_read_by_everybody(office: Office) -> None:
    trees, pond = await office.at_board("Trees"), await office.at_board("A pond")
    sitting = await office.held("board", trees, pond)
    for item in await office.items(sitting):
        here = f"{sitting}/items/{item['item_id']}/way"
        page = await office.browser.get(here)
        form = form_of(page, "Way 1: recommend")
        lacking = await office.browser.post(here, data=form)
        assert "Please fill in" in lacking.text
        said = {"budget_line": "4200/52101", "department": "Green spaces", "reason": "There is money."}
        typed = {f"recommend-{name}": value for name, value in said.items()}
        done = await office.browser.post(here, data=form | typed)
        assert "The way is written down" in done.text
    for number in (trees, pond):
        await office.act(number, "to-the-council", paper_number="DS/1")

    begun = await office.browser.get("/staff/decisions/new", params={"body": "council", "ideas": f"{trees}\n{pond}"})
    form = form_of(begun, "Record the decision") | {"link": "https://council.example/1", "reason": "It helps many."}
    results = {f"{trees}-action": "adopt", f"{pond}-action": "reject-by-council"}
    lacking = await office.browser.post("/staff/decisions/new", data=form | results)
    assert "Please fill in" in lacking.text
    complete = results | {f"{pond}-criterion": "other-aims", "paper_number": "DS/1"}
    done = await office.browser.post("/staff/decisions/new", data=form | complete)
    assert "The decision is recorded." in done.text

    decision = done.url.path.removeprefix("/staff")
    german = {"accept-language": "de"}
    async with httpx.AsyncClient(base_url=office.town.address, headers=german) as visitor:
        listed, shown, idea, sat = [
            (await visitor.get(path)).text
            for path in ("/decisions", decision, f"/ideas/{trees}", sitting.removeprefix("/staff"))
        ]
    assert "Drucksache DS/1" in listed
    assert "It helps many." in shown
    assert "https://council.example/1" in idea
    assert decision in idea
    assert "4200/52101" in sat

    form = form_of(await office.browser.get(done.url.path), "Correct it")
    right = {"paper_number": "DS/2", "reason": "It helps all.", "correction": "The number was mistyped."}
    corrected = await office.browser.post(done.url.path, data=form | right)
    assert "The record is corrected" in corrected.text
    assert "It helps all." in (await office.browser.get(f"/ideas/{trees}")).text


async def test_a_jury_decides_in_its_sitting(office: Office) -> None:
    bench = await office.at_board("A bench")
    board = await office.held("board", bench)
    here = f"{board}/items/{(await office.items(board))[0]['item_id']}/way"
    form = form_of(await office.browser.get(here), "Way 4: to the jury")
    await office.browser.post(here, data=form | {"to-the-jury-asked_cents": "800"})
    jury = await office.held("jury", bench)

    begun = await office.browser.get("/staff/decisions/new", params={"body": "jury", "ideas": bench})
    form = form_of(begun, "Record the decision") | {"reason": "A place to rest."}
    wish = {f"{bench}-action": "grant-in-part", f"{bench}-granted": "300.50"}
    astray = await office.browser.post("/staff/decisions/new", data=form | wish)
    assert "A jury decides in a public sitting." in astray.text
    done = await office.browser.post("/staff/decisions/new", data=form | wish | {"sitting_id": jury.rpartition("/")[2]})

    assert "€300.50" in done.text
    assert "€300.50" in (await office.browser.get(f"/ideas/{bench}")).text


async def test_an_appeal_is_sent_decided_from_the_desk_and_read_with_its_answer(office: Office) -> None:
    first, number, key = office.browser, *(await office.refused("A bench of stone"))
    async with (
        at_work(office.town, "admin") as second,
        httpx.AsyncClient(base_url=office.town.address, follow_redirects=True) as resident,
    ):
        page = f"/ideas/{number}/appeal"
        assert page in (await resident.get(f"/ideas/{number}")).text

        form = form_of(await resident.get(page), "Send the appeal")
        lacking = await resident.post(page, data=form | {"key": "ABCD EFGH"})
        assert "Please say what was overlooked" in lacking.text
        wrong = await resident.post(page, data=form | {"key": "ABCD EFGH", "why": WHY})
        assert "This key does not belong to this idea." in wrong.text
        assert WHY in wrong.text
        sent = await resident.post(page, data=form | {"key": key.lower(), "why": WHY})
        assert WHY in sent.text
        assert "Somebody else than before looks at your idea again." in sent.text
        assert WHY not in (await resident.get(f"/ideas/{number}")).text

        case = f"/staff/ideas/{number}"
        assert case not in (await first.get("/staff/ideas", params={"appeals": "for-me"})).text
        assert case in (await second.get("/staff/ideas", params={"appeals": "for-me"})).text
        assert 'id="appeals"' in (await second.get("/staff")).text
        refuser, other = await first.get(case), await second.get(f"{case}?beside=1")
        assert WHY in refuser.text
        assert WHY in other.text
        assert "Whoever refused the idea does not decide about this." in refuser.text
        assert 'value="uphold"' not in refuser.text
        decide = {"action": "uphold", "uphold-reason": "It is still leased."}
        await second.post(case, data=form_of(await second.get(case), "Uphold the decision") | decide)

    async with httpx.AsyncClient(base_url=office.town.address, follow_redirects=True) as later:
        later.headers["accept-language"] = "de"
        assert WHY not in (await later.get(page)).text
        refused = await later.post(f"{page}/shown", data={"key": "ABCD EFGH"})
        assert "Dieser Schlüssel gehört nicht zu dieser Idee." in refused.text
        shown = (await later.post(f"{page}/shown", data={"key": key})).text
        assert WHY in shown
        assert "It is still leased." in shown
