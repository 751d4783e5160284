"""Add a photo to an idea, say what it shows, and take one away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.kernel.ballot_budget import MODERATION, OFFICE
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import HOLDER, Visitor
from libs.shared.kernel.words import filled
from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.photo import MOST_PHOTOS, REMOVAL_REASONS, REMOVED, Developed, Photo, RemovalReason
from services.ideas.domain.photo_errors import (
    PhotoIsNotKnown,
    PhotosAreLookedThrough,
    PhotosAreNotYours,
    TooManyPhotos,
)
from services.ideas.storage import ideas, life_lines, photos, workflows
from services.ideas.use_cases.see_idea import number_or_id, takes_photos

MAY_ENTER = MODERATION | {"data-entry-officer"}
"""Who adds photos that came by letter or over the counter."""


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
    """Whose photos are changed, and by whom."""

    idea: str
    visitor: Visitor


async def add_photo(album: Album, content: bytes, darkroom: Darkroom, database: Database, clock: Clock) -> Photo:
    """The photo as it was taken in; nothing is read of it before it is known that it may be added.

    Raises:
        IdeaIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, TooManyPhotos, PhotoCannotBeRead: if it was not.
    """
    async with database.transaction(is_shown=False) as tx:
        await _demand_room(await _to_change(album, tx), tx)
    developed = await darkroom.develop(content)
    async with database.transaction() as tx:
        idea = await _to_change(album, tx)
        await _demand_room(idea, tx)
        photo = Photo(new_id(), idea.idea_id, None, developed.width, developed.height, clock.now())
        await photos.add(tx.session, photo, developed)
        return photo


async def describe_photo(album: Album, photo_id: UUID, description: str, database: Database) -> None:
    """Say what it shows, for those who cannot see it.

    Raises:
        IdeaIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, PhotoIsNotKnown: if that cannot be.
    """
    async with database.transaction() as tx:
        idea = await _to_change(album, tx)
        if not await photos.describe(tx.session, idea.idea_id, photo_id, description):
            raise PhotoIsNotKnown(photo_id)


async def remove_photo(album: Album, photo_id: UUID, reason: RemovalReason, database: Database, clock: Clock) -> None:
    """Take it away for good. What everybody could see is not taken away without a line that says why.

    Raises:
        IdeaIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, PhotoIsNotKnown: if that cannot be.
    """
    async with database.transaction() as tx:
        idea = await _to_change(album, tx)
        if not await photos.remove(tx.session, idea.idea_id, photo_id):
            raise PhotoIsNotKnown(photo_id)
        if idea.is_public:
            await _say_why(idea, reason, tx, clock.now())


async def _to_change(album: Album, tx: Transaction) -> Idea:
    """The idea, locked, if whoever asks may change its photos now."""
    idea = await ideas.lock(tx.session, number_or_id(album.idea))
    roles = album.visitor.roles_with(await ideas.opened_by(tx.session, idea.idea_id))
    if roles & MAY_ENTER:
        return idea
    if HOLDER not in roles:
        raise PhotosAreNotYours
    if not takes_photos(idea, await workflows.of_idea(tx.session, idea)):
        raise PhotosAreLookedThrough
    return idea


async def _demand_room(idea: Idea, tx: Transaction) -> None:
    if await photos.count(tx.session, idea.idea_id) >= MOST_PHOTOS:
        raise TooManyPhotos(MOST_PHOTOS)


async def _say_why(idea: Idea, reason: RemovalReason, tx: Transaction, at: datetime) -> None:
    said = filled(REMOVED, reason=REMOVAL_REASONS[reason])
    await life_lines.add(tx.session, idea.idea_id, Line(at, idea.state, said, OFFICE))
    tx.announce(IdeaStateChanged(idea_id=idea.idea_id, state=idea.state, text=said["en"]))
