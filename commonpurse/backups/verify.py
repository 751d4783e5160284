"""``commonpurse verify-backup``: tries a backup out, in a database of its own that is thrown away."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated

import asyncpg
import typer
from rich.console import Console

from commonpurse.backups.ballots import compare_ballots
from commonpurse.backups.contents import contents_of
from commonpurse.backups.loading import load
from commonpurse.backups.manifest import Manifest, read_manifest, whole_ones
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import make_roles, with_roles
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.facts.reconciling import compare, ears_of
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database

_GAPLESS = "select count(position) = coalesce(max(position), 0) and coalesce(min(position), 1) = 1 from journal"


@run_plainly
async def verify_backup(
    backup: Annotated[Path, typer.Argument(help="The backup's folder, or where backups are kept: the last one.")],
    room: Annotated[
        Path | None, typer.Option(help="Where to load it, if not where the system keeps temporary files.")
    ] = None,
) -> None:
    """Try a backup out: load it into a database of its own, count and compare."""
    console = Console()
    with console.status("trying the backup out"):
        words = await try_out(backup, room)
    for line in words:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


async def try_out(backup: Path, room: Path | None = None) -> list[str]:
    """What was found well.

    Raises:
        Trouble: with all that is not.
    """
    backup = next(reversed(whole_ones(backup)), backup)
    manifest = read_manifest(backup)
    if troubles := manifest.troubles(backup):
        raise Trouble("; ".join(troubles))
    with _a_server(room) as server:
        await make_roles(server.url(""))
        settings = with_roles(Settings(), server.url(""))
        await load(backup, manifest, settings, manifest.services)
        troubles = await _troubles(manifest, settings)
        ballots = await compare_ballots(settings)
    if troubles := [*troubles, *ballots.troubles]:
        raise Trouble("; ".join(troubles))
    events = sum(dump.head for dump in manifest.dumps.values())
    rows = sum(count for dump in manifest.dumps.values() for count in dump.rows.values())
    return [
        f"the backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC is whole and can be put back",
        f"{rows:,} rows and {events:,} events are there, and nobody is ahead of anybody",
        *ballots.words,
    ]


@contextmanager
def _a_server(room: Path | None) -> Iterator[EmbeddedPostgres]:
    with (
        tempfile.TemporaryDirectory(prefix="commonpurse-backup-", dir=room) as folder,
        EmbeddedPostgres(Path(folder) / "postgres") as server,
    ):
        yield server


async def _troubles(manifest: Manifest, settings: Settings) -> list[str]:
    found = []
    for name in manifest.services:
        async with _connected(settings, name) as connection:
            held = await contents_of(connection)
            if not await connection.fetchval(_GAPLESS):
                found.append(f"{name}'s journal has gaps")
        dump = manifest.dumps[name]
        told = dump.model_dump(include={"head", "heard", "schema_version", "rows"})
        found += [f"{name}: {what} is {held[what]} and was {was}" for what, was in told.items() if held[what] != was]
    return [*found, *await _who_is_ahead(settings, manifest.services)]


async def _who_is_ahead(settings: Settings, services: Collection[ServiceName]) -> list[str]:
    databases = {name: Database(settings.database_of(name)) for name in services}
    try:
        ears = {name: await _ears(database) for name, database in databases.items()}
        findings = await compare(databases, ears)
    finally:
        await asyncio.gather(*(database.aclose() for database in databases.values()))
    return [
        f"{ahead.listener} has heard {finding.source} up to {ahead.heard}, which ends at {finding.to}"
        for finding in findings
        for ahead in finding.ahead
    ]


async def _ears(database: Database) -> set[str]:
    async with database.reading() as session:
        return await ears_of(session)


@asynccontextmanager
async def _connected(settings: Settings, name: ServiceName) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(settings.database_of(name))
    try:
        yield connection
    finally:
        await connection.close()
