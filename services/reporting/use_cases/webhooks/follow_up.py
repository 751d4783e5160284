"""Look at deliveries, have one sent again, or a sample."""

from collections.abc import Sequence
from uuid import UUID

from libs.shared.events.examples import envelope_of, example_of
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.page import Found, Page
from services.reporting.domain.webhooks.attempts import Attempt, State
from services.reporting.domain.webhooks.errors import EventIsNotForYou
from services.reporting.domain.webhooks.signature import signed
from services.reporting.domain.webhooks.subscription import Manager
from services.reporting.storage.webhooks import deliveries, subscriptions
from services.reporting.storage.webhooks.deliveries import Listed
from services.reporting.storage.webhooks.secrets import secrets_of
from services.reporting.use_cases.webhooks.office import WebhookOffice
from services.reporting.use_cases.webhooks.subscribe import may_read
from services.reporting.use_cases.webhooks.told import TOLD

SAMPLE = {"Commonpurse-Sample": "true"}
"""Tells a sample from what has happened."""


async def list_deliveries(
    office: WebhookOffice, manager: Manager, subscription_id: UUID, state: State | None, page: Page
) -> Found[Listed]:
    """A page of the deliveries, the latest first.

    Raises:
        NoSuchSubscription: if it is none of theirs.
    """
    async with office.database.reading() as session:
        await subscriptions.take(session, subscription_id, manager)
        return await deliveries.listed(session, subscription_id, state, page)


async def send_again(office: WebhookOffice, manager: Manager, subscription_id: UUID, number: int) -> None:
    """Let a delivery be sent at once, whether it was taken before or waits after a failure.

    Raises:
        NoSuchSubscription: if it is none of theirs.
        NoSuchDelivery: if it has none of that number.
    """
    async with office.database.transaction(is_shown=False) as tx:
        row = await subscriptions.take(tx.session, subscription_id, manager)
        row.next_at = None
        await tx.session.flush()
        await deliveries.again(tx.session, subscription_id, number, office.clock.now())
        await subscriptions.ring(tx.session)


async def send_sample(office: WebhookOffice, manager: Manager, subscription_id: UUID, event_type: str) -> Attempt:
    """What the subscriber answers to an example of the event, signed as others are. It is in no list.

    Raises:
        NoSuchSubscription: if it is none of theirs.
        EventIsNotForYou: if it is no event, or none that they may read.
        SecretIsLost: if the key is another one than the secret was encrypted with.
    """
    if not may_read(event_type, manager):
        raise EventIsNotForYou([event_type])
    now = office.clock.now()
    async with office.database.reading() as session:
        row = await subscriptions.take(session, subscription_id, manager)
        url, keys = row.url, secrets_of(row, office.key, now)
    example = envelope_of(example_of(TOLD[event_type]))
    sample = example.model_copy(update={"id": new_id(), "time": now})
    return await _post(office, url, keys, str(sample.id), sample.encode())


async def _post(office: WebhookOffice, url: str, keys: Sequence[str], message_id: str, body: bytes) -> Attempt:
    poster = office.poster()
    try:
        headers = signed(message_id, int(office.clock.now().timestamp()), body, keys)
        return await poster.post(url, headers | SAMPLE, body)
    finally:
        await poster.aclose()
