"""A platform as a process that is backed up, and what can be asked and done past it."""

import asyncio
import resource
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
from typer.testing import CliRunner, Result

from commonpurse.embedded.roles import with_roles
from commonpurse.embedded.running import address_of_running
from commonpurse.main import app
from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.command.test_up import PATIENCE_S, polls_of, sample_codes
from tests.support.eventually import eventually


def spoiled(backup: Path, folder: Path, how: str) -> Path:
    """A copy of the backup with a bit flipped, an end cut off, or without the manifest that is written last."""
    copy = folder / how
    shutil.copytree(backup, copy)
    dump = copy / "voting.dump"
    content = bytearray(dump.read_bytes())
    if how == "half":
        (copy / "manifest.json").unlink()
    elif how == "cut":
        dump.write_bytes(content[:-100])
    else:
        content[len(content) // 2] ^= 1
        dump.write_bytes(content)
    return copy


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def command(*arguments: str | Path, most_bytes: int | None = None) -> Result:
    """The command's end; ``most_bytes`` is what a file may have, as on a disk that is nearly full."""

    def call() -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, limits[1]))
    try:
        return await asyncio.to_thread(call)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def a_backup(data: Path, kept: Path) -> Path:
    made = await command("backup", kept, "--data", data)
    assert made.exit_code == 0, made.output
    [backup] = folders_in(kept)
    return backup


def folders_in(folder: Path) -> list[Path]:
    return [one for one in everything_in(folder)[1:] if one.is_dir()]


def everything_in(folder: Path) -> list[Path]:
    """The folder, and what lies in it."""
    return [folder, *folder.iterdir()] if folder.exists() else [folder]


async def an_open_poll(client: httpx.AsyncClient, data: Path) -> tuple[str, list[str]]:
    """The sample round's open poll, and codes to vote with."""
    await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
    codes = await eventually(lambda: sample_codes(data), within=PATIENCE_S)
    return await eventually(lambda: the_open_poll(client), within=PATIENCE_S), codes


async def the_open_poll(client: httpx.AsyncClient) -> str:
    return next((poll["poll_id"] for poll in await polls_of(client) if poll["state"] == "open"), "")


async def all_are_ready(client: httpx.AsyncClient) -> None:
    for name in SERVICE_NAMES:
        try:
            answer = await client.get(f"/api/{name}/health/ready")
        except httpx.TransportError:
            raise AssertionError("nobody answers") from None
        assert answer.is_success, answer.text
        assert all(one["is_at_work"] for one in answer.json()["standings"]), answer.text


async def status_of(client: httpx.AsyncClient, poll_id: str, receipt: object) -> tuple[int, str]:
    answer = await client.post(f"/api/voting/v1/polls/{poll_id}/receipts", json={"receipt": receipt})
    body = answer.json()
    return answer.status_code, body["status"] if answer.is_success else body["code"]


async def demand_an_explanation(client: httpx.AsyncClient, poll_id: str, receipt: str) -> None:
    """On the page, in both languages."""
    for language, words in {
        "en": "Please vote again",
        "de": "Bitte stimmen Sie noch einmal ab",
    }.items():
        form = {"poll": poll_id, "receipt": receipt}
        page = await client.post("/receipt", data=form, headers={"Accept-Language": language}, follow_redirects=True)
        assert words in page.text


async def says_to_reconcile(client: httpx.AsyncClient, service: str) -> bool:
    try:
        answer = await client.get(f"/api/{service}/health/ready")
    except httpx.TransportError:
        return False
    words = [one["words"] or "" for one in answer.json()["standings"]]
    return answer.status_code == 503 and any("voting was put back to position" in one for one in words)


async def gives_no_permit(client: httpx.AsyncClient, poll_id: str, code: str) -> bool:
    wish = {"code": code, "channel": "web", "poll_id": poll_id}
    return (await client.post("/api/residents/v1/permits", json=wish)).status_code == 409


@asynccontextmanager
async def database(data: Path, service: ServiceName) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    address = address_of_running(data / "postgres")
    assert address
    connection = await asyncpg.connect(with_roles(Settings(), address).database_of(service))
    try:
        yield connection
    finally:
        await connection.close()


async def announce_something(data: Path) -> None:
    """Voting tells of a poll that nobody has heard of; what it says matters to nobody."""
    async with database(data, "voting") as voting:
        await voting.execute(
            "insert into journal (event_id, type, subject, data) select gen_random_uuid(), "
            "'commonpurse.nothing-of-anyones-concern.v1', gen_random_uuid(), '{}' from generate_series(1, 5)"
        )


async def nobody_lags(client: httpx.AsyncClient, data: Path) -> bool:
    head = (await client.get("/api/voting/v1/events/head")).json()["position"]
    async with database(data, "voting") as voting:
        waiting = await voting.fetchval("select count(*) from journal where position is null")
    async with database(data, "residents") as residents:
        heard = await residents.fetchval("select max(position) from listener_positions where source = 'voting'")
    async with database(data, "reporting") as reporting:
        shown = await reporting.fetchval(
            "select max(position) from listener_positions where source = 'voting' and listener like 'turnout.%'"
        )
    return bool(not waiting and heard == head == shown)


async def make_due(data: Path, poll_id: str) -> None:
    async with database(data, "voting") as voting:
        await voting.execute("update polls set closes_at = now() where poll_id = $1", UUID(poll_id))
