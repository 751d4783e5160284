"""Who of the staff is signed in. The token lies in a cookie that no script can read; the services verify it."""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.pages import sealed_cookies
from gateways.web.settings import WebSettings

_COOKIE = "staff"
_HOURS = 8
_LAST_COOKIE = "staff-last"
_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff as the pages greet them. What they may do is the services' decision."""

    token: str
    name: str
    roles: frozenset[str]
    staff_id: str = ""
    must: tuple[str, ...] = ()
    """What they do before anything else: choose a ``password`` of their own, set a ``second-factor`` up."""

    @property
    def id(self) -> str:
        """For whom their forms are drawn."""
        return self.staff_id


def signed_in(request: Request) -> SignedIn | None:
    """Whoever's session the request carries; none without one."""
    token = request.cookies.get(_cookie_name(request))
    claims = _claims_in(token) if token else None
    if not token or not claims:
        return None
    name, staff_id = str(claims.get("name", "")), str(claims.get("sub", ""))
    return SignedIn(token, name, frozenset(claims.get("roles", ())), staff_id, tuple(claims.get("must", ())))


def last_signed_in(request: Request) -> str:
    """The id of who was signed in last in this browser; nothing if nobody was within a day.

    What they had typed when their session ended waits for them, and for nobody else.
    """
    found = sealed_cookies.kept(request, _LAST_COOKIE, _A_DAY) or {}
    return str(found.get("staff_id", ""))


def begin(request: Request, response: Response, token: str) -> None:
    """Put the token into the cookie; it ends with the browser or the day's work."""
    response.set_cookie(
        _cookie_name(request),
        token,
        max_age=_HOURS * 3600,
        secure=_is_https(request),
        httponly=True,
        samesite="lax",
    )
    staff_id = (_claims_in(token) or {}).get("sub", "")
    sealed_cookies.keep(request, response, _LAST_COOKIE, {"staff_id": staff_id}, _A_DAY)


def end(request: Request, response: Response) -> None:
    """Take the token away."""
    response.delete_cookie(_cookie_name(request), secure=_is_https(request), httponly=True, samesite="lax")


def _is_https(request: Request) -> bool:
    settings: WebSettings = request.app.state.settings
    return settings.is_https


def _cookie_name(request: Request) -> str:
    # The prefix makes browsers refuse the cookie from any other host or without TLS.
    return f"__Host-{_COOKIE}" if _is_https(request) else _COOKIE


def _claims_in(token: str) -> dict[str, Any] | None:
    try:
        payload = token.split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError):
        return None
    return claims if isinstance(claims, dict) else None
