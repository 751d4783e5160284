import asyncio
from datetime import timedelta

from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.facts.journal import APPENDED

LONG = timedelta(minutes=1)


async def test_whoever_is_told_to_stop_just_when_the_bell_rings_stops() -> None:
    bell = Doorbell("postgresql://nobody.example/nothing")

    async def wait_again_and_again() -> None:
        while True:
            await bell.wait(APPENDED, bell.rings(APPENDED), LONG)

    waiting = asyncio.create_task(wait_again_and_again())
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    bell._on_notify(None, 0, APPENDED, "")
    await asyncio.sleep(0)
    waiting.cancel()

    await asyncio.wait([waiting], timeout=5)
    assert waiting.cancelled()
