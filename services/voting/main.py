"""Voting, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from libs.shared.platform.running.eraser import Eraser
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.workers import Worker
from services.voting.api import ballots, counted, counts, outcomes, policies, poll_actions, polls
from services.voting.api.problems import PROBLEMS
from services.voting.clients.counting_room import CountingRoom
from services.voting.clients.file_room import FileRoom
from services.voting.clients.permits import PermitReader
from services.voting.subscriptions import SUBSCRIPTIONS
from services.voting.use_cases.casting.polling_station import PollingStation
from services.voting.use_cases.counting.count_boxes import Teller
from services.voting.use_cases.counting.count_file_for_anyone import ROOM
from services.voting.use_cases.polls.erase_originals import erase_originals
from services.voting.use_cases.polls.keep_polls_on_time import Timekeeper


@asynccontextmanager
async def _prepare(runtime: Runtime) -> AsyncIterator[None]:
    permits = PermitReader(runtime.keys, runtime.clock)
    station = PollingStation(runtime.database, permits)
    runtime.own[ballots.STATION] = station
    runtime.own[ROOM] = FileRoom()
    try:
        yield
    finally:
        await station.close()
        await permits.aclose()


def _workers(runtime: Runtime) -> Sequence[Worker]:
    eraser = Eraser("voting", partial(erase_originals, runtime.database, runtime.clock))
    return [Timekeeper(runtime.database), Teller(runtime.database, CountingRoom()), eraser]


SERVICE = Service(
    name="voting",
    title="voting",
    migrations=Path(__file__).parent / "migrations",
    # In the order of the rush: an app tries its routes one after the other.
    routers=[
        ballots.routes,
        polls.routes,
        poll_actions.routes,
        poll_actions.originals_routes,
        outcomes.routes,
        policies.routes,
        counted.routes,
        counts.routes,
    ],
    problems=PROBLEMS,
    subscriptions=SUBSCRIPTIONS,
    prepare=_prepare,
    own_workers=_workers,
    longer_bodies={"counts": counts.LONGEST},
)
