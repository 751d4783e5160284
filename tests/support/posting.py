"""How reporting posts webhooks, step by step, for tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from libs.shared.events.envelope import Envelope
from libs.shared.events.examples import envelope_of
from libs.shared.events.voting import PollClosed, PollOpened
from libs.shared.kernel.ids import new_id
from services.reporting.clients.webhooks.poster import Poster
from services.reporting.use_cases.webhooks.hear import hearing
from services.reporting.use_cases.webhooks.office import WebhookOffice
from tests.support.newsroom import Newsroom


def office_of(room: Newsroom) -> WebhookOffice:
    """What the newsroom's reporting knows of webhooks."""
    office: WebhookOffice = room.reporting.runtime.own["webhooks"]
    return office


@asynccontextmanager
async def a_poster(office: WebhookOffice, patience_s: float = 10) -> AsyncIterator[Poster]:
    """A way to subscribers, beside the courier's own."""
    poster = Poster(office.rules, office.trust, patience_s)
    try:
        yield poster
    finally:
        await poster.aclose()


async def hear(room: Newsroom, *envelopes: Envelope) -> None:
    """Let reporting hear them in one transaction."""
    async with room.reporting.database.transaction() as tx:
        await hearing(office_of(room).clock)(envelopes, tx)


def as_heard(event: PollOpened | PollClosed, room: Newsroom) -> Envelope:
    """The event as it comes over the feed."""
    told = envelope_of(event).model_copy(update={"id": new_id(), "time": office_of(room).clock.now()})
    return Envelope.decode(told.encode())
