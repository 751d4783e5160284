"""What a stranger with rights to PostgreSQL, or to a process beside ours, can read of our secrets: nothing."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from commonpurse.embedded.postgres import EmbeddedPostgres
from libs.shared.platform.running import process_beside
from libs.shared.platform.running.environment import scrubbed
from tests.support.eventually import eventually

SECRETS = {
    "COMMONPURSE_SECRET": "c0ffee" * 12,
    "COMMONPURSE_ADMIN_PASSWORD": "a planted password",
    "COMMONPURSE_SMTP_URL": "smtp://user:planted@mail.example",
    "AWS_SECRET_ACCESS_KEY": "planted elsewhere",
    "SOMETHING_THAT_NOBODY_THOUGHT_OF": "planted, too",
}


@pytest.fixture(autouse=True)
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def secrets_in(text: str) -> list[str]:
    return [name for name, value in SECRETS.items() if name in text or value in text]


async def environment_of(pid: int) -> str:
    return await asyncio.to_thread(Path(f"/proc/{pid}/environ").read_text)


async def test_a_program_run_from_sql_finds_no_secret_in_its_environment(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "data") as database:
        connection = await asyncpg.connect(database.url())
        await connection.execute("create table seen (line text)")
        await connection.execute("copy seen from program 'env; xargs -0 -n 1 echo < /proc/$PPID/environ'")
        seen = "\n".join(row["line"] for row in await connection.fetch("select line from seen"))
        await connection.close()

    assert "PATH=" in seen
    assert secrets_in(seen) == []


async def test_a_process_beside_ours_is_told_no_secret() -> None:
    process = await process_beside.start_beside("services.voting.clients.assistant_process", longest_line=1000)
    try:
        # Between fork and exec there is nothing to read yet.
        seen = await eventually(lambda: environment_of(process.pid))
    finally:
        await process_beside.end(process)

    assert "PATH=" in seen
    assert secrets_in(seen) == []


def test_what_a_program_needs_to_run_is_passed_on() -> None:
    given = {"PATH": "/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/home/x", "COMMONPURSE_SECRET": "x", "FOO": "y"}

    assert scrubbed(given) == {"PATH": "/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/home/x"}
