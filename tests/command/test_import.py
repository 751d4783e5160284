"""``commonpurse import``: an election file becomes a round, its proposals accepted and a poll drafted."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from commonpurse.moving_in.command import move_in
from commonpurse.moving_in.formats import READERS
from commonpurse.moving_in.found import Wishes
from commonpurse.moving_in.rows import read_rows
from commonpurse.moving_in.taking import STAFF
from commonpurse.moving_in.where import Wanted, place_of
from commonpurse.parts import SERVICE_NAMES
from commonpurse.samples import SWIECIE
from commonpurse.town_hall import TownHall
from commonpurse.trouble import Trouble
from tests.command.test_up import PATIENCE_S, is_up, platform
from tests.support.answers import Json
from tests.support.eventually import eventually

pytestmark = pytest.mark.long

# Whoever signs in by password alone: the second factor has tests of its own.
SIMPLE = {"COMMONPURSE_SIGN_IN": "simple", "COMMONPURSE_ADMIN_NAME": "admin"}


DECIDIM = """\
id;title/en;body/en;state;scope/name/en
1;Trees;<p>Lime trees.</p>;accepted;Mitte
2;Benches;Oak.;evaluating;
3;Gone;Gone.;withdrawn;
4;;Nothing.;accepted;
"""

Town = tuple[httpx.AsyncClient, str]


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A platform without a round, and its administrator's password."""
    data = tmp_path_factory.mktemp("town")
    async with platform(data, "--empty", **SIMPLE) as (client, _):
        await eventually(lambda: is_up(client), within=PATIENCE_S)
        yield client, (data / "secrets" / "commonpurse_admin_password").read_text()


async def test_the_projects_of_a_file_become_proposals_and_a_drafted_poll(town: Town) -> None:
    client, password = town

    status, said = await run_import(str(client.base_url), password)

    assert status == 0, said
    assert "22 accepted proposals" in said
    proposals = (await client.get("/api/proposals/v1/proposals")).json()
    assert proposals["total"] == 22
    wish = {"name": "admin", "password": password}
    session = (await client.post("/api/residents/v1/staff/sessions", json=wish)).json()
    staff = {"Authorization": f"Bearer {session['token']}"}
    polls = (await client.get("/api/voting/v1/polls", headers=staff)).json()["items"]
    assert [(poll["state"], len(poll["projects"])) for poll in polls] == [("drafted", 22)]


async def test_a_town_moves_in_from_decidim(town: Town, tmp_path: Path) -> None:
    client, password = town
    file = tmp_path / "proposals.csv"
    file.write_text(DECIDIM)
    into = ("--round", "Moved", "--new-round", "5000", "--yes")

    status, said = await run_import(str(client.base_url), password, "import-ideas", "decidim", str(file), *into)

    assert status == 0, said
    assert "1  stay behind, withdrawn there: 4" in said
    assert "line 5: there is no title" in said
    assert said.endswith("2 are there now, 2 of them new.")
    [moved] = [one for one in await items(client, "ideas", "rounds") if one["name"] == "Moved"]
    assert [area["name"] for area in moved["areas"]] == ["Mitte"]
    [public] = await items(client, "ideas", f"ideas?round_id={moved['round_id']}")
    assert (public["title"], public["state"]) == ("Trees", "accepted")


async def test_the_same_file_again_makes_nothing_twice_and_goes_on_where_it_broke_off(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    trees, benches = '{"id": 1, "title": "Trees", "body": "Lime."}', '{"id": 2, "title": "Benches", "body": "Oak."}'
    accepted = trees.replace("}", ', "state": "accepted"}')

    await moved_in(town, f"[{trees}]", Wanted("Twice", new_budget=5000))
    await moved_in(town, f"[{accepted}, {benches}]", Wanted("Twice"))
    await moved_in(town, f"[{accepted}, {benches}]", Wanted("Twice"))

    counts = [line for line in capsys.readouterr().out.splitlines() if "there now" in line]
    assert counts == [f"{of} are there now, {new} of them new." for of, new in ((1, 1), (2, 1), (2, 0))]
    [round_id] = [one["round_id"] for one in await items(town[0], "ideas", "rounds") if one["name"] == "Twice"]
    assert [one["title"] for one in await items(town[0], "ideas", f"ideas?round_id={round_id}")] == ["Trees"]


async def test_projects_with_a_cost_become_proposals_for_a_fund(town: Town) -> None:
    pond = '{"id": 9, "title": {"en": "Pond"}, "description": {"en": "<p>Deep.</p>"}, "budget_amount": 1200}'

    await moved_in(town, f"[{pond}]", Wanted("Costed", "All", 5000))

    [made] = [one for one in await items(town[0], "proposals", "proposals?limit=100") if one["title"] == "Pond"]
    assert (made["summary"], made["state"], made["cost_cents"]) == ("Deep.", "accepted", 120_000)


async def moved_in(town: Town, content: str, wanted: Wanted) -> None:
    client, password = town
    hall = TownHall(dict.fromkeys(SERVICE_NAMES, str(client.base_url)))
    try:
        await hall.sign_in("admin", password, STAFF)
        findings = READERS["decidim"](read_rows(content.encode()), Wishes())
        await move_in(hall, "decidim", findings, await place_of(hall, wanted), "en", is_sure=True)
    finally:
        await hall.aclose()


async def items(client: httpx.AsyncClient, part: str, path: str) -> list[Json]:
    found: list[Json] = (await client.get(f"/api/{part}/v1/{path}")).json()["items"]
    return found


async def test_a_wrong_password_is_said_in_one_line(town: Town) -> None:
    with pytest.raises(Trouble) as said:
        await moved_in((town[0], "not the password"), "[]", Wanted())

    assert str(said.value).startswith("residents refused POST /staff/sessions: 401 sign-in-failed")
    assert len(str(said.value).splitlines()) == 1


async def run_import(address: str, password: str, *arguments: str) -> tuple[int, str]:
    """The exit status, and what the command said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "commonpurse",
        *(arguments or ("import", str(SWIECIE))),
        "--url",
        address,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "COMMONPURSE_PASSWORD": password},
    )
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    assert process.returncode is not None
    return process.returncode, out.decode().strip()
