"""Who manages subscriptions: administrators, all of them."""

from typing import Annotated

from fastapi import Depends

from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.reporting.domain.webhooks.subscription import STAFF, Manager
from services.reporting.use_cases.webhooks.office import WebhookOffice


async def _manager(_: Annotated[Staff, Depends(staff_with("administrator"))]) -> Manager:
    return Manager(STAFF, reads_all=True, sees_all=True)


async def _office(runtime: Annotated[Runtime, Depends(runtime_of)]) -> WebhookOffice:
    office: WebhookOffice = runtime.own["webhooks"]
    return office


TheManager = Annotated[Manager, Depends(_manager)]
TheOffice = Annotated[WebhookOffice, Depends(_office)]
