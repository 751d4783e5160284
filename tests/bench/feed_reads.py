"""How fast one reader gets through a feed: a thousand events a page, over one kept connection, plain and packed.

Voting answers from a process of its own. The reader takes each page's bytes and throws them away: what parsing costs is
the reader's affair.
Run alone: python -m tests.bench.feed_reads
"""

import asyncio
import gzip
import json
import time
from uuid import uuid4

from sqlalchemy import text

from libs.shared.platform.facts import journal
from tests.bench.ground import a_postgres_on_disk, announcing
from tests.support.crier import closings
from tests.support.databases import a_fresh_database
from tests.support.eventually import eventually
from tests.voting.support.serving import a_voting_process

EVENTS = 20_000
AT_ONCE = 2_000
PAGE = 1_000
TIMES = 10
_ENCODINGS = {"plain": "identity", "packed": "gzip"}


async def run() -> dict[str, object]:
    """``feed_events_per_s``: of the whole journal, read so many times over one connection."""
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as address, a_voting_process(address) as voting:
            await _fill(address)
            rates = {how: await _events_per_s(voting.port, encoding) for how, encoding in _ENCODINGS.items()}
    return {"feed_events_per_s": rates}


async def _events_per_s(port: int, encoding: str) -> float:
    # A page fits into what the reader takes at once: it is the feed that is measured.
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    try:
        await _read_all(reader, writer, encoding)
        began = time.perf_counter()
        for _ in range(TIMES):
            await _read_all(reader, writer, encoding)
        return round(TIMES * EVENTS / (time.perf_counter() - began))
    finally:
        writer.close()


async def _read_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, encoding: str) -> None:
    # Positions have no gaps, so where the next page begins is known without a look into this one.
    for after in range(0, EVENTS, PAGE):
        path = f"/api/voting/v1/events?after={after}&limit={PAGE}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: {encoding}\r\n\r\n".encode())
        body = await _body(reader)
    events = json.loads(gzip.decompress(body) if encoding == "gzip" else body)
    assert [len(events), events[-1]["position"]] == [PAGE, EVENTS], "the last page is not what it should be"


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    assert " 200 " in head.partition("\r\n")[0], head
    length = next(line for line in head.splitlines() if line.startswith("content-length:"))
    return await reader.readexactly(int(length.partition(":")[2]))


async def _fill(address: str) -> None:
    async with announcing(address) as runtime:
        for first in range(1, EVENTS, AT_ONCE):
            async with runtime.database.transaction() as tx:
                tx.announce(*closings(uuid4(), AT_ONCE, first))

        async def all_have_positions() -> bool:
            async with runtime.database.reading() as session:
                return await journal.head(session) == EVENTS

        await eventually(all_have_positions, within=120)
        # As in a database that has run for a while: nothing is left to be tidied up while it is measured.
        async with runtime.database.transaction() as tx:
            await tx.session.execute(text("analyze journal"))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
