"""``make bench-backup``: how long a big town's backup takes to be made, tried out and put back. Nothing is asserted."""

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from rich.console import Console

from commonpurse.backups.backup import make_backup
from commonpurse.backups.restore import put_back
from commonpurse.backups.verify import try_out
from commonpurse.beside import settings_beside
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import with_roles
from libs.shared.platform.running.settings import Settings
from tests.command.test_up import PATIENCE_S, platform, sample_codes
from tests.support.eventually import eventually

RESULT = Path("build/bench-backup.json")
BALLOTS, EVENTS = 100_000, 1_000_000

_BALLOTS = """
    insert into ballots (poll_id, pseudonym, turn, choices, channel, nonce, commitment)
    select $1, sha256(convert_to('p' || n, 'UTF8')), 1, '1,3', 'web',
        sha256(convert_to('n' || n, 'UTF8')), sha256(convert_to('c' || n, 'UTF8'))
    from generate_series(1, $2::int) as n
"""
_EVENTS = """
    insert into journal (position, event_id, type, subject, data)
    select positioned_through + n, gen_random_uuid(), 'commonpurse.nothing-of-anyones-concern.v1', $1,
        jsonb_build_object('poll_id', $1::uuid, 'channel', 'web', 'area_id', gen_random_uuid())
    from relay_mark, generate_series(1, $2::int) as n
"""
_MARK = "update relay_mark set positioned_through = (select max(position) from journal)"


async def measure(folder: Path) -> dict[str, float]:
    """Seconds by what was done."""
    data = folder / "data"
    async with platform(data):
        await eventually(lambda: sample_codes(data), within=PATIENCE_S)
    figures: dict[str, float] = {}
    with EmbeddedPostgres(data / "postgres") as server:
        await _fill(with_roles(Settings(), server.url("")).database_of("voting"))
        async with _timed("backup_s", figures):
            backup = await make_backup(settings_beside(data), folder / "kept")
    figures["backup_mb"] = round(sum(file.stat().st_size for file in backup.iterdir()) / 1e6, 1)
    async with _timed("restore_s", figures):
        await put_back(backup, data, replace=True)
    async with _timed("verify_s", figures):
        Console().print("\n".join(await try_out(backup)))
    return figures


async def _fill(address: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        poll_id = await connection.fetchval("select poll_id from polls where state = 'open'")
        await connection.execute(_BALLOTS, poll_id, BALLOTS, timeout=300)
        await connection.execute(_EVENTS, poll_id, EVENTS, timeout=300)
        await connection.execute(_MARK, timeout=60)
    finally:
        await connection.close()


@asynccontextmanager
async def _timed(name: str, figures: dict[str, float]) -> AsyncIterator[None]:
    began = time.monotonic()
    yield
    figures[name] = round(time.monotonic() - began, 1)


def main() -> None:
    """Measure, print, and keep the figures in ``build/bench-backup.json``."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(Path(folder)))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")
    Console().print(figures)


if __name__ == "__main__":
    main()
