"""Subscriptions that were deleted: gone for everybody at once, and cleared away piece by piece with what waits.

A million deliveries are not deleted while somebody waits for an answer.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.storage.webhooks.tables import SubscriptionRow, WebhookTellingRow

REMOVED = "removed"
"""Their owner: nobody's name."""
_EMPTIED: dict[str, object] = {
    "owner": REMOVED,
    "name": "",
    "url": "",
    "types": [],
    "off_because": "turned-off",
    "contact": None,
    "sealed_secret": b"",
    "sealed_former": None,
}
_CLEAR_DELIVERIES = text("""
    delete from webhook_deliveries where number in (
        select number from webhook_deliveries join webhook_subscriptions as gone using (subscription_id)
        where gone.owner = :removed limit 20000
    )
""")
_CLEAR_QUEUES = text("""
    delete from webhook_queues where (subscription_id, key) in (
        select subscription_id, key from webhook_queues join webhook_subscriptions as gone using (subscription_id)
        where gone.owner = :removed limit 20000
    )
""")
_CLEAR_SUBSCRIPTIONS = text("""
    delete from webhook_subscriptions as gone where owner = :removed
    and (select number from webhook_deliveries where subscription_id = gone.subscription_id limit 1) is null
    and (select key from webhook_queues where subscription_id = gone.subscription_id limit 1) is null
""")


async def remove(session: AsyncSession, subscription_id: UUID, now: datetime) -> None:
    """Let nobody find it any more, and forget its secret and whom it was of."""
    is_it = SubscriptionRow.subscription_id == subscription_id
    values = _EMPTIED | {"off_at": func.coalesce(SubscriptionRow.off_at, now)}
    await session.execute(update(SubscriptionRow).where(is_it).values(values))
    await session.execute(delete(WebhookTellingRow).where(WebhookTellingRow.subscription_id == subscription_id))


async def clear_away(session: AsyncSession) -> None:
    """Erase some of what waited for those that were deleted, and those for which nothing does any more."""
    for some in (_CLEAR_DELIVERIES, _CLEAR_QUEUES, _CLEAR_SUBSCRIPTIONS):
        await session.execute(some, {"removed": REMOVED})
