"""Words of events that wait to be sent, or were: taken down there, too (decision 23)."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Envelope, Event, EventIsUnreadable, read
from services.reporting.storage.webhooks.tables import DeliveryRow, SentEventRow


async def retell(session: AsyncSession, envelopes: Sequence[Envelope]) -> None:
    """Let events of before say what they say now, wherever one of these replaces words of theirs."""
    for envelope in envelopes:
        model = CATALOGUE.get(envelope.type)
        if model is not None and model.rewords:
            with suppress(EventIsUnreadable):
                await _retell(session, envelope.subject, read(envelope, model))


async def _retell(session: AsyncSession, subject: str, news: Event) -> None:
    about = select(SentEventRow).where(SentEventRow.subject == subject).with_for_update()
    ids = []
    for row in await session.scalars(about):
        told = Envelope.decode(row.body)
        if isinstance(told.data, dict):
            row.body = told.model_copy(update={"data": news.retell(told.id, told.data)}).encode().decode()
            ids.append(row.event_id)
    await session.flush()
    # A subscriber's answer may repeat what it was sent.
    await session.execute(update(DeliveryRow).where(DeliveryRow.event_id.in_(ids)).values(answer=None))
