"""How many files are taken in at once, and how long one may take to come. Each is held in memory alone."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

WRAPPING = 100_000
"""Bytes that a browser wraps a file in, with what else stands on the form."""
_MORE_THAN_ANY = 2**24
_MOST_AT_ONCE = 3
_COMES_WITHIN_S = 60.0


class DoorsAreShut(Exception):
    """As many files are coming in as may at once."""


class FileDidNotCome(Exception):
    """The form stopped on the way, or is none."""


class _InMemory(MultiPartParser):
    """Forms whose file is on no disk, not even for a moment: how long they are is bounded before they come here."""

    spool_max_size = _MORE_THAN_ANY


class Doors:
    """Lets a few files in at once, so that however many are sent, they fill no memory."""

    def __init__(self) -> None:
        self._coming = 0

    @asynccontextmanager
    async def open(self, request: Request) -> AsyncIterator[FormData]:
        """The form that was sent, as long as the block lasts.

        Raises:
            DoorsAreShut: if too many come at once; nothing was read then.
            FileDidNotCome: if it takes too long, or cannot be read.
        """
        if self._coming >= _MOST_AT_ONCE:
            raise DoorsAreShut
        self._coming += 1
        try:
            form = await _form_in(request)
            try:
                yield form
            finally:
                await form.close()
        finally:
            self._coming -= 1


async def _form_in(request: Request) -> FormData:
    try:
        async with asyncio.timeout(_COMES_WITHIN_S):
            return await _InMemory(request.headers, _bounded(request), max_files=1, max_fields=30).parse()
    except (TimeoutError, MultiPartException, KeyError, UnicodeDecodeError):
        raise FileDidNotCome from None


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    async for chunk in request.stream():
        yield chunk
