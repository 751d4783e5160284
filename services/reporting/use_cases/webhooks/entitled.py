"""Whoever has no key any more is told nothing more: their subscriptions are turned off."""

from services.reporting.domain.webhooks.subscription import Subscription
from services.reporting.storage.webhooks import subscriptions
from services.reporting.use_cases.webhooks.deliver import turn_off
from services.reporting.use_cases.webhooks.office import WebhookOffice


async def end_without_keys(office: WebhookOffice) -> None:
    """Turn off what its integrator may not have any more. Where residents do not say, all goes on as it was."""
    async with office.database.reading() as session:
        found = await subscriptions.active(session)
    for integrator_id in {one.integrator_id for one in found if one.integrator_id}:
        scopes = await office.scopes_of(integrator_id)
        for one in found:
            if one.integrator_id == integrator_id and scopes is not None and not _may_have(one, scopes):
                await turn_off(office, one.subscription_id, "keys-ended")


def _may_have(subscription: Subscription, scopes: frozenset[str]) -> bool:
    return "webhooks:manage" in scopes and (not subscription.reads_all or "events:integrator" in scopes)
