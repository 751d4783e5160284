"""What is measured of the path of a fact: how far behind a listener is, what waits; and of answers no mere waiting."""

from datetime import timedelta
from uuid import uuid4

import httpx
from prometheus_client import REGISTRY

from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import works
from libs.shared.platform.streams.feed import FeedStream
from tests.support.crier import Crier, a_service, closings, hear, working
from tests.support.eventually import eventually
from tests.support.inspecting import AS_INSPECTOR

BEHIND = "commonpurse_listener_behind_events"


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def told_by(crier: Crier, path: str = "/metrics") -> str:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town/api/voting") as client:
        return (await client.get(path, headers=AS_INSPECTOR)).text


async def test_a_listener_tells_how_many_events_it_lacks(crier: Crier) -> None:
    listener = f"hearer-{uuid4()}"
    neighbours = Neighbours(crier.runtime.settings, {"voting": crier.app})
    stream = FeedStream(neighbours, ["voting"], Bookmarks(listener, crier.database))
    await crier.announce(*closings(uuid4(), 7))
    async with working(Relay("voting", crier.database, crier.runtime.doorbell)):
        await eventually(lambda: _has_seven(stream))

    assert await stream.behind() == {"voting": 7}
    async with working(Listener(listener, crier.database, stream, hear)):
        await eventually(lambda: _is_told(listener, 0))


async def _has_seven(stream: FeedStream) -> bool:
    await stream.start()
    return (await stream.ends())["voting"] == 7


async def _is_told(listener: str, behind: float) -> bool:
    return REGISTRY.get_sample_value(BEHIND, {"listener": listener, "source": "voting"}) == behind


async def test_an_event_that_gets_no_position_is_seen_by_its_age(crier: Crier) -> None:
    oldest = "commonpurse_journal_oldest_waiting_seconds"
    assert f'{oldest}{{service="voting"}} 0.0' in await told_by(crier)

    await crier.announce(*closings(uuid4(), 1))

    await told_by(crier)
    first = sample(oldest, service="voting")
    await told_by(crier)
    assert 0 < first < sample(oldest, service="voting") < 60


async def test_how_long_a_poll_of_the_feed_waits_is_no_time_that_an_answer_took(crier: Crier) -> None:
    slow_before, all_before = answers_of_the_feed()

    for method in ("GET", "HEAD"):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town") as client:
            answer = await client.request(method, "/api/voting/v1/events", params={"wait": 1})
            assert answer.elapsed > timedelta(seconds=1)

    slow, all_ = answers_of_the_feed()
    assert (slow - slow_before, all_ - all_before >= 2) == (0, True)


def answers_of_the_feed() -> tuple[float, float]:
    """How many took more than a second, and how many there were: of this and of all that this process has read."""
    route, name = "/api/voting/v1/events", "commonpurse_request_seconds_bucket"
    of = [{"service": "voting", "method": method, "route": route, "status": "200"} for method in ("GET", "HEAD")]
    quick, all_ = (sum(sample(name, le=le, **labels) for labels in of) for le in ("1.0", "+Inf"))
    return all_ - quick, all_


async def test_a_process_that_only_works_says_how_it_is_and_nothing_else(crier: Crier) -> None:
    app = works(a_service(), crier.runtime)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town/api/voting") as client:
        ready, refused = await client.get("/health/ready"), await client.get("/metrics")
        told, elsewhere = await client.get("/metrics", headers=AS_INSPECTOR), await client.get("/v1/events")

    assert (ready.status_code, refused.status_code, told.status_code, elsewhere.status_code) == (200, 401, 200, 404)
    assert 'commonpurse_journal_head{service="voting"}' in told.text
    assert elsewhere.headers["content-type"] == "application/problem+json"
