"""What a browser keeps for us and cannot read: encrypted cookies, for this host alone. Nothing stays on the server.

What is longer than one cookie lies in two. More is not asked of a browser, nor of the proxy in front of these pages.
"""

import base64
import hashlib
import hmac
import zlib
from collections.abc import Iterator
from functools import lru_cache
from json import dumps, loads
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import Response

from gateways.web.settings import WebSettings

BOUND_TO_HOST = "__Host-"
"""Begins the name of a cookie that browsers take from this host alone, and by TLS."""

# Browsers keep 4,096 bytes of a cookie, with its name and attributes.
_A_PIECE = 3_800
_MOST_PIECES = 2


class TooLongToKeep(Exception):
    """The content is longer than browsers and proxies let cookies be."""


def keep(request: Request, response: Response, name: str, content: dict[str, Any], lasts_s: int) -> None:
    """Put the content into the cookie.

    Raises:
        TooLongToKeep: if it does not fit.
    """
    sealed = _lock(request, name).encrypt(zlib.compress(dumps(content).encode(), 9)).decode()
    pieces = [sealed[at : at + _A_PIECE] for at in range(0, len(sealed), _A_PIECE)]
    if len(pieces) > _MOST_PIECES:
        raise TooLongToKeep
    if len(pieces) > 1:
        pieces[0] = f"{len(pieces)}{_OF}{pieces[0]}"
    is_https = _settings(request).is_https
    for at, piece in enumerate(pieces):
        response.set_cookie(
            _piece_name(name, at, is_https=is_https), piece, lasts_s, secure=is_https, httponly=True, samesite="lax"
        )


def kept(request: Request, name: str, lasts_s: int) -> dict[str, Any] | None:
    """What the cookie holds; none if it is missing, too old or not ours."""
    for sealed in _whole(request, name):
        try:
            content = _lock(request, name).decrypt(sealed.encode(), ttl=lasts_s)
        except InvalidToken:
            continue
        found: dict[str, Any] = loads(zlib.decompress(content))
        return found
    return None


def is_sent(request: Request, name: str) -> bool:
    """Whether the browser has such a cookie, whatever it holds."""
    sent = _sent(request, cookie_name(name, is_https=_settings(request).is_https))
    return next(sent, None) is not None


def drop(request: Request, response: Response, name: str) -> None:
    """Take the cookie away: the device knows nothing any more."""
    is_https = _settings(request).is_https
    for at in range(_MOST_PIECES):
        piece = _piece_name(name, at, is_https=is_https)
        if at == 0 or piece in request.cookies:
            response.delete_cookie(piece, secure=is_https, httponly=True, samesite="lax")


def cookie_name(name: str, *, is_https: bool) -> str:
    """The cookie's name: with the prefix browsers refuse it from any other host, and without TLS."""
    return f"{BOUND_TO_HOST}{name}" if is_https else name


def mark(request: Request, purpose: str, text: str) -> str:
    """What stands for the text for this purpose; nobody without our secret can find it by trying."""
    return hmac.new(_key(request, purpose.encode()), text.encode(), hashlib.sha256).hexdigest()


_OF = "."
"""Stands behind the number of pieces; no sealed text holds one."""


def _piece_name(name: str, at: int, *, is_https: bool) -> str:
    return cookie_name(f"{name}-{at + 1}" if at else name, is_https=is_https)


def _whole(request: Request, name: str) -> Iterator[str]:
    is_https = _settings(request).is_https
    for first in _sent(request, cookie_name(name, is_https=is_https)):
        pieces, has_more, rest = first.partition(_OF)
        if not has_more:
            yield first
        elif pieces == str(_MOST_PIECES):
            others = (_sent(request, _piece_name(name, at, is_https=is_https)) for at in range(1, _MOST_PIECES))
            yield rest + "".join(next(other, "") for other in others)


def _sent(request: Request, name: str) -> Iterator[str]:
    for part in request.headers.get("cookie", "").split(";"):
        found, _, value = part.strip().partition("=")
        if found == name:
            yield value


def _lock(request: Request, name: str) -> Fernet:
    return _lock_of(_secret(request), name)


def _key(request: Request, purpose: bytes) -> bytes:
    return hmac.digest(_secret(request), purpose, hashlib.sha256)


def _secret(request: Request) -> bytes:
    return _settings(request).cookie_secret.get_secret_value().encode()


@lru_cache(maxsize=100)
def _lock_of(secret: bytes, name: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(secret, f"{name} cookie".encode(), hashlib.sha256)))


def _settings(request: Request) -> WebSettings:
    settings: WebSettings = request.app.state.settings
    return settings
