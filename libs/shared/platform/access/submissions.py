"""What anybody may send in, but not without end."""

from typing import Annotated

from fastapi import Depends, Header
from limits import RateLimitItemPerMinute

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.staff import StaffIfAny
from libs.shared.platform.running.runtime import Runtime, runtime_of

# An address may be a school's, or a whole mobile network's.
_OF_A_CLIENT = RateLimitItemPerMinute(60, 15, namespace="submissions-of-a-client")

TheClient = Annotated[
    str | None,
    Header(
        alias="X-Commonpurse-Client",
        max_length=200,
        description="A gateway's hash of the address or telephone number behind the request; it limits attempts.",
    ),
]


async def one_more_submission(
    runtime: Annotated[Runtime, Depends(runtime_of)], staff: StaffIfAny, client: TheClient = None
) -> None:
    """A dependency: counts what a client sends in. Staff, and programs that no gateway speaks for, are not counted.

    Raises:
        TooManyAttempts: if it was so much that the next must wait.
    """
    if client is None or staff is not None:
        return
    limit = [Limit(_OF_A_CLIENT, client)]
    await runtime.attempts.check(limit)
    await runtime.attempts.count(limit)
