import os
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from libs.shared.platform.running.runtime import Runtime
from services.voting.clients.permits import PermitReader
from services.voting.domain.casting.ballot_errors import PermitIsNotValid
from services.voting.domain.casting.permit import Permit
from tests.support.eventually import eventually
from tests.support.staff import a_permit, pseudonym_of

POLL_ID, AREA_ID = uuid4(), uuid4()
# They are made when the file is read, and a whole suite may run for longer than a permit lasts.
RUSH = [
    a_permit(POLL_ID, str(person), "sms", AREA_ID if person % 2 else None, lasts=timedelta(days=1), is_test=person > 20)
    for person in range(30)
]


@pytest.fixture
async def reader(runtime: Runtime) -> AsyncIterator[PermitReader]:
    reader = PermitReader(runtime.keys, runtime.clock)
    yield reader
    await reader.aclose()


def pid_of_assistant(reader: PermitReader) -> int:
    process = reader._assistant._process
    assert process is not None
    return process.pid


async def test_one_by_one_or_in_a_rush_permits_read_the_same(reader: PermitReader) -> None:
    one_by_one = [(await reader.read_together([token]))[0] for token in RUSH]
    assert reader._assistant._process is None

    in_a_rush = await reader.read_together(RUSH)

    assert pid_of_assistant(reader) != os.getpid()
    assert in_a_rush == one_by_one
    expected = [
        Permit(POLL_ID, bytes.fromhex(pseudonym_of(POLL_ID, str(n))), AREA_ID if n % 2 else None, "sms", n > 20)
        for n in range(30)
    ]
    assert in_a_rush == expected


async def test_a_forged_permit_among_a_rush_is_refused_alone(reader: PermitReader) -> None:
    forged = RUSH[3][:-6] + "AAAAAA"

    read = await reader.read_together([*RUSH[:10], forged, "nonsense\nwith a new line", "", *RUSH[10:]])

    assert [place for place, one in enumerate(read) if isinstance(one, PermitIsNotValid)] == [10, 11, 12]


async def test_a_killed_assistant_costs_nobody_a_permit_and_is_replaced(reader: PermitReader) -> None:
    await reader.read_together(RUSH)
    first = pid_of_assistant(reader)

    os.kill(first, signal.SIGKILL)
    amid = await reader.read_together(RUSH)
    after = await reader.read_together(RUSH)

    assert all(isinstance(one, Permit) for one in [*amid, *after])
    assert pid_of_assistant(reader) != first


async def test_the_assistant_ends_when_nobody_is_left_to_ask(reader: PermitReader) -> None:
    await reader.read_together(RUSH)
    process = reader._assistant._process
    assert process is not None
    assert process.stdin is not None

    process.stdin.close()  # as when this process is killed

    await eventually(lambda: process.returncode == 0)
