"""The pages, served on loopback as residents reach them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.support.serving import served
from tests.web.town import Town, Towns


@pytest.fixture
async def plain_pages() -> AsyncIterator[str]:
    """The address of the pages of a town without services behind them."""
    settings = WebSettings(council_name="Town of Lowmarsh")
    async with served(build(settings, Neighbours(settings, in_process={}))) as address:
        yield address


@pytest.fixture
async def town_of_its_own(towns: Towns, tmp_path: Path) -> AsyncIterator[Town]:
    """A town that is changed for good."""
    async with towns.with_sample(tmp_path) as running:
        yield running
