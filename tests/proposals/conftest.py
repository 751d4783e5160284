"""The service proposals on a fresh database, asked over HTTP, with a published round."""

from collections.abc import AsyncIterator

import httpx
import pytest

from libs.shared.events.ideas import RoundPublished
from libs.shared.events.words import Area, Fund, Phase
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.proposals.main import SERVICE
from tests.conftest import NewDatabaseOf
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY
from tests.support.hearing import Hearing
from tests.support.staff import beside_residents


@pytest.fixture
async def runtime(database_of: NewDatabaseOf) -> AsyncIterator[Runtime]:
    """What the running service runs on."""
    runtime = assemble(
        "proposals",
        Settings(
            database_url=await database_of("proposals"), parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY
        ),
        in_process=beside_residents(),
    )
    async with started(SERVICE, runtime):
        yield runtime


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api(SERVICE, runtime)), base_url="http://p") as client:
        yield client


@pytest.fixture
def hearing(runtime: Runtime) -> Hearing:
    """The service's ear: what it is told through it, it hears as from a stream."""
    return Hearing(runtime, SERVICE.subscriptions)


@pytest.fixture
async def a_round(hearing: Hearing) -> RoundPublished:
    """A round that the service has heard of: an hour is worth 15.00 EUR."""
    area, fund = new_id(), new_id()
    published = RoundPublished(
        round_id=new_id(),
        name="Lichtenberg 2027",
        currency="EUR",
        hourly_value_cents=1500,
        areas=[Area(area_id=area, name="Mitte")],
        funds=[Fund(fund_id=fund, name="Whole town", budget_cents=20_000_000)],
        calendar=[Phase(name="vote", starts_on="2027-06-01", ends_on="2027-06-21")],
    )
    await hearing.hear(published)
    return published
