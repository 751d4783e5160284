"""Subscriptions to webhooks."""

from uuid import UUID

from fastapi import APIRouter

from libs.shared.platform.api.paging import ListBody, whole_list
from services.reporting.api.webhooks.access import TheManager, TheOffice
from services.reporting.api.webhooks.bodies import (
    NewSubscription,
    SubscriptionBody,
    SubscriptionWithSecret,
    subscription_body,
    with_secret,
)
from services.reporting.use_cases.webhooks import subscribe
from services.reporting.use_cases.webhooks.told import TOLD

router = APIRouter(prefix="/api/reporting/v1/webhooks", tags=["webhooks"])


@router.get("")
async def some_subscriptions(office: TheOffice, manager: TheManager) -> ListBody[SubscriptionBody]:
    """Your subscriptions by name; administrators see all."""
    found = await subscribe.subscriptions_of(office, manager)
    return whole_list([subscription_body(one) for one in found])


@router.get("/types")
async def types(manager: TheManager) -> ListBody[str]:
    """The types of events that you may subscribe to."""
    return whole_list([name for name in sorted(TOLD) if subscribe.may_read(name, manager)])


@router.post("", status_code=201)
async def new_subscription(body: NewSubscription, office: TheOffice, manager: TheManager) -> SubscriptionWithSecret:
    """Be told events from now on. The answer alone has the secret to verify them with: keep it."""
    return with_secret(await subscribe.subscribe(office, manager, body.as_wish()))


@router.get("/{subscription_id}")
async def one_subscription(subscription_id: UUID, office: TheOffice, manager: TheManager) -> SubscriptionBody:
    """A subscription as it stands."""
    return subscription_body(await subscribe.subscription(office, manager, subscription_id))


@router.delete("/{subscription_id}", status_code=204)
async def end(subscription_id: UUID, office: TheOffice, manager: TheManager) -> None:
    """Be told nothing more. What waits is forgotten, and so is the secret."""
    await subscribe.unsubscribe(office, manager, subscription_id)


@router.post("/{subscription_id}/secret")
async def new_secret(subscription_id: UUID, office: TheOffice, manager: TheManager) -> SubscriptionWithSecret:
    """Another secret, shown this once. For 24 hours each delivery has a signature by it and one by the former."""
    return with_secret(await subscribe.replace_secret(office, manager, subscription_id))


@router.post("/{subscription_id}/off", status_code=204)
async def off(subscription_id: UUID, office: TheOffice, manager: TheManager) -> None:
    """Send nothing until it is turned on. What happens meanwhile the feeds tell."""
    await subscribe.turn_off(office, manager, subscription_id)


@router.post("/{subscription_id}/on", status_code=204)
async def on(subscription_id: UUID, office: TheOffice, manager: TheManager) -> None:
    """Send what waited when it was turned off, and what happens from now on."""
    await subscribe.turn_on(office, manager, subscription_id)
