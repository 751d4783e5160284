"""``commonpurse restore``: puts the platform, or one service, back to what a backup holds."""

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonpurse.backups import elsewhere
from commonpurse.backups.loading import begin_anew, load
from commonpurse.backups.lost_keys import polls_without_keys
from commonpurse.backups.manifest import Manifest, read_manifest
from commonpurse.embedded.aside import put_aside
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import make_roles, put_database_aside, with_roles
from commonpurse.parts import SERVICE_NAMES
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.running.settings import ServiceName, Settings


@run_plainly
async def restore(
    backup: Annotated[Path, typer.Argument(help="The backup's folder.")],
    data: Annotated[Path | None, typer.Option(help="The platform's folder on this machine.")] = None,
    only: Annotated[ServiceName | None, typer.Option(help="Put back this service alone.")] = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Although there are data already.")] = False,
) -> None:
    """Put the platform back to what a backup holds. The platform must not run."""
    for line in await put_back(backup, data, only, replace=replace):
        Console().print(line, markup=False, highlight=False, soft_wrap=True)


async def put_back(backup: Path, data: Path | None, only: ServiceName | None = None, *, replace: bool) -> list[str]:
    """Put the databases back; what there is to say.

    Raises:
        Trouble: if the backup is not sound, the platform runs, or there are data and ``replace`` was not said.
    """
    manifest, settings = read_manifest(backup), Settings()
    if troubles := manifest.troubles(backup):
        raise Trouble(f"the backup is not sound, and nothing was changed: {'; '.join(troubles)}")
    if only and only not in manifest.dumps:
        raise Trouble(f"{backup} holds no data of {only}: nothing was changed")
    services = [only] if only else SERVICE_NAMES
    if settings.database_url is not None:
        await elsewhere.make_room(settings, services, replace=replace)
        held = [name for name in services if name in manifest.dumps]
        await load(backup, manifest, settings, held)
        await begin_anew(manifest, settings, held)
        words = [f"{', '.join(services)}: put back to {manifest.made_at:%Y-%m-%d %H:%M} UTC"]
    else:
        folder = (data or settings.data_dir) / "postgres"
        words = await _on_this_machine(backup, manifest, folder, only, replace=replace)
    return [*words, *(_AFTER_ONE if only else _AFTER_ALL)]


_AFTER_ALL = (
    "Start the platform. What was done after that moment is not known any more: ballots, codes, decisions.",
    "Whoever voted since then is told so when they check their receipt, and can vote again while the poll is open.",
    "Withdraw again the codes, accounts and people of the roll that were withdrawn since then. Staff sign in anew.",
)
_AFTER_ONE = (
    "Start the platform, then call 'commonpurse reconcile': the others have heard of things that it has forgotten.",
)


async def _on_this_machine(
    backup: Path, manifest: Manifest, folder: Path, only: ServiceName | None, *, replace: bool
) -> list[str]:
    is_there = (folder / "cluster").exists()
    if is_there:
        with EmbeddedPostgres.claimed(folder):  # nobody runs on it
            pass
    if is_there and not replace:
        raise Trouble(f"there are data in {folder} already, and nothing was changed: --replace puts them aside")
    if only:
        return await _one_database(backup, manifest, folder, only)
    return await _all_databases(backup, manifest, folder)


async def _all_databases(backup: Path, manifest: Manifest, folder: Path) -> list[str]:
    # Beside it, and moved there once whole: one that was broken off leaves everything as it was.
    fresh = folder.with_name(f"{folder.name}-restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    without = await _fill(backup, manifest, fresh, manifest.services)
    kept = put_aside(folder)
    fresh.rename(folder)
    words = [f"{folder} is put back to {manifest.made_at:%Y-%m-%d %H:%M} UTC"]
    if kept.exists():
        words.append(f"what was there before lies in {kept}: delete it once all is well")
    return [*words, *without]


async def _one_database(backup: Path, manifest: Manifest, folder: Path, only: ServiceName) -> list[str]:
    if not (folder / "cluster").exists():
        raise Trouble(f"there are no data in {folder}: one service alone can only be put back where the others are")
    with EmbeddedPostgres(folder) as server:
        kept = await put_database_aside(server.url(""), only)
    without = await _fill(backup, manifest, folder, [only])
    return [
        f"{only} is put back to {manifest.made_at:%Y-%m-%d %H:%M} UTC",
        f"what was there before is the database {kept}: drop it once all is well",
        *without,
    ]


async def _fill(backup: Path, manifest: Manifest, folder: Path, services: Collection[ServiceName]) -> list[str]:
    with EmbeddedPostgres(folder) as server:
        await make_roles(server.url(""))
        settings = with_roles(Settings(), server.url(""))
        await load(backup, manifest, settings, services)
        await begin_anew(manifest, settings, services)
        return await polls_without_keys(settings, folder.parent)
