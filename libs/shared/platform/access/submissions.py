"""What anybody may send in, but not without end."""

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
) -> None:
    """A dependency: counts what a client sends in. Staff are not counted.

    Raises:
        TooManyAttempts: if it was so much that the next must wait.
    """
    if staff is None:
        item = _OF_A_CLIENT if client.startswith("gateway's ") else _OF_A_NETWORK
        await runtime.attempts.take([Limit(item, client)])
