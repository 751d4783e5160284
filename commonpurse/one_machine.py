"""The whole platform in one process: every app behind one port, every worker a task."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from secrets import token_hex

from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send

from commonpurse.parts import all_services
from gateways.mail.main import build as build_mail
from gateways.mail.main import desk_of, emptying
from gateways.sms.main import build as build_sms
from gateways.web.main import build as build_web
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.part_settings import KEYS_OF_PARTS
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import Service, api, started, workers
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.running.workers import keep_at_work


class Frontage:
    """One ASGI app for all: each service and gateway under its own prefix, pages elsewhere."""

    def __init__(self, services: dict[ServiceName, ASGIApp], sms: ASGIApp, mail: ASGIApp, web: ASGIApp) -> None:
        self._by_prefix = {f"/api/{name}/": app for name, app in services.items()} | {"/sms/": sms, "/mail/": mail}
        self._web = web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        app = next((app for prefix, app in self._by_prefix.items() if path.startswith(prefix)), self._web)
        await app(scope, receive, send)


@asynccontextmanager
async def one_machine(settings: Settings) -> AsyncIterator[ASGIApp]:
    """The running platform's ASGI app; its workers run until the block ends."""
    settings = _with_keys(settings)
    services = all_services()
    apps: dict[ServiceName, ASGIApp] = {}
    runtimes = {name: assemble(name, settings, in_process=apps) for name in services}
    # Reporting tells of the process: its listeners are called after their views, and are the rest of what is measured.
    apps.update(
        {name: api(service, runtimes[name], tells_of_process=name == "reporting") for name, service in services.items()}
    )
    for_web, for_sms = Neighbours(settings, apps, gateway="web"), Neighbours(settings, apps, gateway="sms")
    for_mail = Neighbours(settings, apps, gateway="mail")
    async with AsyncExitStack() as stack:
        for neighbours in (for_web, for_sms, for_mail):
            stack.push_async_callback(neighbours.aclose)
        for name, service in services.items():
            await stack.enter_async_context(started(service, runtimes[name]))
        await stack.enter_async_context(_working([(services[name], runtimes[name]) for name in services]))
        sms = build_sms(settings, for_sms, tells_of_process=False)
        desk = desk_of(settings, for_mail)
        await stack.enter_async_context(emptying(settings, desk))
        mail = build_mail(settings, for_mail, desk, tells_of_process=False)
        yield Frontage(apps, sms, mail, build_web(WebSettings(), for_web, tells_of_process=False))


def _with_keys(settings: Settings) -> Settings:
    # Gateways and services are in one process: no file needs to hold what nobody has set.
    missing = [name for name in KEYS_OF_PARTS if getattr(settings, name) is None]
    return settings.model_copy(update={name: SecretStr(token_hex(32)) for name in missing})


@asynccontextmanager
async def _working(parts: Sequence[tuple[Service, Runtime]]) -> AsyncIterator[None]:
    tasks = [
        asyncio.create_task(keep_at_work(workers(service, runtime), runtime), name=service.name)
        for service, runtime in parts
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
