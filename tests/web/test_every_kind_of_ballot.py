"""A browser votes with each kind of ballot: on a telephone, without JavaScript, with a mistake first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from commonpurse import preparation
from commonpurse.ballot_box import BallotBox
from commonpurse.counting import close
from commonpurse.town_hall import TownHall, eventually
from libs.shared.platform.running.settings import PartName
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.town import Town, Towns
from tests.web.visiting import cast, enter_code, follow

PARTS: tuple[PartName, ...] = ("voting", "residents", "ideas", "proposals")
Act = tuple[str, str, str]


def type_in(**numbers: str) -> list[Act]:
    return [("fill", f"#project-{n[1:]}", text) for n, text in numbers.items()]


def score(**steps: str) -> list[Act]:
    return [("select", f"#project-{n[1:]}", step) for n, step in steps.items()]


def tick(*numbers: int) -> list[Act]:
    return [("check", f"#project-{n}", "") for n in numbers]


def untick(*numbers: int) -> list[Act]:
    return [("uncheck", f"#project-{n}", "") for n in numbers]


def side(**sides: str) -> list[Act]:
    return [("check", f"#project-{n[1:]}-{to}", "") for n, to in sides.items()]


async def do(page: Page, acts: list[Act]) -> None:
    for how, where, text in acts:
        field = page.locator(where)
        match how:
            case "fill":
                await field.fill(text)
            case "select":
                await field.select_option(text)
            case "uncheck":
                await field.uncheck()
            case _:
                await field.check()


@dataclass(frozen=True)
class Way:
    """How a ballot of a kind is filled in: what is wrong and is told so, what is right and is said back."""

    limits: dict[str, int]
    wrong: list[Act]
    told: str
    right: list[Act]
    said_back: list[str]
    rule: dict[str, str] = field(default_factory=lambda: {"rule": "score-order", "completion": "none"})


WAYS = {
    "approval": Way({"max_choices": 2}, tick(1, 2, 3), "Please take 1 away.", untick(2), ["1", "3"]),
    "knapsack": Way(
        {"max_choices": 9, "max_cost_cents": 0},  # the cost is set to that of the first two
        tick(1, 2, 3),
        "Please take away projects for at least",
        untick(3),
        ["Together they cost"],
    ),
    "points": Way(
        {"max_choices": 3, "max_points_each": 5, "max_points": 5},
        type_in(n1="3", n2="4"),
        "You gave 7 of 5 points. Please take 2 away.",
        type_in(n2="2"),
        ["3 points", "2 points"],
    ),
    "allocation": Way(
        {"max_choices": 9},
        type_in(n1="60", n2="39"),
        "You gave 99 points; it must be exactly 100. Please give 1 more.",
        type_in(n2="40"),
        ["60 points", "40 points"],
    ),
    "score": Way(
        {"max_choices": 1, "max_points_each": 4},
        score(n1="4", n2="1"),
        "Please take 1 away.",
        score(n2="0"),
        ["4 points"],
    ),
    "ranking": Way(
        {"max_choices": 3},
        type_in(n1="2", n3="2"),
        "Place 2 is given more than once.",
        type_in(n3="1"),
        ["Place 1", "Place 2"],
    ),
    "for-and-against": Way(
        {"max_choices": 2},
        side(n1="for", n2="against", n3="for"),
        "Please take 1 away.",
        side(n3="neither"),
        ["for", "against"],
    ),
}


PAPER_ORDERS = {"for-and-against": "lot", "ranking": "voter"}


class Officers:
    """Who opens one poll after the other."""

    def __init__(self, town: Town) -> None:
        self._town, self.hall = town, TownHall(dict.fromkeys(PARTS, town.address))

    async def come(self) -> None:
        await self.hall.sign_in("officer-1", self._town.passwords["officer-1"])
        polls = await self.hall.must("voting", "GET", "/polls?state=open")
        for poll in polls["items"]:
            self.before = poll
            await close(self.hall, poll["poll_id"])

    async def open_poll(self, method: str, code: str, **wishes: object) -> str:
        """A poll of the method on the projects of the sample's open poll, the only one that is open."""
        way, now = WAYS[method], datetime.now(UTC)
        costs = [project["cost_cents"] for project in self.before["projects"]]
        limits = {**way.limits, **({"max_cost_cents": costs[0] + costs[1]} if method == "knapsack" else {})}
        draft = {
            "round_id": self.before["round_id"],
            "fund_id": self.before["fund_id"],
            "name": f"Vote: {method}",
            "method": method,
            "limits": limits,
            **way.rule,
            "channels": ["web"],
            "paper_order": PAPER_ORDERS.get(method, "numbers"),
            "opens_at": (now + timedelta(minutes=10)).isoformat(),
            "closes_at": (now + timedelta(days=1)).isoformat(),
            "numbers": {project["proposal_id"]: project["number"] for project in self.before["projects"]},
        } | wishes
        poll_id = await preparation.draft_poll(self.hall, draft)
        await preparation.open_poll(self.hall, poll_id)
        box = BallotBox(self.hall, poll_id)
        await eventually(lambda: box.is_known_to_residents(code), "residents to hear that the poll is open")
        return poll_id


@pytest.fixture(scope="module")
async def town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town of these tests' own: its polls come and go."""
    async with towns.with_sample(tmp_path_factory.mktemp("kinds-of-ballot")) as running:
        yield running


@asynccontextmanager
async def officers_of(town: Town) -> AsyncIterator[Officers]:
    """At work while the block lasts; no other poll of the town's is open any more."""
    working = Officers(town)
    await working.come()
    yield working
    await working.hall.aclose()


@pytest.fixture(scope="module")
async def officers(town: Town) -> AsyncIterator[Officers]:
    async with officers_of(town) as working:
        yield working


COUNTED = {
    "knapsack": (tick(1), "spent"),
    "for-and-against": (side(n1="against"), "1 of 2 chosen, 1 left"),
    "ranking": (type_in(n1="1"), "1 of 3 chosen, 2 left"),
}


@pytest.mark.parametrize("method", sorted(WAYS))
async def test_a_mistake_is_said_beside_the_paper_and_the_ballot_is_said_back_and_cast(
    town: Town, officers: Officers, new_context: NewContext, method: str
) -> None:
    way, code = WAYS[method], town.codes.pop()
    poll_id = await officers.open_poll(method, code)
    page = await (await new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})).new_page()

    await enter_code(page, town, code)
    await do(page, way.wrong)
    await follow(page, page.get_by_role("button", name="Check my ballot"))
    await expect(page.get_by_role("alert")).to_contain_text("Nothing was sent and nothing you typed is lost")
    await expect(page.get_by_role("alert")).to_contain_text(way.told)
    await demand_fits(page)
    await do(page, way.right)
    await follow(page, page.get_by_role("button", name="Check my ballot"))

    main = page.get_by_role("main")
    await expect(main).to_contain_text("It is not cast yet")
    for words in way.said_back:
        await expect(main).to_contain_text(words)
    await demand_fits(page)
    assert await cast(page)
    await close(officers.hall, poll_id)


async def test_what_is_left_is_counted_on_the_device_or_else_when_asked_for_and_everybody_can_use_the_paper(
    town: Town, officers: Officers, new_context: NewContext
) -> None:
    for method, (acts, words) in COUNTED.items():
        code = town.codes.pop()
        poll_id = await officers.open_poll(method, code)
        page = await (await new_context()).new_page()
        await enter_code(page, town, code)
        await do(page, acts)

        await expect(page.locator("#left")).to_contain_text(words)
        await demand_no_finding(page)
        await expect(page.get_by_text(f"Vote: {method} · €120,000 in the pot")).to_be_visible()
        told = page.get_by_text("A lot drew the order in which the projects stand here.")
        await expect(told).to_have_count(1 if method == "for-and-against" else 0)
        await page.get_by_text("What is it about?").first.click()
        link = page.get_by_role("link", name="All about it, in a new window").first
        assert (await link.get_attribute("href") or "").startswith("/proposals/")
        await expect(page.locator(".choice").filter(has_text="Speedwatch")).to_contain_text("in all; neighbours give")

        if method == "knapsack":
            plain = await (await new_context(java_script_enabled=False)).new_page()
            await enter_code(plain, town, code)
            await do(plain, acts)
            await follow(plain, plain.get_by_role("button", name="Work out what is left"))

            await expect(plain.locator("#left")).to_contain_text(words)
        await close(officers.hall, poll_id)


async def test_a_ranking_is_put_in_order_by_buttons_without_a_script(
    town: Town, officers: Officers, new_context: NewContext
) -> None:
    code = town.codes.pop()
    poll_id = await officers.open_poll("ranking", code)
    page = await (await new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})).new_page()
    await enter_code(page, town, code)
    await expect(page.get_by_text("Chance drew the order in which the projects stand here.")).to_be_visible()

    async def press(word: str, number: int) -> None:
        project = page.locator(".choice").filter(has=page.locator(f"#project-{number}"))
        await follow(page, project.get_by_role("button", name=word))

    async def places(*numbers: int) -> list[str]:
        return [await page.locator(f"#project-{number}").input_value() for number in numbers]

    for number in (3, 1, 4):
        await press("Higher", number)
    assert await places(3, 1, 4, 2) == ["1", "2", "3", ""]
    await press("Higher", 4)
    await press("Lower", 3)
    assert await places(3, 1, 4) == ["2", "3", "1"]
    await press("Lower", 1)
    assert await places(3, 1, 4) == ["2", "", "1"]
    await demand_fits(page)

    async with page.expect_navigation():
        await page.locator("#project-3").press("Enter")
    await expect(page.get_by_role("main")).to_contain_text("It is not cast yet")
    assert await cast(page)
    await close(officers.hall, poll_id)
