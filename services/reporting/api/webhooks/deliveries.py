"""Deliveries of a subscription: listed for two weeks, sent again, and samples."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from libs.shared.platform.api.paging import ListBody, WantedPage, list_body
from libs.shared.platform.api.typed import RowNumber
from services.reporting.api.webhooks.access import TheManager, TheOffice
from services.reporting.api.webhooks.bodies import AttemptBody, DeliveryBody, WantedSample
from services.reporting.domain.webhooks.attempts import State
from services.reporting.use_cases.webhooks import follow_up

router = APIRouter(prefix="/api/reporting/v1/webhooks/{subscription_id}", tags=["webhooks"])


@router.get("/deliveries")
async def some_deliveries(
    subscription_id: UUID,
    office: TheOffice,
    manager: TheManager,
    page: WantedPage,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
) -> ListBody[DeliveryBody]:
    """What is sent, and what was answered, the latest first."""
    found = await follow_up.list_deliveries(office, manager, subscription_id, state, page)
    items = [DeliveryBody.model_validate(each, from_attributes=True) for each in found.items]
    return list_body(items, found, page)


@router.post("/deliveries/{number}/again", status_code=202)
async def again(
    subscription_id: UUID, number: Annotated[RowNumber, Path()], office: TheOffice, manager: TheManager
) -> None:
    """Send it at once, before whatever else waits about the same thing; its ``webhook-id`` is the same."""
    await follow_up.send_again(office, manager, subscription_id, number)


@router.post("/sample")
async def sample(subscription_id: UUID, body: WantedSample, office: TheOffice, manager: TheManager) -> AttemptBody:
    """What you answer to an example of the event, signed as all are. Its header ``Commonpurse-Sample`` is ``true``."""
    found = await follow_up.send_sample(office, manager, subscription_id, body.type)
    return AttemptBody.model_validate(found, from_attributes=True)
