"""The service deliberation on a fresh database, asked over HTTP, with an idea that is public."""

from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.deliberation.main import SERVICE
from tests.conftest import NewDatabaseOf
from tests.support.discussing import an_idea_accepted
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY
from tests.support.hearing import Hearing
from tests.support.staff import beside_residents


@pytest.fixture
async def runtime(database_of: NewDatabaseOf) -> AsyncIterator[Runtime]:
    """What the running service runs on."""
    settings = Settings(
        database_url=await database_of("deliberation"), parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY
    )
    runtime = assemble("deliberation", settings, in_process=beside_residents())
    async with started(SERVICE, runtime):
        yield runtime


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api(SERVICE, runtime)), base_url="http://d") as client:
        yield client


@pytest.fixture
def hearing(runtime: Runtime) -> Hearing:
    """The service's ear: what it is told through it, it hears as from a stream."""
    return Hearing(runtime, SERVICE.subscriptions)


@pytest.fixture
async def idea(hearing: Hearing) -> UUID:
    """An idea that the service has heard of."""
    accepted = an_idea_accepted()
    await hearing.hear(accepted)
    return accepted.idea_id
