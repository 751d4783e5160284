"""What waits to be told to those who proposed or offered something, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.words import Words
from libs.shared.platform.telling import telling_rows
from libs.shared.platform.telling.kept_tellings import KeptTellings, as_telling
from services.proposals.domain.offer import Offer
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.telling import words_of, words_of_proposal
from services.proposals.storage.tables import ContactRow, TellingRow

_WITH_CONTACT = select(TellingRow, ContactRow).join(ContactRow, ContactRow.of == TellingRow.of)
KEPT = KeptTellings(TellingRow, ContactRow, _WITH_CONTACT, as_telling)


async def add(session: AsyncSession, offer: Offer, proposal: Proposal, news: str, at: datetime) -> None:
    """Put the news of the offer among those that wait, if whoever made it can still be reached."""
    page = f"/offers/{offer.offer_id}"
    await _add(session, offer.offer_id, proposal.number, page, offer.language, words_of(offer, proposal, news), at)


async def add_of_proposal(session: AsyncSession, proposal: Proposal, news: Words, by: Words, at: datetime) -> None:
    """Put the news of the proposal among those that wait, if whoever sent it in can still be reached."""
    page, words = f"/proposals/{proposal.number}", words_of_proposal(proposal, news, by)
    await _add(session, proposal.proposal_id, proposal.number, page, proposal.language, words, at)


async def _add(
    session: AsyncSession, of: UUID, number: str, page: str, language: str, words: tuple[str, str], at: datetime
) -> None:
    if await session.get(ContactRow, of) is None:
        return
    subject, text = words
    about = {"of": of, "number": number, "page": page}
    said = {"language": language, "subject": subject, "text": text}
    await session.execute(
        insert(TellingRow).values(telling_id=new_id(), made_at=at, next_attempt_at=at, **about, **said)
    )


async def say_otherwise(session: AsyncSession, number: str, before: str, after: str) -> None:
    """Replace words in what is told to whoever sent the proposal in, and to those who offered help with it."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.number == number, before, after)


async def say_otherwise_of_offer(session: AsyncSession, offer_id: UUID, before: str, after: str) -> None:
    """Replace words in what whoever made the offer is told."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.of == offer_id, before, after)
