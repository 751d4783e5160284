"""An administrator who manages webhooks by the API, for tests."""

from typing import Any

import httpx

from tests.support.eventually import eventually
from tests.support.newsroom import Newsroom
from tests.support.receiver import Receiver
from tests.support.staff import staff_headers

AT = "/api/reporting/v1/webhooks"


async def asked(room: Newsroom, method: str, path: str = "", **options: Any) -> httpx.Response:
    """The answer to an administrator."""
    return await room.client.request(method, AT + path, headers=staff_headers("administrator"), **options)


async def a_subscription(room: Newsroom, receiver: Receiver, **wish: Any) -> dict[str, Any]:
    """A subscription as it was answered, with its secret."""
    answer = await asked(room, "POST", json={"name": "Open data", "url": receiver.url, **wish})
    assert answer.status_code == httpx.codes.CREATED, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def deliveries(room: Newsroom, made: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    """The subscription's deliveries, the latest first."""
    answer = await asked(room, "GET", f"/{made['subscription_id']}/deliveries", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def come(receiver: Receiver, number: int) -> None:
    """Return when so many requests have come to the subscriber, and no more."""

    def have_come() -> None:
        assert len(receiver.received) == number

    await eventually(have_come)
