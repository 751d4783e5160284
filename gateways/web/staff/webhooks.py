"""Webhooks for administrators, who manage all of them."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response

from gateways.web.pages.visits import Visit
from gateways.web.staff.office import Office, staff_page
from gateways.web.webhooks import deliveries, subscriptions
from gateways.web.webhooks.desk import Answer, Desk


def _for_administrators(page: Callable[[Visit], Awaitable[Response]]) -> Answer:
    @staff_page
    async def answer(office: Office) -> Response:
        office.demand("administrator")
        return await page(office)

    return answer


_DESK = Desk("/staff/webhooks", _for_administrators)
ROUTES = [*subscriptions.routes(_DESK), *deliveries.routes(_DESK)]
