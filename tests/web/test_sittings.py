"""A sitting on the pages: announced and ordered by the office, read by everybody, and its minutes."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest

from tests.web.test_two_at_one_page import an_idea, at_work, form_of
from tests.web.town import Town

IN_A_WEEK = f"{datetime.now(ZoneInfo('Europe/Berlin')) + timedelta(days=7):%Y-%m-%d}T18:00"


@pytest.fixture
async def office(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with at_work(town, "moderator") as browser:
        yield browser


async def a_public_idea(office: httpx.AsyncClient) -> str:
    case = await an_idea(office)
    await office.post(case, data=form_of(await office.get(case), "Accept"))
    return case.rpartition("/")[2]


async def let_it_begin(town: Town, sitting_id: str) -> None:
    """Nobody can announce what was, and a test does not wait a week."""
    connection = await asyncpg.connect(town.settings.database_of("ideas").replace("+asyncpg", ""))
    try:
        begun = "update sittings set begins_at = now() - interval '1 hour' where sitting_id = $1::uuid"
        await connection.execute(begun, sitting_id)
    finally:
        await connection.close()


async def test_a_sitting_is_announced_held_and_its_minutes_are_read(town: Town, office: httpx.AsyncClient) -> None:
    one, other = [await a_public_idea(office) for _ in range(2)]
    form = form_of(await office.get("/staff/sittings/new"), "Announce it") | {
        "name": "Board at midsummer",
        "begins_at": IN_A_WEEK,
        "place": "Library",
        "agenda": f"{one.lower()} whatever stands behind\nSchutz der Bäume\n{one}",
    }

    wrong = await office.post("/staff/sittings/new", data=form)
    assert f"Line 3: the idea {one} stands on the agenda already." in wrong.text
    assert "Schutz der Bäume" in wrong.text
    told = await office.post("/staff/sittings/new", data=form | {"agenda": f"{one}\nSchutz der Bäume"})
    page = f"/staff/sittings/{told.url.path.rpartition('/')[2]}"
    plan = form_of(await office.get(f"{page}/plan"), "Keep the changes")
    await office.post(f"{page}/plan", data=plan | {"agenda": f"Schutz der Bäume\n{other}\n{one}"})

    public = page.removeprefix("/staff")
    async with httpx.AsyncClient(base_url=town.address, headers={"accept-language": "de"}) as visitor:
        listed, shown = [(await visitor.get(path)).text for path in ("/sittings", public)]
        of_idea = (await visitor.get(f"/ideas/{one}")).text
        assert public in listed
        assert shown.index("Schutz der Bäume") < shown.index(other) < shown.index(one)
        assert "Begleitgremium" in shown
        assert public in of_idea
        assert "Wo sie öffentlich behandelt wird" in of_idea

        await let_it_begin(town, public.rpartition("/")[2])
        await office.post(f"{page}/held", data=form_of(await office.get(page), "It was held"))
        item = (await office.get(page)).text.partition(f"{page}/items/")[2].partition('"')[0]
        for number in range(3):
            here = f"{page}/items/{item}"
            said = {"said": f"Said {number}.", "result": f"Way {number + 1}", "citizens": "5"}
            after = await office.post(here, data=form_of(await office.get(here), "Keep the minutes") | said)
            item = after.url.path.rpartition("/")[2]
        await office.post(f"{page}/published", data=form_of(await office.get(page), "Publish the minutes"))

        shown, of_idea = [(await visitor.get(path)).text for path in (public, f"/ideas/{one}")]
        assert "Bürgervertretung: 5" in shown
        assert "Way 3" in of_idea


async def test_two_of_the_office_who_change_one_sitting_are_told(town: Town, office: httpx.AsyncClient) -> None:
    form = form_of(await office.get("/staff/sittings/new"), "Announce it")
    told = await office.post("/staff/sittings/new", data=form | {"name": "For two", "agenda": "Money"})
    plan = f"{told.url.path}/plan"
    stale = form_of(await office.get(plan), "Keep the changes") | {"agenda": "Time"}
    await office.post(
        plan, data=form_of(await office.get(plan), "Keep the changes") | {"name": "For one", "agenda": "Money"}
    )

    late = await office.post(plan, data=stale | {"name": "For the other"})

    assert "This was changed after you opened the page" in late.text
    assert "For the other" in late.text
    assert "For one" in (await office.get(told.url.path)).text
