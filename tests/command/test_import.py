"""``commonpurse import``: an election file becomes a round, its proposals accepted and a poll drafted."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from commonpurse.main import app
from commonpurse.moving_in.command import move_in
from commonpurse.moving_in.taking import STAFF
from commonpurse.moving_in.where import Wanted, place_of
from commonpurse.parts import SERVICE_NAMES
from commonpurse.samples import SWIECIE
from commonpurse.town_hall import TownHall
from commonpurse.trouble import Trouble
from services.ideas.domain.moving_in.formats import READERS
from services.ideas.domain.moving_in.found import Wishes
from services.ideas.domain.moving_in.rows import read_rows
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
    assert said.endswith("2 are there now; the round holds 2 more than before.")
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
    assert counts == [
        f"{of} are there now; the round holds {more} more than before." for of, more in ((1, 1), (2, 1), (2, 0))
    ]
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
    command = [*(arguments or ("import", str(SWIECIE))), "--url", address]
    run = partial(CliRunner().invoke, app, command, env={"COMMONPURSE_PASSWORD": password})
    told = await asyncio.to_thread(run)
    return told.exit_code, told.output.strip()


async def test_staff_see_on_a_page_what_would_become_of_a_file_take_it_and_read_what_became_of_it(town: Town) -> None:
    client, password = town
    origin = {"Origin": str(client.base_url)}
    async with httpx.AsyncClient(base_url=client.base_url, headers=origin, follow_redirects=True, timeout=60) as pages:
        await pages.post("/staff/sign-in", data={"name": "admin", "password": password})
        round_id = await a_round_of(pages, password)
        address = f"/staff/rounds/{round_id}/imports"
        sent = {"format": "decidim", "ideas_language": "en"}

        none = await pages.post(address, data=sent, files={"file": ("ideas.csv", b"", "text/csv")})
        wrong = await pages.post(address, data=sent, files={"file": ("ideas.csv", b"id;titre\n1;Banc\n", "text/csv")})
        shown = await pages.post(address, data=sent, files={"file": ("ideas.csv", DECIDIM.encode(), "text/csv")})
        german = (await pages.get(shown.url, headers={"Accept-Language": "de"})).text
        begun = await pages.post(shown.url.path, data={})
        twice = await pages.post(shown.url.path, data={})
        ended = await eventually(lambda: has_ended(pages, shown.url.path), within=PATIENCE_S)
        report = await pages.get(f"{shown.url.path}/not-taken.csv")
        gone = await pages.post(f"{shown.url.path}/give-up", data={})

        assert "Choose the file with the ideas first." in none.text
        assert "there is no column “title”. Its columns are: id, titre" in wrong.text
        assert ["Take 2 ideas" in shown.text, "2 Ideen übernehmen" in german, "der Titel fehlt" in german] == [True] * 3
        assert "The ideas are being taken" in begun.text + twice.text or "The file was taken" in begun.text + twice.text
        assert ["Lime trees." in page for page in (shown.text, ended)] == [True, False]
        assert report.text.splitlines()[1:] == [
            "4,stays behind,withdrawn there",
            "5,cannot be taken,there is no title",
        ]
        assert "Its ideas are being taken already" in gone.text
        assert (await pages.get(f"{address}/{round_id}")).status_code == httpx.codes.NOT_FOUND
        [public] = await items(client, "ideas", f"ideas?round_id={round_id}")
        assert (public["title"], public["state"]) == ("Trees", "accepted")


async def a_round_of(pages: httpx.AsyncClient, password: str) -> str:
    wish = {"name": "admin", "password": password}
    token = (await pages.post("/api/residents/v1/staff/sessions", json=wish)).json()["token"]
    funds, areas = [{"name": "Fund", "budget_cents": 100_00}], [{"name": "Mitte"}]
    plan = {"name": "By the page", "currency": "EUR", "areas": areas, "funds": funds}
    made = await pages.post("/api/ideas/v1/rounds", json=plan, headers={"Authorization": f"Bearer {token}"})
    return str(made.json()["round_id"])


async def has_ended(pages: httpx.AsyncClient, path: str) -> str:
    page = (await pages.get(path)).text
    assert "The file was taken" in page, page
    return page
