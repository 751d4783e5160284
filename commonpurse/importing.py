"""``commonpurse import``: an election file becomes a round, its proposals accepted and a poll drafted."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonpurse import preparation
from commonpurse.election import read_election
from commonpurse.parts import SERVICE_NAMES
from commonpurse.preparation import STAFF
from commonpurse.town_hall import TownHall
from commonpurse.trouble import run_plainly
from libs.shared.platform.running.settings import PartName


@run_plainly
async def import_file(
    file: Annotated[Path, typer.Argument(help="A Pabulib .pb file with approvals or points.", show_default=False)],
    url: Annotated[str, typer.Option(help="Where the platform answers.")] = "http://127.0.0.1:8000",
    name: Annotated[str, typer.Option(help="Your staff account.")] = "admin",
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, envvar="COMMONPURSE_PASSWORD", help="Its password.")
    ] = "",
) -> None:
    """Take the projects of an election file into the running platform. Its ballots are not imported."""
    election = read_election(file)
    for remark in election.remarks:
        typer.echo(f"{file}: warning: {remark}", err=True)
    parts: tuple[PartName, ...] = SERVICE_NAMES
    town = TownHall(dict.fromkeys(parts, url))
    try:
        await town.sign_in(name, password, "admin", *STAFF)
        round_body = await preparation.publish_round(town, election)
        proposals = await preparation.suggest_and_accept(town, election, round_body, lambda _: None)
        poll_id = await preparation.draft_poll(town, preparation.poll_on(election, round_body, proposals))
    finally:
        await town.aclose()
    what = f"{election.name}: a round with {len(proposals)} accepted proposals"
    Console().print(f"{what}, and a drafted poll at {url}/staff/polls/{poll_id}", soft_wrap=True)
