"""One page as it was made, and what it stands on."""

import hashlib
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.keeping.ground import Ground
from libs.shared.platform.api.http_fields import is_had

_OF_THE_BODY = (b"content-length", b"content-type")
_OK, _NOT_MODIFIED = 200, 304

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page, good for the day on which it was made, as long as the editions are what they were."""

    headers: RawHeaders
    body: bytes
    etag: str
    ground: Ground
    day: date

    @classmethod
    def of(cls, response: Response, ground: Ground, day: date) -> "KeptPage":
        body = bytes(response.body)
        etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        return cls([*response.raw_headers, (b"etag", etag.encode())], body, etag, ground, day)

    def answer(self, request: Request) -> Response:
        """The page; or that it is still the one which whoever asks has."""
        if is_had(self.etag, request.headers.get("if-none-match")):
            return _raw(_NOT_MODIFIED, b"", [line for line in self.headers if line[0] not in _OF_THE_BODY])
        return _raw(_OK, self.body, self.headers)

    def filled(self, hole: str, content: str) -> Response:
        """The page with the content in its one hole, for one reader alone."""
        headers = [line for line in self.headers if line[0] not in (b"etag", b"content-length")]
        body = self.body.replace(hole.encode(), content.encode(), 1)
        return _raw(_OK, body, [*headers, (b"content-length", str(len(body)).encode())])


def _raw(status: int, body: bytes, headers: RawHeaders) -> Response:
    response = Response(body, status)
    response.raw_headers = [*headers]  # its own: whoever passes the answer on may add to it
    return response
