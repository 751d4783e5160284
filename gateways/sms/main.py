"""Puts the text message gateway together."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from starlette.types import ASGIApp

from gateways.sms.adapters import generic, kannel
from gateways.sms.conversation import Conversation
from gateways.sms.desk import Desk
from gateways.sms.senders import Senders
from gateways.sms.settings import SmsSettings
from gateways.sms.suggesting import Suggesting
from libs.shared.platform.access.inspectors import may_read_reference_of_gateway
from libs.shared.platform.api import gateway_health, problems, reference
from libs.shared.platform.api.bounded import Bounded
from libs.shared.platform.api.described import DescribedApp
from libs.shared.platform.api.guarded import Guarded, of_an_api
from libs.shared.platform.api.methods import HeadAsGet
from libs.shared.platform.api.surprises import Surprises
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.watching.measured import Measured
from libs.shared.platform.watching.request_ids import RequestIds
from libs.shared.platform.watching.untraced import UNTRACED
from libs.shared.platform.watching.watched import Watched


def doors() -> FastAPI:
    """The providers' doors, which describe themselves."""
    app = DescribedApp(
        shapes=[generic.TextBody],
        title="Commonpurse: text messages",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry=UNTRACED,
    )
    app.include_router(generic.router)
    app.include_router(kannel.router)
    return app


def build(
    settings: Settings, neighbours: Neighbours, own: SmsSettings | None = None, *, tells_of_process: bool = True
) -> ASGIApp:
    """The gateway's ASGI app. Its own settings come from the environment unless they are given.

    ``tells_of_process`` unless another part in this process tells of what is no part's own.
    """
    own = own or SmsSettings()
    secret = own.secret.get_secret_value()
    senders = Senders(secret)
    app = doors()
    zone = ZoneInfo(settings.time_zone)
    suggesting = Suggesting(neighbours, senders, own.round, lambda: datetime.now(zone).date())
    app.state.desk = Desk(secret, Conversation(neighbours, senders, suggesting, own.language), senders)
    token = settings.inspection_token
    app.router.routes.extend(
        gateway_health.routes("sms", neighbours, token, prefix="/sms", tells_of_process=tells_of_process)
    )
    reference.install(app, "/sms", may_read_reference_of_gateway(settings))
    problems.install(app, {})
    app.add_middleware(Surprises)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Bounded, refused=problems.body_is_too_long)
    app.add_middleware(Guarded, headers=of_an_api(is_https=settings.is_https))
    app.add_middleware(Watched, part="sms")
    app.add_middleware(Measured, service="sms")
    app.add_middleware(RequestIds)
    return app
