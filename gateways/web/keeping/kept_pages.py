"""Pages that are the same for all readers of one language and one choice of colours, kept until something changes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.clients.asking import ServiceIsUnreachable
from gateways.web.keeping.editions import Editions
from gateways.web.keeping.ground import ground_of
from gateways.web.keeping.kept_page import KeptPage
from gateways.web.keeping.shelf import Shelf
from gateways.web.pages.arrivals import ARRIVED
from gateways.web.pages.reader import SCHEME_COOKIE, Reader, reader_of
from gateways.web.pages.rendering import pages_of
from gateways.web.pages.sealed_cookies import BOUND_TO_HOST, cookie_name
from libs.shared.kernel.clock import Clock

Handler = Callable[[Request], Awaitable[Response]]
_Key = tuple[str, bytes, str, Reader]

MOST_BYTES = 32_000_000
PERSONAL = ("ballot", "form", "key", "staff", ARRIVED)
"""Cookies of people whose pages are made for them: a ballot may wait, somebody may be at work, or
come from a form."""

_OK = 200
_SAFE = ("GET", "HEAD")
_LONGEST_QUERY = 500


def kept(handler: Handler) -> Handler:
    """The page, for its route: kept for readers of whom nothing is known but their language and colours.

    The handler then sees nothing else of the request but its address, so nothing of a person can be in the page.
    """

    @wraps(handler)
    async def answer(request: Request) -> Response:
        if request.method not in _SAFE or len(request.scope["query_string"]) > _LONGEST_QUERY or _is_somebody(request):
            return await handler(request)
        shelf: KeptPages = request.app.state.keeping.pages
        return await shelf.answer(request, handler)

    return answer


class KeptPages:
    """A shelf of pages. One that is given out was looked at after it was asked for: it is what would be made now."""

    def __init__(self, editions: Editions, most_bytes: int = MOST_BYTES) -> None:
        self._editions, self.shelf = editions, Shelf[KeptPage](most_bytes)
        self._being_made: dict[_Key, asyncio.Event] = {}

    async def answer(self, request: Request, handler: Handler) -> Response:
        """The page, or that whoever asks has it already."""
        page = await self.page(request, handler)
        return page.answer(request) if isinstance(page, KeptPage) else page

    async def page(self, request: Request, handler: Handler, about: str = "") -> KeptPage | Response:
        """The kept page, if it still holds; else as the handler makes it now. Who come at once share one making.

        Args:
            about: what the handler's page is about, where the address does not say it.
        """
        pages = pages_of(request)
        reader = reader_of(request, pages.languages, is_https=pages.is_https)
        key = (request.scope["path"], request.scope["query_string"], about, reader)
        page = await self._holding(key, request)
        if page is None and key in self._being_made:
            await self._being_made[key].wait()
            page = await self._holding(key, request)
        return page or await self._made(key, request, handler)

    async def _holding(self, key: _Key, request: Request) -> KeptPage | None:
        page = self.shelf.get(key)
        if page is None:
            return None
        try:
            now = await self._editions.of(page.ground.editions)
        except ServiceIsUnreachable:
            return None  # what can be said without the service is said anew
        return page if now == page.ground.editions and page.day == _today(request) else None

    async def _made(self, key: _Key, request: Request, handler: Handler) -> KeptPage | Response:
        made = self._being_made.setdefault(key, asyncio.Event())
        try:
            return await self._make(key, request, handler)
        finally:
            made.set()
            self._being_made.pop(key, None)

    async def _make(self, key: _Key, request: Request, handler: Handler) -> KeptPage | Response:
        # The day is read first, as the editions are: should it end meanwhile, the page is not of the new one.
        day, anybody = _today(request), _anybody(request, key[-1])
        response = await handler(anybody)
        ground = ground_of(anybody)
        if response.status_code != _OK or "set-cookie" in response.headers or not ground.is_firm:
            return response
        page = KeptPage.of(response, ground, day)
        self.shelf.put(key, page, len(page.body) + len(key[0]) + len(key[1]))
        return page


def _anybody(request: Request, reader: Reader) -> Request:
    """The request as anybody would send it who reads that language in those colours."""
    name = cookie_name(SCHEME_COOKIE, is_https=pages_of(request).is_https)
    headers = [(b"accept-language", reader.language.encode())]
    if reader.scheme:
        headers.append((b"cookie", f"{name}={reader.scheme}".encode()))
    return Request({**request.scope, "method": "GET", "headers": headers, "client": None})  # the reader is in the scope


def _is_somebody(request: Request) -> bool:
    sent = request.headers.get("cookie")
    if not sent:
        return False
    names = (part.partition("=")[0].strip() for part in sent.split(";"))
    return any(name.removeprefix(BOUND_TO_HOST) in PERSONAL for name in names)


def _today(request: Request) -> date:
    clock: Clock = request.app.state.clock
    return next(iter(pages_of(request).speeches.values())).on_the_calendar(clock.now())
