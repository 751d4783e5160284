"""The pages, served on loopback as residents reach them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.support.receiver import TO_THIS_MACHINE, Receiver, a_receiver
from tests.support.serving import served
from tests.support.starting import starting_with
from tests.web.another_outcome import tell_otherwise
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


# A town that nobody uses still costs: these two are for a few modules, and go with each.
@pytest.fixture(scope="module")
async def posting_town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town that sends webhooks, to this machine, too. It is shared: a test's webhooks and keys are its own."""
    async with AsyncExitStack() as stack:
        with starting_with(TO_THIS_MACHINE):
            town = await stack.enter_async_context(towns.with_sample(tmp_path_factory.mktemp("posting-town")))
        yield town


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A subscriber that takes what it is sent."""
    async with a_receiver() as started:
        yield started


@pytest.fixture(scope="module")
async def another_outcome(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town whose announced poll is told otherwise; nothing is to be changed in it."""
    async with towns.with_sample(tmp_path_factory.mktemp("another-outcome")) as running:
        await tell_otherwise(running)
        yield running
