from collections.abc import AsyncIterator

import pytest

from libs.shared.platform.running.settings import Settings
from tests.support.crier import Crier, a_service, crying
from tests.support.inspecting import INSPECTION_TOKEN
from tests.support.staff import beside_residents


@pytest.fixture
async def crier(a_database: str) -> AsyncIterator[Crier]:
    async with crying(
        a_service(), Settings(database_url=a_database, inspection_token=INSPECTION_TOKEN), beside_residents()
    ) as started:
        yield started
