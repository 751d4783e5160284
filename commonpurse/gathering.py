"""What is written in one go leaves in one go: an answer's head and its body are one packet and one call of the system.

uvicorn writes them one after the other, and each write goes out at once: two calls here, and two wake-ups at whoever
reads.
"""

import asyncio
from typing import Any

_ENOUGH = 65_536


class GatheringTransport(asyncio.Transport):
    """Passes on to the transport what was written by the time the loop comes round again; all else at once."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport, self._loop = transport, loop
        self._written, self._bytes = list[bytes](), 0

    def write(self, data: Any) -> None:
        if not self._written:
            self._loop.call_soon(self._flush)
        self._written.append(bytes(data))
        self._bytes += len(data)
        if self._bytes >= _ENOUGH:  # so that whoever is slow to read is noticed
            self._flush()

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        self._written.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._flush()
        self._transport.set_protocol(protocol)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def _flush(self) -> None:
        written, self._written, self._bytes = self._written, [], 0
        if written and not self._transport.is_closing():
            self._transport.write(b"".join(written))
