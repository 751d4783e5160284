"""See offers, as much of them as whoever looks may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from libs.shared.kernel.contact import SEES_CONTACTS, Contact
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Database
from services.proposals.domain.offer import Offer
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW
from services.proposals.storage import contacts, offers

_FOR_ALL = ["made", "accepted", "committed"]


@dataclass(frozen=True, slots=True)
class SeenOffers:
    """A page of offers, with the contacts for those who may know."""

    found: Found[Offer]
    contacts: Mapping[UUID, Contact] = field(default_factory=dict)


async def list_offers(
    states: Sequence[str], page: Page, roles: Collection[str], database: Database, proposal_id: UUID | None = None
) -> SeenOffers:
    """A page of the proposal's offers, or of all, oldest first. No states asked for means any."""
    wanted = [state for state in visible_states(roles) if state in states or not states]
    async with database.reading() as session:
        if proposal_id:
            found = await offers.of_proposal(session, proposal_id, wanted, page)
        else:
            found = await offers.in_states(session, wanted, page)
        asked = [offer.offer_id for offer in found.items] if SEES_CONTACTS & {*roles} else []
        return SeenOffers(found, await contacts.known(session, asked))


def visible_states(roles: Collection[str]) -> list[str]:
    """The states of the offers that somebody with the roles sees."""
    return [state.name for state in OFFER_WORKFLOW.states] if roles else _FOR_ALL
