"""See proposals, as much of them as whoever looks may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import SEES_CONTACTS, Contact
from libs.shared.kernel.key import HOLDER, Visitor
from libs.shared.kernel.own_words import FirstWords, Original
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.photos.photo import Photo
from libs.shared.kernel.tracking_number import read_number_or_id
from libs.shared.kernel.version import version_of
from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.database import Database
from services.proposals.domain.errors import ProposalIsNotKnown
from services.proposals.domain.offer import Offer
from services.proposals.domain.proposal import Proposal, Wanted
from services.proposals.storage import contacts, life_lines, offers, originals, proposal_search, proposals
from services.proposals.storage.first_words import FIRST_WORDS
from services.proposals.storage.photos import PHOTOS
from services.proposals.use_cases.see_conflicts import SeenConflict, conflicts_of
from services.proposals.use_cases.see_offers import visible_states

_MOST_OFFERS = Page(1, 500)


@dataclass(frozen=True, slots=True)
class SeenProposal:
    """A proposal with its life line and offers; contacts, by what they are of, only for those who may know."""

    proposal: Proposal
    life_line: Sequence[Line] = ()
    offers: Sequence[Offer] = ()
    contacts: Mapping[UUID, Contact] = field(default_factory=dict)
    shows_words: bool = True
    is_for_staff: bool = False
    originals: Sequence[Original] = ()
    shows_appeal: bool = False
    conflicts: Sequence[SeenConflict] = ()
    photos: Sequence[Photo] = ()
    first_words: FirstWords | None = None

    @property
    def version(self) -> str | None:
        """Another one whenever the proposal has changed; none for those who do not see all of it."""
        return version_of(self.proposal) if self.shows_words else None


async def see_proposal(typed: str, visitor: Visitor, database: Database) -> SeenProposal:
    """The proposal of that number or id: before it is public its own words are for staff and its proposer.

    Raises:
        ProposalIsNotKnown: if there is none.
    """
    async with database.looking() as session:
        proposal, lock = await proposals.get(session, number_or_id(typed))
        return await seen(session, proposal, visitor.roles_with(lock))


async def seen(session: AsyncSession, proposal: Proposal, roles: Collection[str]) -> SeenProposal:
    """The proposal as somebody with the roles sees it."""
    of = proposal.proposal_id
    staff_roles = {*roles} - {HOLDER}
    lines = await life_lines.of_proposal(session, of)
    found = await offers.of_proposal(session, of, visible_states(staff_roles), _MOST_OFFERS)
    asked = [of, *(offer.offer_id for offer in found.items)] if SEES_CONTACTS & staff_roles else []
    known = await contacts.known(session, asked)
    kept = await originals.of_proposal(session, of) if SEES_CONTACTS & staff_roles else []
    shows_words = bool(roles) or proposal.is_public
    against = await conflicts_of(session, proposal, is_for_staff=bool(staff_roles)) if shows_words else ()
    return SeenProposal(
        proposal,
        lines,
        found.items,
        known,
        shows_words,
        bool(staff_roles),
        originals=kept,
        shows_appeal=bool(roles),
        conflicts=against,
        photos=await PHOTOS.photos_of(session, of) if shows_words else (),
        first_words=await FIRST_WORDS.get(session, of) if shows_words else None,
    )


async def list_proposals(wanted: Wanted, page: Page, roles: Collection[str], database: Database) -> Found[Proposal]:
    """A page of proposals: for everybody the public ones, for staff all. No states asked for means any."""
    async with database.reading() as session:
        return await proposal_search.look(session, replace(wanted, is_public=None if roles else True), page)


def number_or_id(typed: str) -> str | UUID:
    """The number or id that somebody typed.

    Raises:
        ProposalIsNotKnown: if it can be neither.
    """
    key = read_number_or_id(typed)
    if key is None:
        raise ProposalIsNotKnown(typed)
    return key
