"""Which integrator is signed in: a token got for their key lies sealed in a cookie. The key itself is kept nowhere.

The token lasts a quarter of an hour, and no longer than its key. Whoever it was is known for a day: what they had typed
when it ended waits for them, and for nobody else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.pages import sealed_cookies
from libs.shared.kernel.clock import Clock

_COOKIE, _A_DAY = "integrator", 86_400


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An integrator as the pages greet them. What their token opens is the services' decision."""

    token: str
    id: str
    name: str
    scopes: frozenset[str]
    until: datetime


def signed_in(request: Request) -> SignedIn | None:
    """Whoever's session the request carries; none without one that lasts."""
    found = _kept(request)
    return found if found and _now(request) < found.until else None


def last_signed_in(request: Request) -> str:
    """The id of who was signed in last in this browser; nothing if nobody was within a day."""
    found = _kept(request)
    return found.id if found else ""


def begin(request: Request, response: Response, token: str, lasts_s: int, key: dict[str, object]) -> None:
    """Put the token into the cookie, with what the key says of itself."""
    until = _now(request) + timedelta(seconds=lasts_s)
    content = {"token": token, "id": key["client_id"], "name": key["integrator"], "scopes": key["scopes"]}
    sealed_cookies.keep(request, response, _COOKIE, content | {"until": until.isoformat()}, _A_DAY)


def end(request: Request, response: Response) -> None:
    """Take the token away."""
    sealed_cookies.drop(request, response, _COOKIE)


def _kept(request: Request) -> SignedIn | None:
    found = sealed_cookies.kept(request, _COOKIE, _A_DAY)
    if found is None:
        return None
    until = datetime.fromisoformat(found["until"])
    return SignedIn(found["token"], found["id"], found["name"], frozenset(found["scopes"]), until)


def _now(request: Request) -> datetime:
    clock: Clock = request.app.state.clock
    return clock.now()
