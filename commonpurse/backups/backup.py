"""``commonpurse backup``: all databases of the running platform, at one moment, into a folder of their own."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonpurse.backups.contents import contents_of
from commonpurse.backups.cut import Cut, one_cut
from commonpurse.backups.manifest import Dump, Manifest, checksum, name_of, whole_ones
from commonpurse.beside import settings_beside
from commonpurse.embedded import programs
from commonpurse.embedded.binaries import find_tools
from commonpurse.parts import SERVICE_NAMES
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.running import last_backup
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database

_UNFINISHED = ".unfinished"


@run_plainly
async def backup(
    folder: Annotated[
        Path | None, typer.Argument(help="Where backups are kept; each gets a folder of its own in there.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of the platform that runs on this machine.")] = None,
    keep: Annotated[int | None, typer.Option(min=1, help="Keep so many; delete older ones once it is whole.")] = None,
) -> None:
    """Back up all databases of the running platform, as they are at one moment."""
    settings, console = settings_beside(data), Console()
    where = folder or (data or settings.data_dir) / "backups"
    with console.status("making a backup"):
        made = await make_backup(settings, where)
    for old in whole_ones(where)[:-keep] if keep else ():
        shutil.rmtree(old)
    for line in (f"the backup is whole: {made}", *_WHAT_ELSE):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


_WHAT_ELSE = (
    "It holds every service's database: ideas, offers, comments, the roll, ballots. Whoever has it can read all that.",
    "It holds no secrets and no polls' keys: keep secrets/ apart from it. 'commonpurse verify-backup' tries it out.",
)


async def make_backup(settings: Settings, where: Path) -> Path:
    """The folder of a backup that is whole and on the disk. One that was broken off has another name, and no manifest.

    Raises:
        Trouble: if it cannot be made; what was there before is as it was.
    """
    addresses = {name: settings.database_of(name) for name in SERVICE_NAMES}
    with _alone(where):
        async with one_cut(addresses) as cut:
            made = where / name_of(cut.made_at)
            unfinished = made.with_name(made.name + _UNFINISHED)
            try:
                unfinished.mkdir(mode=0o700)
                await _write(cut, addresses, unfinished)
                unfinished.rename(made)
                _settle(where)
            except BaseException:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise
    for address in addresses.values():
        await _note(address, cut)
    return made


async def _write(cut: Cut, addresses: Mapping[ServiceName, str], folder: Path) -> None:
    tools = find_tools()
    dumps: dict[ServiceName, Dump] = {}
    for name, address in addresses.items():
        file = folder / f"{name}.dump"
        file.touch(mode=0o600)
        how = ["--format=custom", "--compress=1", "--no-owner", "--no-acl", f"--snapshot={cut.snapshots[name]}"]
        await asyncio.to_thread(programs.run, [tools / "pg_dump", *how, f"--file={file}"], address)
        _settle(file)
        sums = {"file": file.name, "bytes": file.stat().st_size, "sha256": await asyncio.to_thread(checksum, file)}
        dumps[name] = Dump(**sums, **await contents_of(cut.readers[name]))
    postgres = await cut.readers["voting"].fetchval("show server_version")
    manifest = Manifest(made_at=cut.made_at, commonpurse=version("commonpurse"), postgres=postgres, dumps=dumps)
    manifest.write(folder)
    _settle(folder)


async def _note(address: str, cut: Cut) -> None:
    database = Database(address)
    try:
        async with database.transaction(is_shown=False) as tx:
            await last_backup.note(tx.session, cut.made_at)
    finally:
        await database.aclose()


def _settle(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = os.open(where / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in where.glob(f"*{_UNFINISHED}"):  # of one that was killed
            shutil.rmtree(left)
        yield
    except BlockingIOError:
        raise Trouble(f"another backup into {where} is under way") from None
    finally:
        os.close(opened)
