"""Photos of proposals over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from libs.shared.kernel.photos.photo import Size
from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.described import a_file
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.photo_bodies import (
    A_JPEG,
    PHOTOS_OF_A_CLIENT,
    PhotoBody,
    PhotoDescription,
    PhotoRemoval,
    photo_in,
)
from libs.shared.platform.api.photo_files import a_jpeg
from libs.shared.platform.photos.album import Album
from libs.shared.platform.photos.darkroom import DARKROOM, Darkroom
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.proposals.api.proposal_bodies import ProposalBody
from services.proposals.api.visitors import ProposalVisitor
from services.proposals.use_cases.photos.change_photos import add_photo, describe_photo, remove_photo
from services.proposals.use_cases.photos.see_photo import see_photo
from services.proposals.use_cases.see_proposal import see_proposal

router = APIRouter(prefix="/api/proposals/v1/proposals/{number}/photos", tags=["proposals"])


@router.post("", status_code=201, openapi_extra=a_file("image/jpeg"))
async def new_photo(
    number: str,
    request: Request,
    visitor: ProposalVisitor,
    client: TheClient,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> PhotoBody:
    """Add a photo: a JPEG, PNG, WebP or HEIC file, of at most 12 megabytes and 50 million pixels; up to three.

    It is written anew, upright, in two sizes, without where and with what it was taken. Whoever holds the proposal's
    key adds photos until the office has read it; staff always. Those of the idea that it was stay the idea's.
    """
    demand_somebody(visitor)
    darkroom: Darkroom = runtime.own[DARKROOM]
    limits = [] if visitor.roles else [Limit(PHOTOS_OF_A_CLIENT, client)]
    async with darkroom.place(), runtime.attempts.trying(limits):
        content = await photo_in(request)
        photo = await add_photo(Album(number, visitor), content, darkroom, runtime.database, runtime.clock)
    return PhotoBody.of(photo)


@router.get("/{photo_id}", response_class=Response, responses=A_JPEG)
async def one_photo(
    number: str,
    photo_id: UUID,
    visitor: ProposalVisitor,
    database: Annotated[Database, Depends(database_of)],
    size: Size = "large",
) -> Response:
    """The photo, at most 1,280 pixels long, or 480 if it is to be small. Before the proposal is public, like its words,
    it is for staff and whoever sends X-Edit-Key.
    """
    content = await see_photo(number, photo_id, size, visitor, database)
    return a_jpeg(content)


@router.put("/{photo_id}")
async def described_photo(
    number: str,
    photo_id: UUID,
    body: PhotoDescription,
    visitor: ProposalVisitor,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> ProposalBody:
    """Say what the photo shows."""
    demand_somebody(visitor)
    await describe_photo(Album(number, visitor), photo_id, body.description, runtime.database)
    return ProposalBody.of_seen(await see_proposal(number, visitor, runtime.database), language)


@router.post("/{photo_id}/removal")
async def removed_photo(
    number: str,
    photo_id: UUID,
    body: PhotoRemoval,
    visitor: ProposalVisitor,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> ProposalBody:
    """Take the photo away for good."""
    demand_somebody(visitor)
    await remove_photo(Album(number, visitor), photo_id, body.reason, runtime.database, runtime.clock)
    return ProposalBody.of_seen(await see_proposal(number, visitor, runtime.database), language)
