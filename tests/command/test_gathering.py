"""An answer's head and body leave in one packet; nothing that was written is kept back for long, or lost."""

import asyncio

import pytest

from commonpurse.gathering import GatheringTransport


class Wire(asyncio.Transport):
    """What went out, packet by packet, and how it ended."""

    def __init__(self) -> None:
        super().__init__()
        self.packets, self.end = list[bytes](), ""

    def write(self, data: object) -> None:
        assert isinstance(data, bytes)
        self.packets.append(data)

    def close(self) -> None:
        self.end = "closed"

    def abort(self) -> None:
        self.end = "aborted"

    def is_closing(self) -> bool:
        return bool(self.end)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def gathering(wire: Wire) -> GatheringTransport:
    return GatheringTransport(wire, asyncio.get_running_loop())


async def test_what_is_written_in_one_go_leaves_in_one_packet(gathering: GatheringTransport, wire: Wire) -> None:
    gathering.write(b"head ")
    gathering.write(b"body")
    await asyncio.sleep(0)
    gathering.write(b"next")
    await asyncio.sleep(0)

    assert wire.packets == [b"head body", b"next"]


async def test_closing_sends_what_was_written_first(gathering: GatheringTransport, wire: Wire) -> None:
    gathering.write(b"goodbye")

    gathering.close()

    assert (wire.packets, wire.end) == ([b"goodbye"], "closed")


async def test_giving_up_sends_nothing_more(gathering: GatheringTransport, wire: Wire) -> None:
    gathering.write(b"half of an answer")

    gathering.abort()
    await asyncio.sleep(0)

    assert (wire.packets, wire.end) == ([], "aborted")


async def test_a_lot_does_not_wait(gathering: GatheringTransport, wire: Wire) -> None:
    gathering.write(b"x" * 40_000)
    gathering.write(b"x" * 40_000)

    assert [len(packet) for packet in wire.packets] == [80_000]
