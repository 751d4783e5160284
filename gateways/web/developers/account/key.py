"""The account's first page: the key that one is signed in with, another in its place, the end of it."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.developers.account.account import HOME, SIGN_IN, Account, account_page
from gateways.web.developers.account.session import end
from gateways.web.developers.account.sign_in import begin_with
from gateways.web.developers.scopes import IN_WORDS
from gateways.web.pages import sealed_cookies
from gateways.web.pages.kept_forms import shown_at

_OWN_KEY = "/integrators/current/key"
_MADE, _FIVE_MINUTES = "own-key", 300
_MOMENTS = ("made_at", "used_at", "expires_at", "replaced_at")


@account_page
async def account(account: Account) -> Response:
    """The key as it stands; one that was just given in its place, this once."""
    request = account.request
    told = await account.ask("residents", "GET", _OWN_KEY)
    made = sealed_cookies.kept(request, _MADE, _FIVE_MINUTES) or {}
    page = account.page(
        "developers/account.html",
        form=account.form({}),
        key=_with_moments(told),
        words=IN_WORDS,
        made=made.get("key") if made.get("to") == account.who.id else None,
    )
    if made:
        sealed_cookies.drop(request, page, _MADE)
    return page


@shown_at(HOME)
@account_page
async def replace_key(account: Account) -> Response:
    """Another key in its place, with which one is signed in from now on."""
    request = account.request
    made = await account.ask("residents", "POST", _OWN_KEY)
    response = RedirectResponse(HOME, status_code=303)
    sealed_cookies.keep(request, response, _MADE, {"key": made["key"], "to": account.who.id}, _FIVE_MINUTES)
    with suppress(ServiceRefused, ServiceIsUnreachable):  # the former token lasts, and the new key must be shown
        await begin_with(request, response, made["client_id"], made["key"])
    return response


@shown_at(HOME)
@account_page
async def give_key_back(account: Account) -> Response:
    """The key opens nothing any more, and nobody is signed in with it."""
    await account.ask("residents", "DELETE", _OWN_KEY)
    response = RedirectResponse(f"{SIGN_IN}?done=ended", status_code=303)
    end(account.request, response)
    return response


def _with_moments(told: dict[str, Any]) -> dict[str, Any]:
    return told | {name: datetime.fromisoformat(told[name]) if told[name] else None for name in _MOMENTS}


ROUTES = [
    Route(HOME, account, methods=["GET"]),
    Route(f"{HOME}/key", replace_key, methods=["POST"]),
    Route(f"{HOME}/key/end", give_key_back, methods=["POST"]),
]
