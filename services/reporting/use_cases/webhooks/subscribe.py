"""Subscribe, be given another secret, turn off and on, unsubscribe."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from libs.shared.events.catalogue import CATALOGUE
from services.reporting.domain.webhooks.errors import EventIsNotForYou
from services.reporting.domain.webhooks.signature import new_secret
from services.reporting.domain.webhooks.subscription import Manager, Subscription, Wish
from services.reporting.storage.webhooks import removed, secrets, subscriptions
from services.reporting.use_cases.webhooks.office import WebhookOffice
from services.reporting.use_cases.webhooks.told import TOLD

OVERLAP = timedelta(hours=24)
"""For so long a replaced secret signs, too."""


@dataclass(frozen=True, slots=True)
class WithSecret:
    """A subscription and its secret, which is shown this once."""

    subscription: Subscription
    secret: str


def may_read(event_type: str, manager: Manager) -> bool:
    """Whether they may be told events of the type."""
    return event_type in TOLD and (manager.reads_all or CATALOGUE[event_type].audience == "public")


async def subscribe(office: WebhookOffice, manager: Manager, wish: Wish) -> WithSecret:
    """A new subscription, told what happens from now on.

    Raises:
        WebhooksAreNotSetUp: if the installation has no key.
        EventIsNotForYou: if a type is none that they may read.
        AddressIsNotTaken: if webhooks do not go there.
        TooManySubscriptions: if there are as many as there may be.
    """
    key, secret = office.key, new_secret()
    if others := [name for name in wish.types if not may_read(name, manager)]:
        raise EventIsNotForYou(others)
    await _demand_reachable(office, wish.url)
    async with office.database.transaction(is_shown=False) as tx:
        made = await subscriptions.add(tx.session, wish, manager, secrets.sealed(secret, key), office.clock.now())
        row = await subscriptions.take(tx.session, made, manager)
        return WithSecret(subscriptions.as_subscription(row), secret)


async def _demand_reachable(office: WebhookOffice, url: str) -> None:
    poster = office.poster()
    try:
        await poster.demand_reachable(url)
    finally:
        await poster.aclose()


async def subscriptions_of(office: WebhookOffice, manager: Manager) -> list[Subscription]:
    """Those that they manage."""
    async with office.database.reading() as session:
        return await subscriptions.of(session, manager)


async def subscription(office: WebhookOffice, manager: Manager, subscription_id: UUID) -> Subscription:
    """One of those that they manage.

    Raises:
        NoSuchSubscription: if it is none of theirs.
    """
    async with office.database.reading() as session:
        return subscriptions.as_subscription(await subscriptions.take(session, subscription_id, manager))


async def replace_secret(office: WebhookOffice, manager: Manager, subscription_id: UUID) -> WithSecret:
    """Another secret; for a day both sign, so that no delivery is refused while it is put in place.

    Raises:
        NoSuchSubscription: if it is none of theirs.
    """
    key, secret = office.key, new_secret()
    async with office.database.transaction(is_shown=False) as tx:
        row = await subscriptions.take(tx.session, subscription_id, manager)
        row.sealed_former, row.former_until = row.sealed_secret, office.clock.now() + OVERLAP
        row.sealed_secret = secrets.sealed(secret, key)
        await tx.session.flush()
        return WithSecret(subscriptions.as_subscription(row), secret)


async def turn_off(office: WebhookOffice, manager: Manager, subscription_id: UUID) -> None:
    """Send it nothing more, until it is turned on; raises as ``replace_secret`` does."""
    async with office.database.transaction(is_shown=False) as tx:
        await subscriptions.take(tx.session, subscription_id, manager)
        await subscriptions.turn_off(tx.session, subscription_id, "turned-off", office.clock.now())


async def turn_on(office: WebhookOffice, manager: Manager, subscription_id: UUID) -> None:
    """Send it what waited when it was turned off, and what happens from now on; raises as ``replace_secret`` does."""
    async with office.database.transaction(is_shown=False) as tx:
        await subscriptions.take(tx.session, subscription_id, manager)
        await subscriptions.turn_on(tx.session, subscription_id, office.clock.now())


async def unsubscribe(office: WebhookOffice, manager: Manager, subscription_id: UUID) -> None:
    """Forget it, with its secret and all that waits for it; raises as ``replace_secret`` does."""
    async with office.database.transaction(is_shown=False) as tx:
        await subscriptions.take(tx.session, subscription_id, manager)
        await removed.remove(tx.session, subscription_id, office.clock.now())
        await subscriptions.ring(tx.session)
