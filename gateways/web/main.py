"""Composition root of the web gateway. Wiring only."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from gateways.web import styleguide
from gateways.web.guards import FormsFromElsewhere, SecurityHeaders
from gateways.web.reader import RememberReader
from gateways.web.rendering import Pages, render
from gateways.web.settings import WebSettings
from gateways.web.staff.routes import ROUTES as STAFF_ROUTES
from libs.shared.platform.neighbours import Neighbours


def build(settings: WebSettings, neighbours: Neighbours) -> ASGIApp:
    """The pages as an ASGI app."""
    pages = Pages(settings)
    app = Starlette(
        routes=[Route("/static/{path:path}", pages.static.send), *styleguide.ROUTES, *STAFF_ROUTES],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(RememberReader, languages=settings.languages, is_https=settings.is_https),
            Middleware(FormsFromElsewhere, refused=_refuse_form_from_elsewhere),
        ],
    )
    app.state.pages, app.state.neighbours, app.state.settings = pages, neighbours, settings
    return app


async def _refuse_form_from_elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    answer: Response = render(Request(scope), "problems/form_from_elsewhere.html", status=403)
    await answer(scope, receive, send)
