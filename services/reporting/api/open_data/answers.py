"""How a file of open data goes out: marked, streamed, packed for whoever likes, with its licence named."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import IO, Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import StreamingResponse

from libs.shared.platform.api.http_fields import is_had, takes_gzip
from libs.shared.platform.api.methods import asked_by_head
from libs.shared.platform.facts import editions
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.reporting.domain.open_data import parquet
from services.reporting.domain.open_data.dataset import Dataset, Row, Terms
from services.reporting.projections.open_data.reads import rows_of
from services.reporting.settings import ReportingSettings

_PIECE = 64 * 1024
_GZIP = 31  # zlib's word for a header and a trailer as gzip has them
_PACKED_QUICKLY = 1
_WRITERS_AT_ONCE = 2
Made = Callable[[dict[str, str]], Awaitable[Response]]
"""Makes an answer that has these header fields."""


@dataclass
class OpenData:
    """What open data needs at hand in one process: few threads write at once, for others need threads as well."""

    settings: ReportingSettings
    writers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_WRITERS_AT_ONCE))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a request for open data finds what it needs."""

    request: Request
    runtime: Runtime
    terms: Terms

    async def unless_had(self, what: str, views: Sequence[str], more: Mapping[str, str], made: Made) -> Response:
        """What is made with the answer's header fields; only that it is had, for whoever names its mark.

        The mark is of the editions of what is read, and of whatever else stands in the file. They are read before the
        file is, so that what changes meanwhile is fetched next time.
        """
        told = {row["name"]: row["edition"] for row in await self.runtime.database.one_statement(editions.ALL)}
        of = [what, *(str(told.get(view)) for view in views), repr(self.terms)]
        mark = f'W/"{blake2b("|".join(of).encode(), digest_size=12).hexdigest()}"'
        headers = {
            "ETag": mark,
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
            # No cookie or token is read here, so there is nothing that another site's page could borrow.
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "ETag, Link",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Link": f'<{self.terms.licence}>; rel="license"',
            **more,
        }
        if is_had(mark, self.request.headers.get("if-none-match")):
            return Response(status_code=304, headers=headers)
        return await made(headers)

    async def streamed(self, headers: dict[str, str], media_type: str, pieces: AsyncIterator[bytes]) -> Response:
        """The pieces, one after the other."""
        if asked_by_head(self.request.scope):
            return StreamingResponse(_nothing(), headers=headers, media_type=media_type)  # of a length not known
        if takes_gzip(self.request.headers.get("accept-encoding", "")):
            headers = {**headers, "Content-Encoding": "gzip"}
            pieces = _packed(pieces)
        return StreamingResponse(pieces, headers=headers, media_type=media_type)

    async def written(self, headers: dict[str, str], media_type: str, dataset: Dataset) -> Response:
        """The dataset as Parquet: its end says where its parts are, so it is written whole before it is sent."""
        if asked_by_head(self.request.scope):
            return StreamingResponse(_nothing(), headers=headers, media_type=media_type)  # of a length not known
        own: OpenData = self.runtime.own["open_data"]
        file = TemporaryFile()  # noqa: SIM115 it is closed when it was sent
        try:
            async with own.writers:
                pages = _from_a_thread(rows_of(self.runtime.database, dataset), asyncio.get_running_loop())
                await asyncio.to_thread(parquet.write, dataset, self.terms, pages, file)
            size = file.seek(0, 2)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return StreamingResponse(_sent(file), headers={**headers, "Content-Length": str(size)}, media_type=media_type)


async def shelf_of(request: Request, runtime: Annotated[Runtime, Depends(runtime_of)]) -> Shelf:
    """A dependency: the shelf of the service that answers."""
    own: OpenData = runtime.own["open_data"]
    base = runtime.settings.public_url or str(request.base_url)
    terms = Terms(own.settings.open_data_licence, own.settings.council_name, base.rstrip("/"))
    return Shelf(request, runtime, terms)


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield


async def _packed(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(_PACKED_QUICKLY, wbits=_GZIP)
    async for piece in pieces:
        if packed := await asyncio.to_thread(packer.compress, piece):
            yield packed
    yield packer.flush()


def _from_a_thread(pages: AsyncIterator[Sequence[Row]], loop: asyncio.AbstractEventLoop) -> Iterator[Sequence[Row]]:
    """The pages for a thread beside the loop, which waits for each."""

    async def following() -> Sequence[Row] | None:
        return await anext(pages, None)

    while (page := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield page


async def _sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
    finally:
        file.close()
