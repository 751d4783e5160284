"""Where the focus lands on the page behind a form: on what is said there, else on the page's heading.

Whoever reads by ear, or moves by keys, would else begin again at the top of each page that a form leads to. Browsers do
not say that they come from a form, so a cookie does, for some seconds.
"""

from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateways.web.pages.sealed_cookies import cookie_name

ARRIVED = "arrived"
_LASTS_S = 20
_SEE_OTHER = 303


class Arrivals:
    """ASGI middleware that notes which page a form's answer leads to."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app, self._is_https = app, is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == _SEE_OTHER:
                headers = MutableHeaders(scope=message)
                headers.append("set-cookie", self._cookie(headers.get("location", "/")))
            await send(message)

        await self._app(scope, receive, noting)

    def _cookie(self, location: str) -> str:
        answer, name = Response(), cookie_name(ARRIVED, is_https=self._is_https)
        page = quote(urlsplit(location).path)
        answer.set_cookie(name, page, _LASTS_S, secure=self._is_https, httponly=True, samesite="lax")
        return answer.headers["set-cookie"]


def with_focus(request: Request, html: str, *, is_https: bool) -> str:
    """The page, whose heading takes the focus if a form has led to it and nothing on it takes the focus by itself."""
    page = request.cookies.get(cookie_name(ARRIVED, is_https=is_https))
    if page != quote(request.url.path) or " autofocus" in html:
        return html
    return html.replace("<h1", '<h1 tabindex="-1" autofocus', 1)
