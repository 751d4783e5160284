"""Integrators sign in with the account's id and a key, and out."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.developers.account.account import HOME, SIGN_IN
from gateways.web.developers.account.session import begin, end, signed_in
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import AGAIN, FormIsNotTaken, form_of
from gateways.web.pages.rendering import render
from gateways.web.pages.visits import ask_as, own_path
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.words.message import Message, say

KEY = "api_key"
_TOO_MANY = 429
_DONE = {"ended": say("The key is given back. It opens nothing any more.")}


async def show_sign_in(request: Request) -> Response:
    """The form."""
    form = form_of(request)
    wanted = own_path(form.typed.get("next") or request.query_params.get("next", HOME), HOME)
    return render(
        request,
        "developers/sign_in.html",
        form=form,
        wanted=wanted,
        is_waiting=f"?{AGAIN}=" in wanted,
        other=signed_in(request),
        done=_DONE.get(request.query_params.get("done", "")),
    )


async def sign_in(request: Request) -> Response:
    """Begin a session, and go on to the page that was asked for."""
    form = await read_form(request)
    who = form.require("client_id", say("Enter the id of your account, as it was given to you."))
    key = form.require(KEY, say("Enter your key."))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    response = RedirectResponse(own_path(form.typed.get("next", HOME), HOME), status_code=303)
    try:
        await begin_with(request, response, who, key)
    except ServiceRefused as refused:
        form.refuse("client_id", _why(refused))
        raise FormIsNotTaken(form) from None
    except ServiceIsUnreachable:
        form.refuse("client_id", say("We cannot check your key just now. Please try again in a minute."))
        raise FormIsNotTaken(form) from None
    return kept_nowhere(response)


async def begin_with(request: Request, response: Response, client_id: str, key: str) -> None:
    """Begin a session by a token for the key."""
    asked = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": key}
    # Wrong keys count by client, so that a stranger's do not keep others waiting.
    client = {"X-Commonpurse-Client": opaque_client(request)}
    got = await ask_as(request, None, "residents", "POST", "/oauth/token", data=asked, headers=client)
    told = await ask_as(request, got["access_token"], "residents", "GET", "/integrators/current/key")
    begin(request, response, got["access_token"], got["expires_in"], told)


async def sign_out(request: Request) -> Response:
    """End the session in this browser. A copy of its cookie ends within a quarter of an hour of signing in."""
    response = RedirectResponse(SIGN_IN, status_code=303)
    end(request, response)
    return response


def _why(refused: ServiceRefused) -> Message:
    if refused.status == _TOO_MANY:
        return say("There were too many attempts. Please wait a few minutes, then try again.")
    return say("Id and key do not fit together, or the key has expired or was revoked. Please compare both.")


ROUTES = [
    Route(SIGN_IN, show_sign_in, methods=["GET"]),
    Route(SIGN_IN, sign_in, methods=["POST"]),
    Route("/developers/sign-out", sign_out, methods=["POST"]),
]
