"""What anybody may send in, but not without end."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from limits import RateLimitItemPerMinute

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.access.staff import StaffIfAny
from libs.shared.platform.running.runtime import Runtime, runtime_of

# An address may be a school's, or a whole mobile network's; a program that no gateway speaks for may be an import's.
_OF_A_CLIENT = RateLimitItemPerMinute(60, 15, namespace="submissions-of-a-client")
_OF_A_NETWORK = RateLimitItemPerMinute(600, 15, namespace="submissions-of-a-network")


async def one_more_submission(
    request: Request, runtime: Annotated[Runtime, Depends(runtime_of)], staff: StaffIfAny, client: TheClient
) -> AsyncIterator[None]:
    """A dependency: counts what a client sends in. Staff are not counted, nor is what fails on our side.

    What was taken already and is sent again, by somebody who lost the answer, is answered again and counts once.

    Raises:
        TooManyAttempts: if it was so much that the next must wait.
    """
    sent = await _submission_of(request)
    if runtime.attempts.has_taken(sent):
        yield
        return
    item = _OF_A_CLIENT if client.startswith("gateway's ") else _OF_A_NETWORK
    async with runtime.attempts.trying([] if staff else [Limit(item, client)]):
        yield
    runtime.attempts.take_note(sent)


async def _submission_of(request: Request) -> UUID | None:
    """The number that the body gives itself; what is wrong with a body is said by its model."""
    try:
        return UUID((await request.json())["submission_id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
