"""Add a photo to a proposal, say what it shows, and take one away."""

from uuid import UUID

from libs.shared.kernel.ballot_budget import OFFICE
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.photos.errors import PhotoIsNotKnown, PhotosAreLookedThrough, PhotosAreNotYours
from libs.shared.kernel.photos.photo import Photo, RemovalReason, removed_because
from libs.shared.kernel.workflow import Line
from libs.shared.platform.photos.album import MAY_ENTER, Album, Darkroom, add_to, describe_in
from libs.shared.platform.storage.database import Database, Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.storage import life_lines, proposals
from services.proposals.storage.photos import PHOTOS
from services.proposals.use_cases.see_proposal import number_or_id


async def add_photo(album: Album, content: bytes, darkroom: Darkroom, database: Database, clock: Clock) -> Photo:
    """The photo as it was taken in; nothing is read of it before it is known that it may be added.

    Raises:
        ProposalIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, TooManyPhotos, PhotoCannotBeRead: if it was not.
    """
    return await add_to(PHOTOS, lambda tx: _locked(album, tx), content, darkroom, database, clock)


async def describe_photo(album: Album, photo_id: UUID, description: str, database: Database) -> None:
    """Say what it shows, for those who cannot see it.

    Raises:
        ProposalIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, PhotoIsNotKnown: if that cannot be.
    """
    await describe_in(PHOTOS, lambda tx: _locked(album, tx), photo_id, description, database)


async def remove_photo(album: Album, photo_id: UUID, reason: RemovalReason, database: Database, clock: Clock) -> None:
    """Take it away for good. What everybody could see is not taken away without a line that says why.

    Raises:
        ProposalIsNotKnown, PhotosAreNotYours, PhotosAreLookedThrough, PhotoIsNotKnown: if that cannot be.
    """
    async with database.transaction() as tx:
        proposal = await _to_change(album, tx)
        if not await PHOTOS.remove(tx.session, proposal.proposal_id, photo_id):
            raise PhotoIsNotKnown(photo_id)
        if proposal.is_public:
            why = Line(clock.now(), proposal.state, removed_because(reason), OFFICE)
            await life_lines.add(tx.session, proposal.proposal_id, why)


async def _locked(album: Album, tx: Transaction) -> UUID:
    return (await _to_change(album, tx)).proposal_id


async def _to_change(album: Album, tx: Transaction) -> Proposal:
    """The proposal, locked, if whoever asks may change its photos now."""
    proposal, lock = await proposals.lock(tx.session, number_or_id(album.of))
    roles = album.visitor.roles_with(lock)
    if roles & MAY_ENTER:
        return proposal
    if HOLDER not in roles:
        raise PhotosAreNotYours
    if not proposal.takes_photos:
        raise PhotosAreLookedThrough
    return proposal
