"""Add a photo, say what it shows, and take one away, whatever it is of. Who may, each service says for itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from libs.shared.kernel.ballot_budget import MODERATION
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.photos.errors import PhotoIsNotKnown, TooManyPhotos
from libs.shared.kernel.photos.photo import MOST_PHOTOS, Developed, Photo
from libs.shared.platform.photos.shelf import Shelf
from libs.shared.platform.storage.database import Database, Transaction

MAY_ENTER = MODERATION | {"data-entry-officer"}
"""Who adds photos that came by letter or over the counter."""

Locked = Callable[[Transaction], Awaitable[UUID]]
"""Locks what the photos are of, and says its id; or raises if whoever asks may not change its photos now."""


class Darkroom(Protocol):
    """A port: where a stranger's file becomes a photo that can be shown."""

    async def develop(self, content: bytes) -> Developed:
        """The photo as it is kept.

        Raises:
            PhotoCannotBeRead: if it is none, or none that can be shown.
        """
        ...


@dataclass(frozen=True, slots=True)
class Album:
    """Whose photos are changed, by number or id, and by whom."""

    of: str
    visitor: Visitor


async def add_to(
    shelf: Shelf, locked: Locked, content: bytes, darkroom: Darkroom, database: Database, clock: Clock
) -> Photo:
    """The photo as it was taken in; nothing is read of it before it is known that it may be added.

    Raises:
        TooManyPhotos, PhotoCannotBeRead: if it was not; besides what ``locked`` raises.
    """
    async with database.transaction(is_shown=False) as tx:
        await _demand_room(shelf, await locked(tx), tx)
    developed = await darkroom.develop(content)
    async with database.transaction() as tx:
        of = await locked(tx)
        await _demand_room(shelf, of, tx)
        photo = Photo(new_id(), of, None, developed.width, developed.height, clock.now())
        await shelf.add(tx.session, photo, developed)
        return photo


async def describe_in(shelf: Shelf, locked: Locked, photo_id: UUID, description: str, database: Database) -> None:
    """Say what it shows, for those who cannot see it.

    Raises:
        PhotoIsNotKnown: if there is no such photo; besides what ``locked`` raises.
    """
    async with database.transaction() as tx:
        if not await shelf.describe(tx.session, await locked(tx), photo_id, description):
            raise PhotoIsNotKnown(photo_id)


async def _demand_room(shelf: Shelf, of: UUID, tx: Transaction) -> None:
    if await shelf.count(tx.session, of) >= MOST_PHOTOS:
        raise TooManyPhotos(MOST_PHOTOS)
