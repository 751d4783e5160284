"""Photos over HTTP: as they are told of, described, taken away, and sent in."""

import asyncio
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Request
from limits import RateLimitItemPerMinute
from pydantic import BaseModel, Field, StringConstraints

from libs.shared.kernel.photos.errors import PhotoCannotBeRead
from libs.shared.kernel.photos.photo import LONGEST_DESCRIPTION, Photo, RemovalReason
from libs.shared.platform.api.typed import Line

PHOTOS_OF_A_CLIENT = RateLimitItemPerMinute(30, 10, namespace="photos-of-a-client")

_COMES_WITHIN_S = 60.0
# Generated clients know files as bytes, and not by every media type.
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_AS_BYTES = {"image/jpeg": _BYTES, "application/octet-stream": _BYTES}
A_JPEG: dict[int | str, dict[str, object]] = {
    200: {"description": "The photo as a JPEG file without metadata.", "content": _AS_BYTES}
}


class PhotoBody(BaseModel):
    """A photo: a JPEG file below the ``photos`` of what it is of. Width and height are the large one's, in pixels."""

    photo_id: UUID
    description: str | None = Field(description="What it shows, for those who cannot see it.")
    width: int
    height: int
    added_at: datetime

    @classmethod
    def of(cls, photo: Photo) -> Self:
        """The photo as a body."""
        return cls.model_validate(photo, from_attributes=True)


class PhotoDescription(BaseModel):
    """What a photo shows, in a few words, for those who cannot see it."""

    description: Annotated[Line, StringConstraints(max_length=LONGEST_DESCRIPTION)]


class PhotoRemoval(BaseModel):
    """Why a photo is taken away. Of one that was public the life line says it."""

    reason: RemovalReason = "by-mistake"


async def photo_in(request: Request) -> bytes:
    """The file that comes as the body.

    Raises:
        PhotoCannotBeRead: if it does not come to its end in time.
    """
    try:
        async with asyncio.timeout(_COMES_WITHIN_S):
            return await request.body()
    except TimeoutError:
        raise PhotoCannotBeRead("slow") from None
