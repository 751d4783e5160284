"""What every answer carries and what no request may do: headers, and no forms from elsewhere."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from libs.shared.platform.api.guarded import NO_GUESSING, ONLY_BY_HTTPS, Guarded

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    **NO_GUESSING,
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers then send ``Origin: null`` with the pages' own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SecurityHeaders(Guarded):
    """Adds the headers to every answer, whoever made it."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        super().__init__(app, _HEADERS | (ONLY_BY_HTTPS if is_https else {}))


class FormsFromElsewhere:
    """Answers a form that another site sent with ``refused`` instead of passing it on.

    Source: the same rule as Go's ``http.CrossOriginProtection``: ``Sec-Fetch-Site`` first, ``Origin`` for browsers
    older than 2023, and a request with neither comes from no browser, so carries nobody's cookies.
    """

    def __init__(self, app: ASGIApp, refused: ASGIApp) -> None:
        self._app = app
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE_METHODS or _is_own(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        await self._refused(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
