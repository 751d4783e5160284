"""``commonpurse upgrade``: carries the data of a single machine to another PostgreSQL, a newer one or one elsewhere."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonpurse.embedded import dumps, programs
from commonpurse.embedded.account import account_for
from commonpurse.embedded.aside import put_aside
from commonpurse.embedded.binaries import Binaries, find_binaries
from commonpurse.embedded.cluster import major_of
from commonpurse.embedded.errors import PostgresIsNotInstalled
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import make_roles
from commonpurse.parts import CAME_LATER, SERVICE_NAMES
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.running.settings import ServiceName, Settings


@run_plainly
async def upgrade(
    save: Annotated[Path | None, typer.Option(help="Write every database into this new folder.")] = None,
    load: Annotated[Path | None, typer.Option(help="Begin anew with what was saved in this folder.")] = None,
    data: Annotated[Path | None, typer.Option(help="The platform's folder.")] = None,
) -> None:
    """Say whether the installed PostgreSQL reads the data; save the data, or load them into a new one."""
    folder = (data or Settings().data_dir) / "postgres"
    if save and load:
        raise Trouble("save with the old version, load with the new one: --save and --load do not go together")
    if save:
        _make_room(folder, save)
        await _save(folder, save)
        words = f"saved in {save}: now install the other version, and call 'commonpurse upgrade --load {save}'"
    elif load:
        kept = await _load(folder, load)
        words = f"loaded from {load}; what was here before lies in {kept}: delete it once all is well"
    else:
        words = _standing(folder)
    Console().print(words, markup=False, highlight=False, soft_wrap=True)


def _standing(folder: Path) -> str:
    wrote, binaries = major_of(folder), _installed(folder)
    if wrote is None:
        return f"there are no data in {folder}: nothing to carry anywhere"
    if binaries and wrote == binaries.major:
        return f"the data in {folder} are PostgreSQL {wrote}'s, and so is what is installed ({binaries.version})"
    installed = binaries.major if binaries else "none"
    return (
        f"the data in {folder} are PostgreSQL {wrote}'s, and {installed} is installed. With the version of Commonpurse "
        "that wrote them call 'commonpurse upgrade --save FOLDER', then with this one "
        "'commonpurse upgrade --load FOLDER'. docs/upgrading.md says more"
    )


def _installed(folder: Path) -> Binaries | None:
    try:
        return find_binaries(account_for(folder / "cluster"))
    except PostgresIsNotInstalled:
        return None


def _make_room(folder: Path, into: Path) -> None:
    if major_of(folder) is None:
        raise Trouble(f"there are no data in {folder}")
    if into.exists():
        raise Trouble(f"{into} is there already: name a folder that is not")
    into.mkdir(mode=0o700, parents=True)


async def _save(folder: Path, into: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        tools = find_binaries(account_for(folder / "cluster"), major_of(folder)).folder
        await make_roles(server.url(""))  # a service that came later may never have been started on these data
        for service in SERVICE_NAMES:
            to = _file(into, service)
            to.touch(mode=0o600)
            programs.run([tools / "pg_dump", "--format=custom", f"--file={to}"], server.url(_database(service)))


async def _load(folder: Path, saved: Path) -> Path:
    held = [service for service in SERVICE_NAMES if _file(saved, service).exists()]
    if missing := [service for service in SERVICE_NAMES if service not in {*held, *CAME_LATER}]:
        raise Trouble(f"{saved} holds no data of {', '.join(missing)}: was it written by 'commonpurse upgrade --save'?")
    kept = put_aside(folder)
    with EmbeddedPostgres(folder) as server:
        tools = find_binaries(account_for(folder / "cluster"), major_of(folder)).folder
        await make_roles(server.url(""))
        for service in held:
            address = server.url(_database(service))
            dumps.load(tools, _file(saved, service), address, await dumps.owner_and_major(address))
    return kept


def _database(service: ServiceName) -> str:
    return f"commonpurse_{service}"


def _file(folder: Path, service: ServiceName) -> Path:
    return folder / f"{_database(service)}.dump"
