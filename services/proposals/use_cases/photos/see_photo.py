"""See a photo of a proposal: like its words, before it is public only for staff and its proposer."""

from uuid import UUID

from libs.shared.kernel.key import Visitor
from libs.shared.kernel.photos.errors import PhotoIsNotKnown
from libs.shared.kernel.photos.photo import Size
from libs.shared.platform.storage.database import Database
from services.proposals.storage import proposals
from services.proposals.storage.photos import PHOTOS
from services.proposals.use_cases.see_proposal import number_or_id


async def see_photo(typed: str, photo_id: UUID, size: Size, visitor: Visitor, database: Database) -> bytes:
    """The bytes of the JPEG file.

    Raises:
        ProposalIsNotKnown: if there is no such proposal.
        PhotoIsNotKnown: if it has no such photo, or its words are not for whoever asks.
    """
    async with database.reading() as session:
        proposal, lock = await proposals.get(session, number_or_id(typed))
        may_see = bool(visitor.roles_with(lock)) or proposal.is_public
        content = await PHOTOS.content(session, proposal.proposal_id, photo_id, size) if may_see else None
    if content is None:
        raise PhotoIsNotKnown(photo_id)
    return content
