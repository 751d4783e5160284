"""All pages of an integrator's account by address."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response

from gateways.web.developers.account import key, sign_in
from gateways.web.developers.account.account import HOME, Account, account_page
from gateways.web.pages.visits import Visit
from gateways.web.webhooks import deliveries, subscriptions
from gateways.web.webhooks.desk import Answer, Desk


def _with_a_key_for_webhooks(page: Callable[[Visit], Awaitable[Response]]) -> Answer:
    @account_page
    async def answer(account: Account) -> Response:
        account.demand("webhooks:manage")
        return await page(account)

    return answer


_DESK = Desk(f"{HOME}/webhooks", _with_a_key_for_webhooks)
ROUTES = [*sign_in.ROUTES, *key.ROUTES, *subscriptions.routes(_DESK), *deliveries.routes(_DESK)]
