"""Counts of files that anybody brings. Nothing of them is kept."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from limits import RateLimitItemPerMinute
from pydantic import BaseModel, Field

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.voting.domain.counting.file_errors import FileCannotBeCountedHere
from services.voting.domain.counting.file_rulings import Rulings
from services.voting.domain.counting.file_wish import OWN, FileWish
from services.voting.use_cases.counting.count_file_for_anyone import ROOM, Room

routes = APIRouter(prefix="/api/voting/v1/counts", tags=["counts"])

LONGEST = 10_000_000
"""Bytes of a file: four times the largest real election known."""

_OF_A_CLIENT = RateLimitItemPerMinute(30, 10, namespace="files-of-a-client")
_FILE_COMES_WITHIN_S = 60.0
_file_body = {"requestBody": {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}}

_MOST_RULINGS = 50
_Ruling = Annotated[str, Field(max_length=100)]
_RuleName = Annotated[str, Field(max_length=80, description="`own`, or a rule's name, as `equal-shares/own/add1`.")]


def _rulings(description: str) -> Any:
    return Field(default_factory=list, max_length=_MOST_RULINGS, description=description)


class WishQuery(BaseModel):
    """By which rules a file is counted, and what is ruled beforehand, as ``commonpurse tally`` has it as options."""

    rule: _RuleName = OWN
    beside: _RuleName = ""
    min_score: str = Field(default="", max_length=40, description="Projects that score less are out.")
    conflict: list[_Ruling] = _rulings(
        "`4,7`: at most one of these is funded. This and what follows replace the file's."
    )
    guarantee: list[_Ruling] = _rulings("`North=1000`: an area's money, counted there first.")
    at_most: list[_Ruling] = _rulings("`parks=500`: what an area or a category gets at most.")
    weight: list[_Ruling] = _rulings("`paper=2`: how many ballots one of a channel (`voting_method`) counts as.")
    ties: str = Field(default="", max_length=200, description="`cost-asc,score`; a lot with its seed: `lot:SEED`.")

    def as_wish(self) -> FileWish:
        """What the counting room takes."""
        rulings = Rulings(self.conflict, self.guarantee, self.at_most, self.weight, self.ties)
        return FileWish(self.rule, self.beside, self.min_score, rulings)


@routes.post("", openapi_extra=_file_body)
async def count_of_a_file(
    request: Request,
    runtime: Annotated[Runtime, Depends(runtime_of)],
    client: TheClient,
    wish: Annotated[WishQuery, Query()],
) -> dict[str, Any]:
    """The count of a Pabulib file, by its own rule or another, and by a second one beside. The file is not kept.

    A file has at most ten megabytes and a thousand projects; a count at most 20 seconds and a gigabyte. What is known
    when its time is over is told: ``is_all`` says whether that is all. Without ``reach`` nothing is explained.
    """
    room: Room = runtime.own[ROOM]
    async with room.place(), runtime.attempts.trying([Limit(_OF_A_CLIENT, client)]):
        return await room.count(await _file_in(request), wish.as_wish())


async def _file_in(request: Request) -> bytes:
    try:
        async with asyncio.timeout(_FILE_COMES_WITHIN_S):
            return await request.body()
    except TimeoutError:
        raise FileCannotBeCountedHere("slow") from None
