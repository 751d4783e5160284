"""Who manages subscriptions: an integrator by key, their own; an administrator, all of them."""

from typing import Annotated

from fastapi import Depends, HTTPException

from libs.shared.platform.access.integrators import Integrator, demand, integrator_or_staff
from libs.shared.platform.access.staff import StaffIfAny
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.reporting.domain.webhooks.subscription import STAFF, Manager, owned_by
from services.reporting.use_cases.webhooks.office import WebhookOffice

_ROLE = "administrator"


async def _manager(asks: Annotated[Integrator | None, Depends(integrator_or_staff)], staff: StaffIfAny) -> Manager:
    if asks is not None:
        demand(asks, "webhooks:manage")
        return Manager(owned_by(asks.integrator_id), reads_all="events:integrator" in asks.scopes)
    if staff is None:
        words = "Show a key that is for webhooks:manage, or sign in as an administrator."
        raise HTTPException(401, words, {"WWW-Authenticate": "Bearer"})
    if _ROLE not in staff.roles:
        raise HTTPException(403, f"This is for: {_ROLE}.")
    return Manager(STAFF, reads_all=True, sees_all=True)


async def _office(runtime: Annotated[Runtime, Depends(runtime_of)]) -> WebhookOffice:
    office: WebhookOffice = runtime.own["webhooks"]
    return office


TheManager = Annotated[Manager, Depends(_manager)]
TheOffice = Annotated[WebhookOffice, Depends(_office)]
