"""The key to what somebody sent in: carried to the page of thanks by a cookie, never by an address."""

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.settings import WebSettings
from libs.shared.kernel.typed_text import code_signs

_MOST_SIGNS = 100
_COOKIE = "key"
_A_QUARTER_OF_AN_HOUR = 900


def carry(request: Request, response: Response, path: str, key: str | None) -> Response:
    """The response with the key, for the pages below the path alone, and not for the next person at the device."""
    settings: WebSettings = request.app.state.settings
    if key:
        response.set_cookie(
            _COOKIE,
            key,
            _A_QUARTER_OF_AN_HOUR,
            path=path,
            secure=settings.is_https,
            httponly=True,
            samesite="lax",
        )
    return response


def carried(request: Request) -> str:
    """The key that came along; nothing if the browser keeps no cookies, or it is too late."""
    return request.cookies.get(_COOKIE, "")


def as_sent(typed: str) -> str:
    """A typed key as a header can hold it; what is no sign of any key is left out, and the rest will not fit."""
    return "".join(sign for sign in code_signs(typed) if sign.isascii())[:_MOST_SIGNS]
