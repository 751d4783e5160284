import asyncio
from datetime import timedelta

from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.facts.journal import APPENDED
from tests.faults.making.line import FAIR, Weather, a_line
from tests.support.eventually import eventually

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


async def test_a_bell_whose_server_is_gone_without_a_word_says_so_and_rings_again_when_it_is_back(
    a_database: str,
) -> None:
    async with a_line(a_database) as (line, address):
        bell = Doorbell(address, ask_every=timedelta(seconds=0.1))
        await bell.start()
        try:
            await eventually(lambda: not bell.is_silent)

            line.weather = Weather(is_black_hole=True)  # nobody is told, and nothing is reset
            await eventually(lambda: bell.is_silent)

            line.weather = FAIR
            await eventually(lambda: not bell.is_silent)
        finally:
            await bell.aclose()
