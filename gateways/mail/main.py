"""Puts the mail gateway together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from starlette.types import ASGIApp

from gateways.mail.adapters import inbound
from gateways.mail.answers import Pages, Secretary
from gateways.mail.conversation import Conversation, Room
from gateways.mail.desk import Desk
from gateways.mail.mailbox.box import Mailbox
from gateways.mail.mailbox.collector import Collector
from gateways.mail.senders import Senders
from gateways.mail.settings import MailSettings
from gateways.mail.suggesting import Suggesting
from gateways.mail.threads import Threads
from libs.shared.kernel.clock import SystemClock
from libs.shared.platform.access.inspectors import may_read_reference_of_gateway
from libs.shared.platform.api import gateway_health, problems, reference
from libs.shared.platform.api.bounded import Bounded
from libs.shared.platform.api.described import DescribedApp
from libs.shared.platform.api.guarded import Guarded, of_an_api
from libs.shared.platform.api.methods import HeadAsGet
from libs.shared.platform.api.surprises import Surprises
from libs.shared.platform.running.attendance import Attendance
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.running.workers import keep
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.settings import TellingSettings
from libs.shared.platform.watching.measured import Measured
from libs.shared.platform.watching.request_ids import RequestIds
from libs.shared.platform.watching.untraced import UNTRACED
from libs.shared.platform.watching.watched import Watched


def doors() -> FastAPI:
    """The providers' door, which describes itself."""
    app = DescribedApp(
        shapes=[inbound.InboundMail],
        title="Commonpurse: mails",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry=UNTRACED,
    )
    app.include_router(inbound.router)
    return app


def desk_of(
    settings: Settings, neighbours: Neighbours, own: MailSettings | None = None, telling: TellingSettings | None = None
) -> Desk:
    """The desk that door and mailbox hand mails in at. Without a secret or a mail server for answers it takes none."""
    own, telling = own or MailSettings(), telling or TellingSettings()
    secret = own.secret.get_secret_value() if own.secret else ""
    senders = Senders(secret)
    if not secret or telling.smtp_url is None or telling.mail_from is None:
        return Desk("", None, senders)
    threads = Threads(senders, telling.mail_from)
    pages = Pages(telling.public_url)
    service = neighbours.client("ideas")
    zone = ZoneInfo(settings.time_zone)
    secretary = Secretary(senders, threads, own.office)
    room = Room(senders, threads, secretary, pages, own.language, lambda: _today(zone))
    post = PostOffice(telling.smtp_url, telling.mail_from)
    return Desk(secret, Conversation(service, post, room, Suggesting(service, senders, pages, own.round)), senders)


def build(settings: Settings, neighbours: Neighbours, desk: Desk, *, tells_of_process: bool = True) -> ASGIApp:
    """The gateway's ASGI app in front of the desk.

    ``tells_of_process`` unless another part in this process tells of what is no part's own.
    """
    app = doors()
    app.state.desk = desk
    token = settings.inspection_token
    app.router.routes.extend(
        gateway_health.routes("mail", neighbours, token, prefix="/mail", tells_of_process=tells_of_process)
    )
    reference.install(app, "/mail", may_read_reference_of_gateway(settings))
    problems.install(app, {})
    app.add_middleware(Surprises)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Bounded, refused=problems.body_is_too_long, longer={"inbound": inbound.LONGEST_BODY})
    app.add_middleware(Guarded, headers=of_an_api(is_https=settings.is_https))
    app.add_middleware(Watched, part="mail")
    app.add_middleware(Measured, service="mail")
    app.add_middleware(RequestIds)
    return app


@asynccontextmanager
async def emptying(settings: Settings, desk: Desk, own: MailSettings | None = None) -> AsyncIterator[None]:
    """The mailbox is emptied until the block ends, if there is one."""
    own = own or MailSettings()
    if own.box is None or not desk.is_open:
        yield
        return
    zone = ZoneInfo(settings.time_zone)
    collector = Collector(
        Mailbox(own.box),
        desk,
        look_every_s=own.look_every_s,
        keep_days=own.keep_days,
        today=lambda: _today(zone),
    )
    line = Attendance(SystemClock()).line_of(collector.name)
    task = asyncio.create_task(keep(collector, line), name=collector.name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _today(zone: ZoneInfo) -> date:
    return datetime.now(UTC).astimezone(zone).date()
