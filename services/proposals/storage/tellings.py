"""What waits to be told to those who offered, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.platform.telling import telling_rows
from libs.shared.platform.telling.kept_tellings import KeptTellings, as_telling
from services.proposals.domain.offer import Offer
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.telling import words_of
from services.proposals.storage.tables import ContactRow, TellingRow

_WITH_CONTACT = select(TellingRow, ContactRow).join(ContactRow, ContactRow.of == TellingRow.of)
KEPT = KeptTellings(TellingRow, ContactRow, _WITH_CONTACT, as_telling)


async def add(session: AsyncSession, offer: Offer, proposal: Proposal, news: str, at: datetime) -> None:
    """Put the news of the offer among those that wait, if whoever made it can still be reached."""
    if await session.get(ContactRow, offer.offer_id) is None:
        return
    subject, text = words_of(offer, proposal, news)
    about = {"of": offer.offer_id, "number": proposal.number, "page": f"/offers/{offer.offer_id}"}
    said = {"language": offer.language, "subject": subject, "text": text}
    await session.execute(
        insert(TellingRow).values(telling_id=new_id(), made_at=at, next_attempt_at=at, **about, **said)
    )


async def say_otherwise(session: AsyncSession, number: str, before: str, after: str) -> None:
    """Replace words in what is told to those who offered help with the proposal."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.number == number, before, after)


async def say_otherwise_of_offer(session: AsyncSession, offer_id: UUID, before: str, after: str) -> None:
    """Replace words in what whoever made the offer is told."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.of == offer_id, before, after)
