"""See one offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.contact import SEES_CONTACTS, Contact
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.own_words import Original
from libs.shared.platform.storage.database import Database
from services.proposals.domain.errors import OfferIsNotKnown
from services.proposals.domain.offer import Offer
from services.proposals.storage import contacts, offers, originals
from services.proposals.use_cases.see_offers import visible_states


@dataclass(frozen=True, slots=True)
class SeenOffer:
    """An offer; its words before it is public, and its contact, only for those who may know."""

    offer: Offer
    contact: Contact | None
    shows_words: bool
    originals: Sequence[Original] = ()


async def see_offer(offer_id: UUID, visitor: Visitor, database: Database) -> SeenOffer:
    """The offer as whoever asks may see it.

    Raises:
        OfferIsNotKnown: if there is none for them.
    """
    async with database.reading() as session:
        offer, key = await offers.get(session, offer_id)
        roles = visitor.roles_with(key.lock)
        if offer.state not in visible_states(roles):
            raise OfferIsNotKnown(offer_id)
        is_the_office = bool(SEES_CONTACTS & roles)
        known = await contacts.known(session, [offer_id] if is_the_office else [])
        kept = await originals.of_proposal(session, offer_id) if is_the_office else []
        return SeenOffer(offer, known.get(offer_id), bool(roles), kept)
