"""Each roll that a council may send gets the same right answer through page, API and command."""

import asyncio
import html
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.answers import good
from tests.support.eventually import eventually
from tests.web.town import Town, Towns

ROLLS = Path(__file__).parents[1] / "data" / "roll"
PASSWORD = "a long enough password"
FIRST = "zeros-1-first-import.csv"
AREAS = ("Nord", "Süd Ost", "Mühlenviertel", "Weißensee", "Weissensee 2")

TAKEN = {FIRST: 20, "partial-roll.csv": 1, "roll-area-nbsp-inside.csv": 1, "roll-area-nfd-macos.csv": 1}
READ_AS_EVER = {"roll-bom-semicolon-crlf.csv": 2, "roll-cp1252.csv": 2}
REFUSED = {
    "roll-case-dup.csv": (3, "stands on line 2 already, as A7", "steht schon in Zeile 2, als A7"),
    "roll-excel-scientific.csv": (2, "has rounded: its digits are lost", "gerundet"),
    "roll-nul-bytes.csv": (3, "that is no text (NUL)", "das kein Text ist (NUL)"),
    "roll-title-line-above.csv": (1, "The headings stand on line 3", "stehen erst in Zeile 3"),
    "roll-utf16-no-bom.csv": (1, "UTF-16", "UTF-16"),
}


@dataclass
class Clerk:
    """Somebody with a file, at each of the three doors."""

    town: Town
    pages: httpx.AsyncClient
    token: str
    round_id: str

    async def by_api(self, file: str, **headers: str) -> httpx.Response:
        url = f"/api/residents/v1/rounds/{self.round_id}/roll/imports"
        staff = {"Authorization": f"Bearer {self.token}", "Content-Type": "text/csv"}
        return await self.pages.post(url, content=(ROLLS / file).read_bytes(), headers=staff | headers)

    async def by_page(self, file: str, language: str = "en") -> httpx.Response:
        url = f"/staff/rounds/{self.round_id}/roll"
        sent = {"roll": (file, (ROLLS / file).read_bytes(), "text/csv")}
        return await self.pages.post(url, files=sent, headers={"Accept-Language": language}, follow_redirects=True)

    async def by_command(self, file: str, *answers: str) -> tuple[int, str]:
        where = ("--url", self.town.address, "--round", self.round_id, "--yes")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "commonpurse", "import", str(ROLLS / file), *where, *answers),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "COMMONPURSE_PASSWORD": PASSWORD, "COLUMNS": "400"},
        )
        out, _ = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode is not None
        return process.returncode, out.decode()


@pytest.fixture(scope="module")
async def town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town of these tests' own: each of them adds a round."""
    async with towns.with_sample(tmp_path_factory.mktemp("rolls")) as running:
        yield running


@pytest.fixture
async def clerk(town: Town, request: pytest.FixtureRequest) -> AsyncIterator[Clerk]:
    """A clerk with a round of their own."""
    async with httpx.AsyncClient(base_url=town.address, timeout=60, headers={"Origin": town.address}) as client:
        wish = {"name": "admin", "password": PASSWORD}
        token = good(await client.post("/api/residents/v1/staff/sessions", json=wish), 201)["token"]
        staff = {"Authorization": f"Bearer {token}"}
        funds = [{"name": "Fund", "budget_cents": 100_00}]
        plan = {"currency": "EUR", "hourly_value_cents": 1500, "areas": [{"name": name} for name in AREAS]}
        plan |= {"funds": funds, "calendar": [], "name": f"{request.node.name} {id(request)}"}
        made: Any = good(await client.post("/api/ideas/v1/rounds", json=plan, headers=staff), 201)
        signed_in = await client.post("/staff/sign-in", data=wish)
        assert signed_in.status_code == 303, signed_in.text
        yield Clerk(town, client, token, made["round_id"])


async def hears_of_its_round(clerk: Clerk) -> None:
    """Residents has heard of the round."""

    async def is_known() -> None:
        good(await clerk.by_api(FIRST), 201)

    await eventually(is_known)


@pytest.mark.parametrize(("file", "people"), [*(TAKEN | READ_AS_EVER).items()])
async def test_a_file_with_one_reading_is_read_at_every_door(clerk: Clerk, file: str, people: int) -> None:
    await hears_of_its_round(clerk)

    by_api, by_page = await clerk.by_api(file), await clerk.by_page(file)
    status, said = await clerk.by_command(file)

    assert good(by_api, 201)["people"] == people
    assert "/roll/imports/" in by_page.url.path, by_page.text
    assert (status, f"The roll has {people} people now" in said) == (0, True), said


@pytest.mark.parametrize(("file", "refusal"), [*REFUSED.items()])
async def test_a_file_that_is_none_is_refused_at_every_door_in_the_readers_words(
    clerk: Clerk, file: str, refusal: tuple[int, str, str]
) -> None:
    line, english, german = refusal
    await hears_of_its_round(clerk)

    by_api, by_page = await clerk.by_api(file), [await clerk.by_page(file, language) for language in ("en", "de")]
    status, said = await clerk.by_command(file)

    first = by_api.json()["errors"][0]
    assert (by_api.status_code, first["line"]) == (422, line)
    assert english in first["in_words"]["en"]
    assert german in first["in_words"]["de"]
    assert ["/imports" in page.url.path for page in by_page] == [False, False]
    assert english in html.unescape(by_page[0].text)
    assert german in html.unescape(by_page[1].text)
    assert status == 1
    assert f"nothing was taken. line {line}: " in said
    assert english in said
    assert "Traceback" not in said


async def test_zeros_that_a_spreadsheet_ate_are_asked_about_at_every_door(clerk: Clerk) -> None:
    await hears_of_its_round(clerk)
    await clerk.by_command(FIRST)
    eaten = "zeros-2-saved-by-spreadsheet.csv"

    by_api = good(await clerk.by_api(eaten), 201)
    by_page = await clerk.by_page(eaten)
    unanswered, asked = await clerk.by_command(eaten)
    answered, said = await clerk.by_command(eaten, "--same-people")

    people = by_api["people"]
    assert (by_api["alike_count"], by_api["missing"]["people"]) == (20, 0)
    assert "0001" in by_page.text
    assert (unanswered, "answer with --same-people" in asked) == (1, True), asked
    assert (answered, f"The roll has {people} people now" in said) == (0, True), said


async def test_a_file_that_lacks_almost_everybody_removes_nobody_unasked(clerk: Clerk) -> None:
    await hears_of_its_round(clerk)
    await clerk.by_command(FIRST)

    by_api = good(await clerk.by_api("partial-roll.csv"), 201)
    unanswered, asked = await clerk.by_command("partial-roll.csv")
    kept, said = await clerk.by_command("partial-roll.csv", "--missing", "keep")

    assert (by_api["missing"]["people"], by_api["new"]) == (19, 0)
    assert (unanswered, "answer with --missing" in asked) == (1, True), asked
    assert (kept, "The roll has 20 people now" in said) == (0, True), said


def test_every_stored_file_has_its_right_answer_here() -> None:
    stored = {file.name for file in ROLLS.glob("*.csv")}

    assert stored == {*TAKEN, *READ_AS_EVER, *REFUSED, "zeros-2-saved-by-spreadsheet.csv"}
