"""Mail to whoever subscribed: their subscription was turned off, and why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.telling import Telling
from libs.shared.kernel.words import in_language
from libs.shared.platform.telling import telling_rows
from services.reporting.domain.webhooks.attempts import Off
from services.reporting.domain.webhooks.news import SUBJECT, TEXTS
from services.reporting.domain.webhooks.subscription import page_of
from services.reporting.storage.webhooks.tables import SubscriptionRow, WebhookTellingRow


async def add(session: AsyncSession, row: SubscriptionRow, because: Off, now: datetime) -> None:
    """Let them be told by mail, if they left an address. The page of the subscription says it in any case."""
    if row.contact is None or because not in TEXTS:
        return
    told = {
        "telling_id": new_id(),
        "subscription_id": row.subscription_id,
        "subject": in_language(SUBJECT, row.language).format(name=row.name),
        "text": in_language(TEXTS[because], row.language).format(name=row.name),
        "made_at": now,
        "next_attempt_at": now,
        "state": "waiting",
        "attempts": 0,
    }
    await session.execute(insert(WebhookTellingRow).values(told))


async def next_by_mail(session: AsyncSession, now: datetime) -> Telling | None:
    """The oldest that is due, kept from other workers until the transaction ends."""
    is_due = (telling_rows.waits(WebhookTellingRow), WebhookTellingRow.next_attempt_at <= now)
    whose = WebhookTellingRow.subscription_id == SubscriptionRow.subscription_id
    oldest = select(WebhookTellingRow, SubscriptionRow).join(SubscriptionRow, whose).where(*is_due)
    taken = oldest.order_by(WebhookTellingRow.next_attempt_at).limit(1)
    found = (await session.execute(taken.with_for_update(of=WebhookTellingRow, skip_locked=True))).first()
    return None if found is None else _as_telling(*found)


async def finish(session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
    """Mark it as sent.

    Raises:
        TellingIsNotWaiting: if it does not wait.
    """
    await telling_rows.finish(WebhookTellingRow, session, telling_id, now, done_by)


async def postpone(session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
    """Note a failed attempt; without a next time the page alone says it."""
    await telling_rows.postpone(WebhookTellingRow, session, telling, until, trouble)


def _as_telling(row: WebhookTellingRow, whose: SubscriptionRow) -> Telling:
    contact = Contact("email", whose.contact or "")
    page = page_of(whose.owner, whose.subscription_id)
    return Telling(
        row.telling_id, whose.name, page, whose.language, row.subject, row.text, contact, row.made_at, row.attempts
    )
