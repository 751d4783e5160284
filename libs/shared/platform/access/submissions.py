"""What anybody may send in, but not without end."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from limits import RateLimitItemPerMinute

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.access.staff import StaffIfAny
from libs.shared.platform.running.runtime import Runtime, runtime_of

# An address may be a school's, or a whole mobile network's; a program that no gateway speaks for may be an import's.
_OF_A_CLIENT = RateLimitItemPerMinute(60, 15, namespace="submissions-of-a-client")
_OF_A_NETWORK = RateLimitItemPerMinute(600, 15, namespace="submissions-of-a-network")


async def one_more_submission(
    runtime: Annotated[Runtime, Depends(runtime_of)], staff: StaffIfAny, client: TheClient
) -> AsyncIterator[None]:
    """A dependency: counts what a client sends in. Staff are not counted, nor is what fails on our side.

    Raises:
        TooManyAttempts: if it was so much that the next must wait.
    """
    item = _OF_A_CLIENT if client.startswith("gateway's ") else _OF_A_NETWORK
    async with runtime.attempts.trying([] if staff else [Limit(item, client)]):
        yield
