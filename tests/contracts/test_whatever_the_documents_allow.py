"""Whatever a document of ours allows is answered as the document says, and whatever it forbids as well.

``make fuzz`` asks far more.
"""

import asyncio
import os
from pathlib import Path

import pytest

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import ServiceName
from tests.support.asked_by_schema import ask_everything, running, texts_running

EXAMPLES = int(os.environ.get("COMMONPURSE_FUZZ_EXAMPLES", "1"))


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMMONPURSE_SECRET", "ab" * 32)
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path))


@pytest.mark.timeout(0 if EXAMPLES > 10 else 300)
@pytest.mark.parametrize("name", SERVICE_NAMES)
async def test_every_answer_is_as_documented_and_nothing_that_is_allowed_is_malformed(
    name: ServiceName, postgres: str
) -> None:
    async with running(name, postgres) as described:
        broken = await asyncio.to_thread(ask_everything, described, EXAMPLES)

    assert broken == []


@pytest.mark.timeout(0 if EXAMPLES > 10 else 300)
async def test_the_same_holds_of_the_doors_for_providers_of_text_messages() -> None:
    async with texts_running() as described:
        broken = await asyncio.to_thread(ask_everything, described, EXAMPLES)

    assert broken == []
