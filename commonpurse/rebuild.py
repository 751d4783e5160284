"""``commonpurse rebuild``: a view anew from events alone, while the old one keeps answering."""

from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from commonpurse.beside import settings_beside
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import started
from libs.shared.platform.streams.kafka import check_broker


@run_plainly
async def rebuild(
    view: Annotated[str, typer.Argument(help="turnout, results, idea_board, proposal_board or ledger.")],
    url: Annotated[
        str | None, typer.Option(help="Where all services answer, if not where the environment says.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of the platform that runs on this machine.")] = None,
) -> None:
    """Build a view anew from events alone, while the old one keeps answering."""
    from services.reporting.main import SERVICE
    from services.reporting.rebuilding import RebuildIsUnderWay
    from services.reporting.rebuilding import rebuild as rebuild_view
    from services.reporting.views import VIEWS

    if view not in VIEWS:
        raise Trouble(f"there is no view {view}; there are {', '.join(VIEWS)}")
    settings = settings_beside(data, url)
    if settings.kafka:
        await check_broker(settings)
    runtime = assemble("reporting", settings)
    console = Console(stderr=True)
    try:
        async with started(SERVICE, runtime):
            with console.status(f"rebuilding {view}") as status:
                done = await rebuild_view(
                    runtime, VIEWS[view], lambda events: status.update(f"rebuilding {view}: {events:,} events")
                )
    except RebuildIsUnderWay as error:
        raise Trouble(str(error)) from None
    except httpx.TransportError as error:
        raise Trouble(f"a service does not answer ({error}): does the platform run, and where? See --url") from None
    Console().print(f"{view} is rebuilt: generation {done.generation}, {done.events:,} events, {done.seconds:.1f} s")
