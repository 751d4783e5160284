"""Photos of ideas over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

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
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.api.idea_bodies import IdeaBody
from services.ideas.api.visitors import IdeaVisitor
from services.ideas.use_cases.photos.change_photos import add_photo, describe_photo, remove_photo
from services.ideas.use_cases.photos.see_photo import see_photo
from services.ideas.use_cases.see_idea import see_idea

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/photos", tags=["ideas"])


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
    limits = [] if visitor.roles else [Limit(PHOTOS_OF_A_CLIENT, client)]
    async with darkroom.place(), runtime.attempts.trying(limits):
        content = await photo_in(request)
        photo = await add_photo(Album(number, visitor), content, darkroom, runtime.database, runtime.clock)
    return PhotoBody.of(photo)


@router.get("/{photo_id}", response_class=Response, responses=A_JPEG)
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
    return a_jpeg(content)


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
