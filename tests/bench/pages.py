"""Voters and readers per second, as browsers reach the pages of ``commonpurse up``: everything in one process.

Client, platform and database share the machine. Run alone: python -m tests.bench.pages
"""

import asyncio
import json
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from commonpurse.demo.stage import Stage, on_one_machine
from commonpurse.sample_round import ensure_sample_round
from commonpurse.town_hall import TownHall
from tests.bench.browser import Browser

VOTERS = 600
WARM_UP = 50
AT_ONCE = 24
READING_S = 4.0
_SAMPLE_PEOPLE = 112

Figures = dict[str, object]


async def run() -> Figures:
    """``voters_per_s``, and ``reader_pages_per_s`` by page and by how it is asked for."""
    async with on_one_machine() as stage:
        town = TownHall(stage.addresses)
        try:
            codes, pages = await _prepare(town, stage)
        finally:
            await town.aclose()
        port = urlsplit(stage.addresses["web"]).port or 80
        # Readers come first: a vote in progress is measured by its own figure.
        reading = {name: await _reading(port, path) for name, path in pages.items()}
        await _votes(port, codes[:WARM_UP])
        return {"voters_per_s": await _votes(port, codes[WARM_UP:]), "reader_pages_per_s": reading}


async def _reading(port: int, path: str) -> dict[str, float]:
    async with Browser(port) as browser:
        etag = (await browser.get(path)).etag
    asked = {"fresh": await _pages_per_s(port, lambda browser: browser.get(path))}
    if etag:
        asked["unchanged"] = await _pages_per_s(port, lambda browser: browser.get(path, etag=etag, status=304))
    return asked


async def _pages_per_s(port: int, ask: Callable[[Browser], Awaitable[object]]) -> float:
    pages, ends_at = 0, time.perf_counter() + READING_S

    async def read() -> None:
        nonlocal pages
        async with Browser(port) as browser:
            while time.perf_counter() < ends_at:
                await ask(browser)
                pages += 1

    began = time.perf_counter()
    await asyncio.gather(*(read() for _ in range(AT_ONCE)))
    return round(pages / (time.perf_counter() - began), 1)


async def _votes(port: int, codes: Sequence[str]) -> float:
    """How many vote in a second, so many at once, each with a browser of their own."""
    waiting = iter(codes)

    async def vote_one_after_the_other() -> None:
        for code in waiting:
            await vote(port, code)

    began = time.perf_counter()
    await asyncio.gather(*(vote_one_after_the_other() for _ in range(AT_ONCE)))
    return round(len(codes) / (time.perf_counter() - began), 1)


async def vote(port: int, code: str) -> None:
    """The seven requests of the three steps, over one connection."""
    choices = random.sample(range(1, 6), 2)
    async with Browser(port) as browser:
        await browser.get("/vote")
        await browser.post("/vote", {"code": code})
        paper = await browser.get("/vote/choose")
        marked = {"poll": paper.hidden("poll"), "voter": paper.hidden("voter"), "choice": choices}
        await browser.post("/vote/choose", marked)
        check = await browser.get("/vote/check")
        await browser.post("/vote/cast", {"shown": check.hidden("shown")})
        done = await browser.get("/vote/done")
        if b"Your ballot is in the box" not in done.body:
            raise RuntimeError("a ballot was not cast")


async def _prepare(town: TownHall, stage: Stage) -> tuple[list[str], dict[str, str]]:
    """The sample round, with codes for many more people; the pages that are read."""
    os.environ["COMMONPURSE_ADMIN_PASSWORD"] = stage.admin_password
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "secrets").mkdir()
        await ensure_sample_round(stage.addresses["web"], Path(folder))
        staff = (Path(folder) / "secrets" / "sample-staff.csv").read_text()
    passwords = dict(line.split(",", 1) for line in staff.splitlines()[1:])
    await town.sign_in("clerk", passwords["clerk"])
    codes = await _invite_many(town)
    announced = (await town.must("voting", "GET", "/polls?state=announced"))["items"][0]["poll_id"]
    return codes, {"home": "/", "results": f"/polls/{announced}/results", "proposals": "/proposals"}


async def _invite_many(town: TownHall) -> list[str]:
    """Codes of people who come onto the sample's roll; they may vote in the poll that is open."""
    found = (await town.must("ideas", "GET", "/rounds"))["items"][0]
    areas = [area["name"] for area in found["areas"]]
    people = range(1, _SAMPLE_PEOPLE + WARM_UP + VOTERS + 1)
    lines = ["number,area", *(f"{number},{areas[number % len(areas)]}" for number in people)]
    csv = {"content": "\n".join(lines).encode(), "headers": {"Content-Type": "text/csv"}}
    roll = f"/rounds/{found['round_id']}/roll/imports"
    shown = await town.must("residents", "POST", roll, staff="clerk", **csv)
    confirmed = {"digest": shown["digest"]}
    await town.must("residents", "POST", f"{roll}/{shown['import_id']}", confirmed, staff="clerk")
    letters = await town.must("residents", "POST", f"/rounds/{found['round_id']}/invitations", staff="clerk")
    return [line.split(",")[1] for line in letters.split()[1:]]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
