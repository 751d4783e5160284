"""Supporting an idea over HTTP."""

from collections.abc import AsyncIterator
from uuid import UUID

from fastapi import APIRouter, Depends
from limits import RateLimitItemPerHour
from pydantic import BaseModel, ConfigDict, Field

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.access.integrators import unless_key_lacks
from libs.shared.platform.access.submissions import one_more_submission
from services.ideas.api.at_hand import TheRuntime
from services.ideas.use_cases.following.support_idea import support_idea, take_support_back

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/supports", tags=["following"])


# A family, an office or a class supports the same idea from one network; a program would a thousand times.
_OF_AN_IDEA = RateLimitItemPerHour(20, namespace="supports-of-an-idea")


class NewSupport(BaseModel):
    """Support for an idea. The same ``submission_id`` counts once, and takes it back: draw a new one for each idea.

    ``earlier`` are those by which the same device supported ideas that this one carries on, so that it counts once.
    """

    model_config = ConfigDict(extra="forbid")

    submission_id: UUID
    earlier: list[UUID] = Field(default=[], max_length=50)


class SupportsBody(BaseModel):
    """How often support was declared and not taken back. Nobody says who they are: it is no vote and no survey."""

    supporters: int


async def _one_more_of_the_idea(number: str, runtime: TheRuntime, client: TheClient) -> AsyncIterator[None]:
    async with runtime.attempts.trying([Limit(_OF_AN_IDEA, f"{client} {number}")]):
        yield


@router.post(
    "",
    status_code=201,
    dependencies=[
        Depends(unless_key_lacks("ideas:write")),
        Depends(one_more_submission),
        Depends(_one_more_of_the_idea),
    ],
)
async def new_support(number: str, body: NewSupport, runtime: TheRuntime) -> SupportsBody:
    """Say that you want the idea, too."""
    wish = number, body.submission_id, runtime.database, runtime.clock, body.earlier
    return SupportsBody(supporters=await support_idea(*wish))


@router.post("/taken-back", dependencies=[Depends(one_more_submission)])
async def support_taken_back(number: str, body: NewSupport, runtime: TheRuntime) -> SupportsBody:
    """Take your support back, by the number that you sent it with."""
    return SupportsBody(supporters=await take_support_back(number, body.submission_id, runtime.database, body.earlier))
