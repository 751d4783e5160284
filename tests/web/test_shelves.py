"""Shelves have an end, and looks at editions are shared by those alone who came before they began."""

import asyncio

from fastapi import FastAPI

from gateways.web.keeping.editions import Editions, Source
from gateways.web.keeping.shelf import Shelf
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.web.town_hall import TownHall


async def test_a_shelf_holds_so_much_and_what_nobody_asks_for_makes_room() -> None:
    shelf = Shelf[str](100_000)

    for number in range(1_000):
        shelf.put(number, f"page {number}", 3_000)
        assert shelf.get(0) == "page 0"
        assert shelf.bytes <= 100_000
    shelf.put("too much", "a page", 50_000)

    assert len(shelf) == 20
    assert shelf.get(1) is None
    assert shelf.get(999) == "page 999"
    assert shelf.get("too much") is None


async def test_what_is_put_again_counts_once() -> None:
    shelf = Shelf[str](100_000)

    for _ in range(100):
        shelf.put("home", "page", 5_000)

    assert (len(shelf), shelf.bytes) == (1, 7_000)


async def test_a_look_is_shared_by_those_who_came_before_it_began_and_by_nobody_later() -> None:
    hall, may_answer, began = TownHall(), asyncio.Event(), asyncio.Event()
    app = FastAPI()

    @app.get("/api/ideas/v1/editions")
    async def told() -> dict[str, str]:
        now = {"whole": hall.edition}
        began.set()
        await may_answer.wait()
        return now

    settings = WebSettings()
    editions = Editions(Neighbours(settings, in_process={"ideas": app}))
    source: Source = ("ideas", "whole")
    early = [asyncio.create_task(editions.of([source])) for _ in range(3)]
    await began.wait()
    hall.edition = "second"
    late = [asyncio.create_task(editions.of([source])) for _ in range(3)]
    await asyncio.sleep(0)
    may_answer.set()

    answers = await asyncio.gather(*early, *late)

    assert [answer[source] for answer in answers] == ["first"] * 3 + ["second"] * 3
