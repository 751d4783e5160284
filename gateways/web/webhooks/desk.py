"""Where webhooks are managed on the pages, and by whom: administrators of the council, or an integrator."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.visits import Visit

Answer = Callable[[Request], Awaitable[Response]]
WebhookPage = Callable[[Visit, str], Awaitable[Response]]
"""A page for whoever manages webhooks, at an address of theirs."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The pages of webhooks below an address, for those whom ``guarded`` lets in."""

    at: str
    guarded: Callable[[Callable[[Visit], Awaitable[Response]]], Answer]

    @property
    def one(self) -> str:
        """The page of one webhook."""
        return self.at + "/{subscription_id:uuid}"

    def shows(self, page: WebhookPage) -> Answer:
        """The page at this desk."""

        @wraps(page)
        async def here(visit: Visit) -> Response:
            return await page(visit, self.at)

        return self.guarded(here)

    def does(self, page: WebhookPage) -> Answer:
        """What answers a form that stands on the page of one webhook."""
        return shown_at(self.at + "/{subscription_id}")(self.shows(page))
