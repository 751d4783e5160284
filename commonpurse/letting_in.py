"""``commonpurse let-in``: somebody of the staff signs in again whom no colleague can help."""

import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonpurse.beside import settings_beside
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.storage.database import Database


@run_plainly
async def let_in(
    name: Annotated[str, typer.Argument(help="The name that this person signs in with.", show_default=False)],
    data: Annotated[Path | None, typer.Option(help="The folder of the platform that runs on this machine.")] = None,
    *,
    new_password: Annotated[
        bool, typer.Option("--new-password", help="They have forgotten their password, too: print a first one.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Take an account's second factor away, if no administrator can: they set up a new one at the next sign-in."""
    from services.residents.storage.passwords import Passwords
    from services.residents.use_cases.let_in import LetIn
    from services.residents.use_cases.let_in import let_in as let_them_in

    settings, console = settings_beside(data), Console()
    if not yes:
        typer.confirm(f"Do you know that it is {name} who asks?", abort=True)
    password = secrets.token_urlsafe(18) if new_password else None
    database = Database(settings.database_of("residents"))
    try:
        is_known = await let_them_in(LetIn(name, password), database, Passwords())
    finally:
        await database.aclose()
    if not is_known:
        raise Trouble(f"nobody of the staff is called {name}: nothing was changed")
    lines = [f"{name} signs in without a code now, and sets up a new second factor first. It is in the act log."]
    if password:
        lines.append(f"The first password, which is shown this once and which they change: {password}")
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
