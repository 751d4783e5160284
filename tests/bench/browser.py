"""A browser that costs little: one kept connection, cookies, and what of a page its next request needs."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

_HEADERS = (
    "Host: 127.0.0.1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) bench\r\n"
    "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-GB,en;q=0.5\r\n"
)
_SET_COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;]*)", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_ETAG = re.compile(rb"\r\netag: (\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, as far as the benchmark looks at it."""

    status: int
    head: bytes
    body: bytes

    @property
    def etag(self) -> str | None:
        """The mark by which one asks whether the page has changed."""
        found = _ETAG.search(self.head)
        return found[1].decode() if found else None

    def hidden(self, name: str) -> str:
        """The value of the form's hidden field."""
        return self.body.partition(b'name="%b" value="' % name.encode())[2].partition(b'"')[0].decode()


class Browser:
    """One person's browser, from its first request to its last."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    async def get(self, path: str, *, etag: str | None = None, status: int = 200) -> Page:
        """The page.

        Raises:
            RuntimeError: if it is answered otherwise.
        """
        return await self._send("GET", path, b"", f"If-None-Match: {etag}\r\n" if etag else "", status)

    async def post(self, path: str, fields: Mapping[str, object]) -> Page:
        """What leads on to the next page.

        Raises:
            RuntimeError: if the form is not taken.
        """
        body = urlencode(fields, doseq=True).encode()
        typed = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return await self._send("POST", path, body, f"Sec-Fetch-Site: same-origin\r\n{typed}", 303)

    async def _send(self, method: str, path: str, body: bytes, more: str, status: int) -> Page:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        cookie = f"Cookie: {cookies}\r\n" if cookies else ""
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{_HEADERS}{cookie}{more}\r\n".encode() + body)
        page = await self._read()
        if page.status != status:
            raise RuntimeError(f"{method} {path} was answered with {page.status}")
        return page

    async def _read(self) -> Page:
        head = await self._reader.readuntil(b"\r\n\r\n")
        for name, value in _SET_COOKIE.findall(head):
            self._cookies[name.decode()] = value.decode()
        length = _LENGTH.search(head)
        body = await self._reader.readexactly(int(length[1])) if length else b""
        return Page(int(head[9:12]), head, body)
