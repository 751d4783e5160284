"""``commonpurse up``: the platform on this machine."""

import asyncio
import os
from collections.abc import Coroutine
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.panel import Panel

from commonpurse import secrets
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import make_roles, with_roles
from commonpurse.serving import claim_port, serve, trace
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.running.logs import configure, log_the_end_too
from libs.shared.platform.running.settings import Settings

console = Console()
_STOPPING_S = 10


@run_plainly
async def up(
    host: Annotated[str, typer.Option(help="Address to answer on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to answer on.")] = 8000,
    data: Annotated[Path | None, typer.Option(help="Where everything is kept.")] = None,
    kafka: Annotated[str | None, typer.Option(help="HOST:PORT of a Kafka broker to carry the events.")] = None,
    *,
    empty: Annotated[bool, typer.Option("--empty", help="Without the sample round.")] = False,
) -> None:
    """Start the platform and answer until Ctrl-C."""
    if kafka:
        os.environ["COMMONPURSE_KAFKA"] = kafka
    if data:
        os.environ["COMMONPURSE_DATA_DIR"] = str(data)
    settings = Settings()
    configure(os.environ.get("COMMONPURSE_LOG_LEVEL", "warning"))
    log_the_end_too()
    with claim_port(host, port) as claimed, ExitStack() as stack:
        address = f"http://{host}:{claimed.getsockname()[1]}"
        postgres = settings.data_dir / "postgres"
        secrets.choose_how_staff_sign_in(settings.data_dir / "secrets", postgres, with_sample=not empty)
        secrets.provide(settings.data_dir / "secrets", postgres)
        settings = Settings()  # anew: with what was just chosen and provided
        if settings.database_url is None:
            with console.status("starting the database"):
                database = stack.enter_context(EmbeddedPostgres(postgres))
                await make_roles(database.url(""))
            settings = with_roles(settings, database.url(""))
        await _run(settings, claimed, address, with_sample=not empty)


async def _run(settings: Settings, claimed: object, address: str, *, with_sample: bool) -> None:
    from socket import socket

    from commonpurse.one_machine import one_machine
    from commonpurse.sample_round import ensure_sample_round
    from libs.shared.platform.streams.kafka import check_broker

    assert isinstance(claimed, socket)
    trace(settings)
    if settings.kafka:
        await check_broker(settings)
    async with AsyncExitStack() as stack:
        with console.status("starting the services"):
            app = await stack.enter_async_context(one_machine(settings))
        serving = asyncio.create_task(serve(app, claimed))
        if with_sample:
            with console.status("preparing the sample round"):
                await _unless_stopped(serving, ensure_sample_round(address, settings.data_dir))
        _welcome(address, settings.data_dir / "secrets")
        await serving


async def _unless_stopped(serving: asyncio.Task[None], work: Coroutine[Any, Any, None]) -> None:
    """Do the work while it is served.

    Raises:
        Trouble: if the platform was stopped meanwhile.
    """
    working = asyncio.create_task(work)
    await asyncio.wait([serving, working], return_when=asyncio.FIRST_COMPLETED)
    if isinstance(working.done() and working.exception(), httpx.TransportError):
        await asyncio.wait([serving], timeout=_STOPPING_S)  # it takes no connection any more, and is about to end
    if serving.done():
        working.cancel()
        await asyncio.wait([working])
        raise Trouble("stopped before the sample round was whole; for a whole one start in another folder, with --data")
    await working


def _how_they_sign_in() -> str:
    if os.environ["COMMONPURSE_SIGN_IN"] == "simple":
        return "This town is a sample: no second factor is asked for (COMMONPURSE_SIGN_IN=simple)."
    return "At the first sign-in they choose a password and set up an authenticator app."


def _welcome(address: str, secret_files: Path) -> None:
    lines = [
        f"Commonpurse answers on [bold]{address}[/bold]",
        "",
        f"Staff sign in at {address}/staff as [bold]{os.environ['COMMONPURSE_ADMIN_NAME']}[/bold]; the password is in",
        str(secret_files / "commonpurse_admin_password"),
        _how_they_sign_in(),
        "",
        "Stop it with Ctrl-C. Everything is kept for the next start.",
    ]
    if (codes := secret_files / "sample-codes.csv").exists():
        lines[4:4] = ["", "The sample round has a vote that is open; codes to vote with are in", str(codes)]
    console.print(Panel("\n".join(lines), title="Commonpurse", expand=False))
