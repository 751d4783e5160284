"""See a photo of an idea: like the idea's words, before it is public only for staff and its holder."""

from uuid import UUID

from libs.shared.kernel.key import Visitor
from libs.shared.kernel.photos.errors import PhotoIsNotKnown
from libs.shared.kernel.photos.photo import Size
from libs.shared.platform.storage.database import Database
from services.ideas.storage import ideas
from services.ideas.storage.photos import PHOTOS
from services.ideas.use_cases.see_idea import number_or_id


async def see_photo(typed: str, photo_id: UUID, size: Size, visitor: Visitor, database: Database) -> bytes:
    """The bytes of the JPEG file.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        PhotoIsNotKnown: if it has no such photo, or its words are not for whoever asks.
    """
    async with database.reading() as session:
        idea = await ideas.get(session, number_or_id(typed))
        roles = visitor.roles_with(await ideas.opened_by(session, idea.idea_id))
        content = await PHOTOS.content(session, idea.idea_id, photo_id, size) if roles or idea.is_public else None
    if content is None:
        raise PhotoIsNotKnown(photo_id)
    return content
