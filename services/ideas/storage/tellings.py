"""What waits to be told, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.telling import Telling
from libs.shared.platform.storage.contact_rows import as_contact
from libs.shared.platform.telling import telling_rows
from libs.shared.platform.telling.kept_tellings import KeptTellings
from services.ideas.storage.tables import ContactRow, IdeaRow, TellingRow


def _as_telling(row: TellingRow, contact: ContactRow, idea: IdeaRow) -> Telling:
    about = row.telling_id, idea.number, f"/ideas/{idea.number}", idea.language
    return Telling(*about, row.subject, row.text, as_contact(contact), row.made_at, row.attempts)


_WITH_IDEA = (
    select(TellingRow, ContactRow, IdeaRow)
    .join(ContactRow, ContactRow.idea_id == TellingRow.idea_id)
    .join(IdeaRow, IdeaRow.idea_id == TellingRow.idea_id)
)
KEPT = KeptTellings(TellingRow, ContactRow, _WITH_IDEA, _as_telling)


async def add(session: AsyncSession, telling_id: UUID, idea_id: UUID, subject: str, text: str, at: datetime) -> None:
    """Put the news among those that wait."""
    values = {"telling_id": telling_id, "idea_id": idea_id, "subject": subject, "text": text, "made_at": at}
    await session.execute(insert(TellingRow).values(**values, next_attempt_at=at))


async def made_at(session: AsyncSession, idea_id: UUID, at: datetime) -> str | None:
    """What whoever suggested the idea is told since just that moment; none if they are told nothing."""
    told = select(TellingRow.text).where(TellingRow.idea_id == idea_id, TellingRow.made_at == at)
    return await session.scalar(told)


async def say_otherwise(session: AsyncSession, idea_id: UUID, before: str, after: str) -> None:
    """Replace words in what whoever suggested the idea is told."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.idea_id == idea_id, before, after)
