"""``commonpurse import``: an election file becomes a round with a poll; a CSV file becomes the roll of a round."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from commonpurse import preparation
from commonpurse.election import read_election
from commonpurse.importing_roll import import_roll_file
from commonpurse.parts import SERVICE_NAMES
from commonpurse.preparation import STAFF
from commonpurse.signing_in import Code, Password
from commonpurse.town_hall import TownHall
from commonpurse.trouble import run_plainly
from libs.shared.platform.running.settings import PartName

_ROLLS = (".csv", ".tsv", ".txt")


@run_plainly
async def import_file(
    file: Annotated[
        Path,
        typer.Argument(help="A Pabulib .pb file; or a roll as .csv.", show_default=False),
    ],
    url: Annotated[str, typer.Option(help="Where the platform answers.")] = "http://127.0.0.1:8000",
    name: Annotated[str, typer.Option(help="Your staff account.")] = "admin",
    password: Password = "",
    code: Code = None,
    round_: Annotated[
        str | None, typer.Option("--round", help="Roll: name or id of its round; not needed if there is one only.")
    ] = None,
    missing: Annotated[
        Literal["keep", "remove"] | None, typer.Option(help="Roll: what happens to people whom the file lacks.")
    ] = None,
    same_people: Annotated[
        bool | None,
        typer.Option(
            "--same-people/--other-people", help="Roll: whether 0007 and 7 are one person.", show_default=False
        ),
    ] = None,
    *,
    as_written: Annotated[bool, typer.Option("--as-written", help="Roll: odd numbers are right.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Roll: take it without asking; the options answer.")] = False,
) -> None:
    """Take the projects of an election file, or a roll, into the running platform. Ballots are not imported."""
    parts: tuple[PartName, ...] = SERVICE_NAMES
    town = TownHall(dict.fromkeys(parts, url))
    try:
        if file.suffix.lower() in _ROLLS:
            await town.sign_in(name, password, "admin", code=code)
            answers = {"missing": missing, "same_people": same_people, "as_written": as_written, "yes": yes}
            await import_roll_file(town, file, round_, answers, Console())
            return
        await _import_election(town, file, url, name, password, code)
    finally:
        await town.aclose()


async def _import_election(town: TownHall, file: Path, url: str, name: str, password: str, code: str | None) -> None:
    election = read_election(file)
    for remark in election.remarks:
        typer.echo(f"{file}: warning: {remark}", err=True)
    await town.sign_in(name, password, "admin", *STAFF, code=code)
    round_body = await preparation.publish_round(town, election)
    proposals = await preparation.suggest_and_accept(town, election, round_body, lambda _: None)
    poll_id = await preparation.draft_poll(town, preparation.poll_on(election, round_body, proposals))
    what = f"{election.name}: a round with {len(proposals)} accepted proposals"
    Console().print(f"{what}, and a drafted poll at {url}/staff/polls/{poll_id}", soft_wrap=True)
