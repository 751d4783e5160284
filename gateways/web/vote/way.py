"""A voter's way from the code to the receipt, in one encrypted cookie. Nothing of it stays on the server."""

import base64
import hashlib
import hmac
import zlib
from dataclasses import asdict, dataclass, field, replace
from json import dumps, loads

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.settings import WebSettings
from libs.shared.kernel.networks import network_of

_COOKIE = "ballot"
_PATH = "/vote"
_AN_HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody has come.

    Attributes:
        permit: the right to cast a ballot; none before the code, after it ran out, and once the ballot is cast.
        marks: points by the project's number; an approval is one point.
        receipt: the voter's proof, once the ballot is cast.
    """

    poll_id: str = ""
    permit: str | None = None
    marks: dict[str, int] = field(default_factory=dict)
    receipt: str | None = None
    is_replacement: bool = False

    @property
    def may_choose(self) -> bool:
        return self.permit is not None

    def without_permit(self) -> "Way":
        """The way back to the code, with what was chosen still there."""
        return replace(self, permit=None)


def way_of(request: Request) -> Way:
    """How far whoever asks has come; the beginning, if the cookie is missing, too old or not ours."""
    try:
        content = _lock(request).decrypt(request.cookies.get(_COOKIE, "").encode(), ttl=_AN_HOUR)
    except InvalidToken:
        return Way()
    return Way(**loads(zlib.decompress(content)))


def go_on(request: Request, way: Way, to: str) -> Response:
    """On to the next step, which a reload then repeats without sending anything again."""
    return remember(request, way, RedirectResponse(to, 303))


def remember(request: Request, way: Way, response: Response) -> Response:
    """The response with the way in its cookie."""
    settings = _settings(request)
    content = _lock(request).encrypt(zlib.compress(dumps(asdict(way)).encode())).decode()
    response.set_cookie(_COOKIE, content, _AN_HOUR, path=_PATH, secure=settings.is_https, httponly=True, samesite="lax")
    return response


def forget(response: Response) -> Response:
    """The response that takes the cookie away: the device knows nothing any more."""
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def kept_nowhere(page: Response) -> Response:
    """The next person at the device must not find the page by going back."""
    page.headers["Cache-Control"] = "no-store"
    return page


def opaque_client(request: Request) -> str:
    """A mark of where the request comes from that limits attempts and tells nobody the address."""
    address = request.client.host if request.client else ""
    return hmac.new(_key(request, b"client"), network_of(address).encode(), hashlib.sha256).hexdigest()


def _lock(request: Request) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(request, b"ballot cookie")))


def _key(request: Request, purpose: bytes) -> bytes:
    secret = _settings(request).cookie_secret.get_secret_value().encode()
    return hmac.new(secret, purpose, hashlib.sha256).digest()


def _settings(request: Request) -> WebSettings:
    settings: WebSettings = request.app.state.settings
    return settings
