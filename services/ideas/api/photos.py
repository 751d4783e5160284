"""Photos of ideas over HTTP."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from limits import RateLimitItemPerMinute
from pydantic import BaseModel, StringConstraints

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.described import a_file
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.typed import Line
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.api.idea_bodies import IdeaBody, PhotoBody
from services.ideas.api.visitors import IdeaVisitor
from services.ideas.clients.darkroom import Darkroom
from services.ideas.domain.photo import RemovalReason, Size
from services.ideas.domain.photo_errors import PhotoCannotBeRead
from services.ideas.use_cases.photos.change_photos import Album, add_photo, describe_photo, remove_photo
from services.ideas.use_cases.photos.see_photo import see_photo
from services.ideas.use_cases.see_idea import see_idea

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/photos", tags=["ideas"])

DARKROOM = "darkroom"
LONGEST = 12_000_000
"""Bytes of a file: what telephones take is seldom half of that."""

_OF_A_CLIENT = RateLimitItemPerMinute(30, 10, namespace="photos-of-a-client")
_COMES_WITHIN_S = 60.0
# Generated clients know files as bytes, and not by every media type.
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_AS_BYTES = {"image/jpeg": _BYTES, "application/octet-stream": _BYTES}
_A_JPEG: dict[int | str, dict[str, object]] = {
    200: {"description": "The photo as a JPEG file without metadata.", "content": _AS_BYTES}
}


class PhotoDescription(BaseModel):
    """What a photo shows, in a few words, for those who cannot see it."""

    description: Annotated[Line, StringConstraints(max_length=200)]


class PhotoRemoval(BaseModel):
    """Why a photo is taken away. Of one that was public its idea's life line says it."""

    reason: RemovalReason = "by-mistake"


@router.post("", status_code=201, openapi_extra=a_file("image/jpeg"))
async def new_photo(
    number: str,
    request: Request,
    visitor: IdeaVisitor,
    client: TheClient,
    runtime: TheRuntime,
) -> PhotoBody:
    """Add a photo: a JPEG, PNG, WebP or HEIC file, up to 12 megabytes and 50 million pixels; an idea has up to three.

    It is written anew, upright, in two sizes, without where and with what it was taken. Whoever holds the idea's key
    adds photos until the office has read the idea; staff always.
    """
    demand_somebody(visitor)
    darkroom: Darkroom = runtime.own[DARKROOM]
    limits = [] if visitor.roles else [Limit(_OF_A_CLIENT, client)]
    async with darkroom.place(), runtime.attempts.trying(limits):
        content = await _file_in(request)
        photo = await add_photo(Album(number, visitor), content, darkroom, runtime.database, runtime.clock)
    return PhotoBody.of(photo)


@router.get("/{photo_id}", response_class=Response, responses=_A_JPEG)
async def one_photo(
    number: str,
    photo_id: UUID,
    visitor: IdeaVisitor,
    database: TheDatabase,
    size: Size = "large",
) -> Response:
    """The photo, at most 1,280 pixels long, or 480 if it is to be small. Before the idea is public, like its words, it
    is for staff and whoever sends X-Idea-Key.
    """
    content = await see_photo(number, photo_id, size, visitor, database)
    # It may be taken away at any time, so whoever keeps it asks again.
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, no-cache"})


@router.put("/{photo_id}")
async def described_photo(
    number: str,
    photo_id: UUID,
    body: PhotoDescription,
    visitor: IdeaVisitor,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> IdeaBody:
    """Say what the photo shows."""
    demand_somebody(visitor)
    await describe_photo(Album(number, visitor), photo_id, body.description, runtime.database)
    return IdeaBody.of_seen(await see_idea(number, visitor, runtime.database), language, runtime.clock.now())


@router.post("/{photo_id}/removal")
async def removed_photo(
    number: str,
    photo_id: UUID,
    body: PhotoRemoval,
    visitor: IdeaVisitor,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> IdeaBody:
    """Take the photo away for good."""
    demand_somebody(visitor)
    await remove_photo(Album(number, visitor), photo_id, body.reason, runtime.database, runtime.clock)
    return IdeaBody.of_seen(await see_idea(number, visitor, runtime.database), language, runtime.clock.now())


async def _file_in(request: Request) -> bytes:
    try:
        async with asyncio.timeout(_COMES_WITHIN_S):
            return await request.body()
    except TimeoutError:
        raise PhotoCannotBeRead("slow") from None
