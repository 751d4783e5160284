"""Who reads: in which language, by day or by night."""

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateways.web.pages.sealed_cookies import cookie_name
from libs.shared.kernel.languages import preferred_language

LANGUAGE_COOKIE = "language"
SCHEME_COOKIE = "scheme"
SCHEMES = ("light", "dark")
_IN_SCOPE = "commonpurse.reader"
_A_YEAR = 31_536_000


@dataclass(frozen=True, slots=True)
class Reader:
    """The language that the page is said in, and the colours asked for (none: as the device has it)."""

    language: str
    scheme: str | None


def reader_of(request: Request, languages: list[str], *, is_https: bool) -> Reader:
    """The reader's wishes: from the address, else remembered, else what the browser says, else the council's."""
    if (known := request.scope.get(_IN_SCOPE)) is not None:
        found: Reader = known
        return found
    request.scope[_IN_SCOPE] = found = _read(request, languages, is_https=is_https)
    return found


def _read(request: Request, languages: list[str], *, is_https: bool) -> Reader:
    asked = request.query_params.get("lang") or request.cookies.get(cookie_name(LANGUAGE_COOKIE, is_https=is_https))
    scheme = request.query_params.get("scheme") or request.cookies.get(cookie_name(SCHEME_COOKIE, is_https=is_https))
    language = asked if asked in languages else preferred_language(request.headers.get("accept-language"), languages)
    return Reader(language, scheme if scheme in SCHEMES else None)


class RememberReader:
    """Keeps what ``?lang=`` or ``?scheme=`` asked for in a cookie, for the next pages."""

    def __init__(self, app: ASGIApp, languages: list[str], *, is_https: bool) -> None:
        self._app = app
        self._allowed = {"lang": (LANGUAGE_COOKIE, languages), "scheme": (SCHEME_COOKIE, [*SCHEMES, "device"])}
        self._is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cookies = self._cookies(Request(scope)) if scope["type"] == "http" and scope["query_string"] else []
        if not cookies:
            await self._app(scope, receive, send)
            return

        async def remembering(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in cookies:
                    headers.append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, remembering)

    def _cookies(self, request: Request) -> list[str]:
        asked = ((self._allowed[key], value) for key, value in request.query_params.items() if key in self._allowed)
        return [self._cookie(name, value) for (name, allowed), value in asked if value in allowed]

    def _cookie(self, name: str, value: str) -> str:
        response = Response()
        name = cookie_name(name, is_https=self._is_https)
        response.set_cookie(name, value, _A_YEAR, secure=self._is_https, httponly=True, samesite="lax")
        return response.headers["set-cookie"]
