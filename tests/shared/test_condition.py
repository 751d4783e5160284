"""What a service says of its condition when something is ill: news set aside, clocks apart, a full disk."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import pytest

from commonpurse.doctor_machine import clock_of, disks_of, set_aside
from libs.shared.kernel.clock import SystemClock
from libs.shared.platform.facts import dead_letters
from libs.shared.platform.streams.stream import Delivery
from tests.support.crier import Crier
from tests.support.held_clock import HeldClock

GIB = 2**30


class Disk(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
async def client(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(crier.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town/api/voting") as client:
        yield client


@pytest.fixture
def data(crier: Crier, tmp_path: Path) -> Path:
    """The folder of a single machine, known to the service."""
    for folder in ("postgres/cluster/pg_wal", "poll-keys", "backups"):
        (tmp_path / folder).mkdir(parents=True)
    crier.runtime.settings = crier.runtime.settings.model_copy(update={"data_dir": tmp_path})
    return tmp_path


async def told(client: httpx.AsyncClient) -> dict[str, Any]:
    body: dict[str, Any] = (await client.get("/health/ready")).json()
    return body


async def test_who_is_well_says_so(crier: Crier, client: httpx.AsyncClient, tmp_path: Path) -> None:
    crier.runtime.settings = crier.runtime.settings.model_copy(update={"data_dir": tmp_path / "not here"})

    body = await told(client)

    assert (body["dead_letters"], body["room"]) == (0, [])
    assert abs(body["clock_is_off_s"]) < 1
    assert set_aside({"voting": body}).is_well
    assert clock_of({"voting": body}, lambda: 0).standing == "well"


async def test_news_that_was_set_aside_is_counted_until_it_is_applied(crier: Crier, client: httpx.AsyncClient) -> None:
    async with crier.database.transaction() as tx:
        delivery = Delivery(f"ideas/0@{uuid4()}", b"no event")
        await dead_letters.set_aside(tx.session, "voting", "ideas", delivery, "bad-news: nobody wants to hear it")

    body = await told(client)

    assert body["dead_letters"] == 1
    finding = set_aside({"voting": body})
    assert not finding.is_well
    assert "commonpurse dead-letters" in finding.words


async def test_clocks_that_are_apart_are_named_with_how_far(crier: Crier, client: httpx.AsyncClient) -> None:
    crier.runtime.clock = HeldClock()

    body = await told(client)

    expected = (SystemClock().now() - HeldClock().now()).total_seconds()
    assert body["clock_is_off_s"] == pytest.approx(expected, abs=60)
    finding = clock_of({"voting": body}, lambda: 0)
    assert not finding.is_well
    assert "voting's database is" in finding.words
    assert "time service" in finding.words


def test_a_clock_that_nobody_keeps_is_something_to_do() -> None:
    assert clock_of({}, lambda: 5).standing == "to do"
    assert clock_of({}, lambda: None).standing == "well"


@pytest.mark.parametrize(
    ("disk", "is_short"),
    [
        (Disk(100 * GIB, 0, 3 * GIB), False),
        (Disk(100 * GIB, 0, GIB), True),
        (Disk(8 * GIB, 0, GIB), False),
        (Disk(GIB // 16, 0, GIB // 256), True),
        (Disk(0, 0, 0), False),
    ],
    ids=["3 of 100", "1 of 100", "1 of 8", "a small one that is nearly full", "one without a size"],
)
async def test_a_disk_is_short_of_room_before_it_is_full(
    crier: Crier, client: httpx.AsyncClient, data: Path, disk: Disk, is_short: bool
) -> None:
    crier.runtime.ask_disk = lambda _: disk

    body = await told(client)

    assert [one["what"] for one in body["room"]] == ["data", "log", "keys", "backups"]
    assert {one["is_short"] for one in body["room"]} == {is_short}
    found = list(disks_of(data, lambda _: disk))
    assert {finding.is_well for finding in found} == {not is_short}
    assert all(("make room now" in finding.words) == is_short for finding in found)


async def test_only_what_lies_on_the_full_disk_is_short(crier: Crier, client: httpx.AsyncClient, data: Path) -> None:
    full, empty = Disk(100 * GIB, 0, 0), Disk(100 * GIB, 0, 90 * GIB)
    crier.runtime.ask_disk = lambda folder: full if folder.name == "pg_wal" else empty

    body = await told(client)

    assert [one["what"] for one in body["room"] if one["is_short"]] == ["log"]
