"""What waits to be told to those who wrote comments, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.words import Words
from libs.shared.platform.telling import telling_rows
from libs.shared.platform.telling.kept_tellings import KeptTellings, as_telling
from services.deliberation.domain.comment import Comment
from services.deliberation.domain.subject import Subject
from services.deliberation.domain.telling import words_of
from services.deliberation.storage.tables import ContactRow, TellingRow

_WITH_CONTACT = select(TellingRow, ContactRow).join(ContactRow, ContactRow.comment_id == TellingRow.comment_id)
KEPT = KeptTellings(TellingRow, ContactRow, _WITH_CONTACT, as_telling)


async def add(session: AsyncSession, comment: Comment, subject: Subject, news: Words, at: datetime) -> None:
    """Put the news of the comment among those that wait, if whoever wrote it can still be reached."""
    if await session.get(ContactRow, comment.comment_id) is None:
        return
    title, text = words_of(comment, subject, news)
    about = {"comment_id": comment.comment_id, "number": subject.number, "page": f"/comments/{comment.comment_id}"}
    said = {"language": comment.language, "subject": title, "text": text}
    await session.execute(
        insert(TellingRow).values(telling_id=new_id(), made_at=at, next_attempt_at=at, **about, **said)
    )


async def say_otherwise(session: AsyncSession, comment_id: UUID, before: str, after: str) -> None:
    """Replace words in what whoever wrote the comment is told."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.comment_id == comment_id, before, after)
