"""What every page of an integrator's account does first and last: who is there, and what a refusal means to them."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.developers.account.session import SignedIn, end, last_signed_in, signed_in
from gateways.web.developers.scopes import IN_WORDS
from gateways.web.pages.visits import (
    Body,
    NotTheirs,
    Visit,
    answered,
    ask_as,
    drawn_for_another,
    said_of,
    to_sign_in,
    way_to,
)
from gateways.web.vote.booth import kept_nowhere
from gateways.web.webhooks.words import refusal_of
from gateways.web.words.message import Message, say

HOME, SIGN_IN = "/developers/account", "/developers/sign-in"

_FORBIDDEN = 403
_REFUSALS: dict[str, Message] = {
    "integrator-is-not-known": say("There is no such key."),
    "integrator-key-is-not-known": say("There is no such key."),
    "integrator-key-was-replaced": say("This key has another one in its place already. Use the new one."),
    "too-many-attempts": say("Your key has made too many requests. Please wait a minute, then try again."),
}


class Account(Visit):
    """An integrator who is signed in: their requests to the services, their pages."""

    not_theirs = say("Your key is not for this, so nothing was done.")

    def __init__(self, request: Request, who: SignedIn) -> None:
        super().__init__(request, who.token, who.id)
        self.who = who

    @property
    def said_of_them(self) -> Body:
        """What the frame of the account's pages needs to know."""
        return {"layout": "developers/account_layout.html", "who": self.who}

    def page_of_others(self) -> Response:
        """The page that says what their key is for."""
        return self.page("developers/not_for_this_key.html", status=_FORBIDDEN, words=IN_WORDS)

    async def signed_out(self) -> Response:
        """Their session has ended: on to signing in, and back; what was typed waits there for them."""
        response = await to_sign_in(self.request, self.who.id, way)
        end(self.request, response)
        return response

    def in_words(self, refused: ServiceRefused) -> Message | str:
        """What the refusal means to an integrator; where these pages do not know it, the service's own sentence."""
        return _REFUSALS.get(refused.code) or refusal_of(refused) or said_of(refused)

    async def rounds(self) -> list[Body]:
        """All rounds, as everybody may read them."""
        found = await ask_as(self.request, None, "ideas", "GET", "/rounds")
        return sorted(found["items"], key=lambda one: str(one["round_id"]))

    def demand(self, scope: str) -> None:
        """Nothing, if the key is for it; the services decide what is allowed.

        Raises:
            NotTheirs: if it is not.
        """
        if scope not in self.who.scopes:
            raise NotTheirs


AccountPage = Callable[[Account], Awaitable[Response]]


def account_page(page: AccountPage) -> Callable[[Request], Awaitable[Response]]:
    """The page for the integrator who is signed in; others are asked to sign in and come back to it.

    A form that is not taken leads back to its page. Nothing that was typed is lost, whatever happens.
    """

    @wraps(page)
    async def answer(request: Request) -> Response:
        who = signed_in(request)
        if who is None:
            return await to_sign_in(request, last_signed_in(request), way)
        if whose := await drawn_for_another(request, who.id):
            return await to_sign_in(request, whose, way)
        return kept_nowhere(await answered(Account(request, who), page))

    return answer


def way(page: str) -> str:
    """By which address an integrator signs in and is led back to the page."""
    return way_to(page, SIGN_IN, HOME)
