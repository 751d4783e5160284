"""The service ideas on a fresh database, asked over HTTP."""

from collections.abc import AsyncIterator

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.ideas.main import SERVICE
from tests.conftest import NewDatabaseOf
from tests.support.answers import Json, good
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.staff import beside_residents
from tests.support.suggesting import ADMINISTRATOR, ROUNDS, a_plan


@pytest.fixture
async def runtime(database_of: NewDatabaseOf) -> AsyncIterator[Runtime]:
    """What the running service runs on."""
    runtime = assemble(
        "ideas",
        Settings(database_url=await database_of("ideas"), parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY),
        in_process=beside_residents(),
    )
    async with started(SERVICE, runtime):
        yield runtime


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    transport = httpx.ASGITransport(api(SERVICE, runtime))
    async with httpx.AsyncClient(transport=transport, base_url="http://ideas") as client:
        yield client


@pytest.fixture
def hearing(runtime: Runtime) -> Hearing:
    """The service's ear: what it is told through it, it hears as from a stream."""
    return Hearing(runtime, SERVICE.subscriptions)


@pytest.fixture
def clock(runtime: Runtime) -> HeldClock:
    """The service's clock, which the test moves: it is noon on a Monday."""
    clock = HeldClock()
    runtime.clock = clock
    return clock


@pytest.fixture
async def a_round(client: httpx.AsyncClient) -> Json:
    """A published round with two areas and two funds."""
    return good(await client.post(ROUNDS, json=a_plan(), headers=ADMINISTRATOR), httpx.codes.CREATED)
