"""How a feed's answer goes out: marked, so that nobody fetches anew what they have, and packed for whoever likes."""

import asyncio
import gzip
from collections.abc import Mapping, Sequence
from hashlib import sha256

from fastapi import Request, Response

from libs.shared.platform.api.http_fields import is_had, takes_gzip

MEDIA_TYPE = "application/cloudevents-batch+json"

# Smaller answers gain nothing; larger ones are packed beside the event loop.
_WORTH_PACKING = 1_000
_WORTH_A_THREAD = 30_000
_PACKED_QUICKLY = 1


async def answer(request: Request, events: Sequence[str], more: Mapping[str, str]) -> Response:
    """The events as a batch, or 304 if the client has this very answer.

    A mark is of the content: words that are taken down change what was told before, and so the mark.
    """
    body = f"[{','.join(events)}]".encode()
    mark = f'W/"{sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": mark, "Cache-Control": "no-cache", "Vary": "Accept-Encoding, Authorization", **more}
    if is_had(mark, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    if len(body) >= _WORTH_PACKING and takes_gzip(request.headers.get("accept-encoding", "")):
        headers["Content-Encoding"] = "gzip"
        body = await _packed(body)
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


async def _packed(body: bytes) -> bytes:
    if len(body) < _WORTH_A_THREAD:
        return gzip.compress(body, _PACKED_QUICKLY, mtime=0)
    return await asyncio.to_thread(gzip.compress, body, _PACKED_QUICKLY, mtime=0)
