"""``commonpurse service``: one part in a process of its own, for many machines."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack, suppress
from typing import Annotated, Literal

import structlog
import typer
from starlette.types import ASGIApp

from commonpurse.ending import end_at_the_latest
from commonpurse.parts import the_service
from commonpurse.secret_files import take_from_files
from commonpurse.serving import claim_port, serve, trace
from commonpurse.trouble import Trouble, run_in_lines
from libs.shared.platform.facts.ownership import refuse_anothers
from libs.shared.platform.running.logs import configure, log_the_end_too
from libs.shared.platform.running.needs import until_there
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.part_settings import GatewayName
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import Service, api, started, workers, works
from libs.shared.platform.running.settings import PartName, Settings
from libs.shared.platform.running.workers import keep_at_work
from libs.shared.platform.streams.kafka import BrokerIsUnwell, BrokerRefuses, KafkaPublisher, check_broker, topic_of

log = structlog.get_logger()

_PORT = 8000

RoleName = Literal["api", "worker", "both"]


@run_in_lines
async def service(
    name: Annotated[PartName, typer.Argument(help="Which part.")],
    role: Annotated[RoleName, typer.Argument(help="api answers, worker relays and listens, both does both.")],
    host: Annotated[str, typer.Option(help="Address to answer on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="Port to answer on: 8000 unless given; a worker answers only if it is given.")
    ] = None,
) -> None:
    """Run one part of the platform. Its addresses and secrets come from the environment."""
    configure(os.environ.get("COMMONPURSE_LOG_LEVEL", "info"), part=name, role=role)
    log_the_end_too()
    take_from_files()
    settings = Settings()
    if settings.is_one_for_several:
        log.warning("parts share one secret: give each gateway a key of its own, as docs/operating.md says")
    trace(settings)
    if settings.kafka and role != "api":  # what only answers needs no broker
        await _be_let_in(settings)
    async with AsyncExitStack() as stack:
        if name == "web" or name == "sms" or name == "mail":  # noqa: PLR1714 - narrows the type
            await _answer(await _gateway(stack, name, role, settings), host, port or _PORT, settings)
            return
        part = the_service(name)
        runtime = await until_there("PostgreSQL", lambda: _begun(part, settings, stack))
        if settings.kafka and role != "api":
            await _find_our_own(part, runtime)
        await _play(part, runtime, role, host, port)


async def _be_let_in(settings: Settings) -> None:
    try:
        await check_broker(settings)
    except BrokerRefuses:
        raise
    except BrokerIsUnwell:
        pass  # who needs it waits for it, and says so; the calendar, for one, goes on without


async def _find_our_own(part: Service, runtime: Runtime) -> None:
    publisher = KafkaPublisher(part.name, runtime.settings)
    with suppress(BrokerIsUnwell):  # as above: the relay looks again before it publishes
        await refuse_anothers(publisher, runtime.database, topic_of(part.name, runtime.settings))


async def _begun(part: Service, settings: Settings, stack: AsyncExitStack) -> Runtime:
    runtime = assemble(part.name, settings)
    await stack.enter_async_context(started(part, runtime))
    return runtime


async def _gateway(stack: AsyncExitStack, name: GatewayName, role: RoleName, settings: Settings) -> ASGIApp:
    from gateways.mail.main import build as build_mail
    from gateways.mail.main import desk_of, emptying
    from gateways.sms.main import build as build_sms
    from gateways.web.main import build as build_web
    from gateways.web.settings import WebSettings

    if role == "worker":
        raise Trouble(f"{name} has no worker, it only answers: use 'commonpurse service {name} api'")
    neighbours = Neighbours(settings, gateway=name)
    stack.push_async_callback(neighbours.aclose)
    if name == "mail":
        desk = desk_of(settings, neighbours)
        await stack.enter_async_context(emptying(settings, desk))
        return build_mail(settings, neighbours, desk)
    return build_web(WebSettings(), neighbours) if name == "web" else build_sms(settings, neighbours)


async def _play(part: Service, runtime: Runtime, role: RoleName, host: str, port: int | None) -> None:
    if role == "api":
        await _answer(api(part, runtime), host, port or _PORT, runtime.settings)
        return
    working = asyncio.create_task(keep_at_work(workers(part, runtime), runtime))
    try:
        if role == "both":
            await _answer(api(part, runtime), host, port or _PORT, runtime.settings)
        elif port:
            await _answer(works(part, runtime), host, port)
        else:
            await _until_told_to_stop(working)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _answer(app: ASGIApp, host: str, port: int, draining: Settings | None = None) -> None:
    try:
        await serve(app, claim_port(host, port), draining.drain_s if draining else 0.0)
    finally:
        end_at_the_latest()


async def _until_told_to_stop(working: "asyncio.Task[None]") -> None:
    def stop() -> None:
        working.cancel()
        end_at_the_latest()

    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop)
    with suppress(asyncio.CancelledError):
        await working
