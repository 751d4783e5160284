"""Counts of files that anybody brings. Nothing of them is kept."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from limits import RateLimitItemPerMinute

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.voting.domain.counting.file_errors import FileCannotBeCountedHere
from services.voting.domain.counting.file_wish import OWN, FileWish
from services.voting.use_cases.counting.count_file_for_anyone import ROOM, Room

routes = APIRouter(prefix="/api/voting/v1/counts", tags=["counts"])

LONGEST = 10_000_000
"""Bytes of a file: four times the largest real election known."""

_OF_A_CLIENT = RateLimitItemPerMinute(30, 10, namespace="files-of-a-client")
_FILE_COMES_WITHIN_S = 60.0
_file_body = {"requestBody": {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}}

RuleName = Annotated[str, Query(max_length=80, description="`own`, or a rule's name, as `equal-shares/own/add1`.")]


@routes.post("", openapi_extra=_file_body)
async def count_of_a_file(
    request: Request,
    runtime: Annotated[Runtime, Depends(runtime_of)],
    client: TheClient,
    rule: RuleName = OWN,
    beside: RuleName = "",
    min_score: Annotated[str, Query(max_length=40, description="Projects that score less are out.")] = "",
) -> dict[str, Any]:
    """The count of a Pabulib file, by its own rule or another, and by a second one beside. The file is not kept.

    A file has at most ten megabytes and a thousand projects; a count at most 20 seconds and a gigabyte. What is known
    when its time is over is told: ``is_all`` says whether that is all. Without ``reach`` nothing is explained.
    """
    room: Room = runtime.own[ROOM]
    async with room.place(), runtime.attempts.trying([Limit(_OF_A_CLIENT, client)]):
        return await room.count(await _file_in(request), FileWish(rule, beside, min_score))


async def _file_in(request: Request) -> bytes:
    try:
        async with asyncio.timeout(_FILE_COMES_WITHIN_S):
            return await request.body()
    except TimeoutError:
        raise FileCannotBeCountedHere("slow") from None
