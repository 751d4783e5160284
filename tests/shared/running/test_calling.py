"""A request that was not sent is sent later; one that may have been sent is not sent again."""

import httpx
import pytest

from libs.shared.platform.running import calling
from libs.shared.platform.running.calling import PatientTransport


class Part(httpx.AsyncBaseTransport):
    """The other part: it fails so often, then it answers."""

    def __init__(self, failure: type[httpx.TransportError], *, fails: int) -> None:
        self.failure, self.fails, self.asked = failure, fails, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.asked <= self.fails:
            raise self.failure("it failed")
        return httpx.Response(201)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "pause_after", lambda _: 0.0)


async def cast(part: Part, patience_s: float = 60.0) -> httpx.Response:
    async with httpx.AsyncClient(transport=PatientTransport(part, patience_s), base_url="http://voting") as client:
        return await client.post("/ballots", json={})


@pytest.mark.parametrize("failure", [httpx.ConnectError, httpx.ConnectTimeout])
async def test_a_part_that_is_just_started_again_is_connected_to_later(failure: type[httpx.TransportError]) -> None:
    part = Part(failure, fails=5)

    assert (await cast(part)).status_code == 201
    assert part.asked == 6


@pytest.mark.parametrize("failure", [httpx.ReadError, httpx.ReadTimeout, httpx.WriteError, httpx.RemoteProtocolError])
async def test_what_may_have_been_sent_is_not_sent_again(failure: type[httpx.TransportError]) -> None:
    part = Part(failure, fails=5)

    with pytest.raises(failure):
        await cast(part)
    assert part.asked == 1


async def test_after_somebody_has_waited_in_vain_nobody_waits_until_the_part_is_there_again() -> None:
    part = Part(httpx.ConnectError, fails=3)
    transport = PatientTransport(part, patience_s=0.0)
    request = httpx.Request("GET", "http://voting/polls")

    with pytest.raises(httpx.ConnectError):
        await transport.handle_async_request(request)
    transport._patience_s = 60.0
    with pytest.raises(httpx.ConnectError):
        await transport.handle_async_request(request)
    assert part.asked == 2

    part.fails = 2
    await transport.handle_async_request(request)
    part.asked, part.fails = 0, 4
    assert (await transport.handle_async_request(request)).status_code == 201
    assert part.asked == 5
