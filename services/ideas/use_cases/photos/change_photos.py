"""Add a photo to an idea, say what it shows, and take one away."""

from datetime import datetime
from uuid import UUID

from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.kernel.ballot_budget import OFFICE
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.photos.errors import PhotoIsNotKnown, PhotosAreLookedThrough, PhotosAreNotYours
from libs.shared.kernel.photos.photo import Photo, RemovalReason, removed_because
from libs.shared.kernel.workflow import Line
from libs.shared.platform.photos.album import MAY_ENTER, Album, Darkroom, add_to, describe_in
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, life_lines, workflows
from services.ideas.storage.photos import PHOTOS
from services.ideas.use_cases.see_idea import number_or_id, takes_photos


async def add_photo(album: Album, content: bytes, darkroom: Darkroom, database: Database, clock: Clock) -> Photo:
    """The photo as it was taken in; nothing is read of it before it is known that it may be added.

    Raises:
        IdeaIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, TooManyPhotos, PhotoCannotBeRead: if it was not.
    """
    return await add_to(PHOTOS, lambda tx: _locked(album, tx), content, darkroom, database, clock)


async def describe_photo(album: Album, photo_id: UUID, description: str, database: Database) -> None:
    """Say what it shows, for those who cannot see it.

    Raises:
        IdeaIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, PhotoIsNotKnown: if that cannot be.
    """
    await describe_in(PHOTOS, lambda tx: _locked(album, tx), photo_id, description, database)


async def remove_photo(album: Album, photo_id: UUID, reason: RemovalReason, database: Database, clock: Clock) -> None:
    """Take it away for good. What everybody could see is not taken away without a line that says why.

    Raises:
        IdeaIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, PhotoIsNotKnown: if that cannot be.
    """
    async with database.transaction() as tx:
        idea = await _to_change(album, tx)
        if not await PHOTOS.remove(tx.session, idea.idea_id, photo_id):
            raise PhotoIsNotKnown(photo_id)
        if idea.is_public:
            await _say_why(idea, reason, tx, clock.now())


async def _locked(album: Album, tx: Transaction) -> UUID:
    return (await _to_change(album, tx)).idea_id


async def _to_change(album: Album, tx: Transaction) -> Idea:
    """The idea, locked, if whoever asks may change its photos now."""
    idea = await ideas.lock(tx.session, number_or_id(album.of))
    roles = album.visitor.roles_with(await ideas.opened_by(tx.session, idea.idea_id))
    if roles & MAY_ENTER:
        return idea
    if HOLDER not in roles:
        raise PhotosAreNotYours
    if not takes_photos(idea, await workflows.of_idea(tx.session, idea)):
        raise PhotosAreLookedThrough
    return idea


async def _say_why(idea: Idea, reason: RemovalReason, tx: Transaction, at: datetime) -> None:
    said = removed_because(reason)
    await life_lines.add(tx.session, idea.idea_id, Line(at, idea.state, said, OFFICE))
    tx.announce(IdeaStateChanged(idea_id=idea.idea_id, state=idea.state, text=said["en"]))
