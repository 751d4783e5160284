"""Staff sign in and out."""

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import AGAIN, FormIsNotTaken, form_of
from gateways.web.pages.rendering import render
from gateways.web.pages.visits import ask_as, own_path
from gateways.web.staff.office import DESK, FIRST_STEPS
from gateways.web.staff.people import passkeys
from gateways.web.staff.people.session import begin, end, signed_in
from gateways.web.vote.booth import opaque_client
from gateways.web.words.message import Message, say

_TOO_MANY = 429


async def show_sign_in(request: Request) -> Response:
    """The form."""
    form = form_of(request)
    wanted = own_path(form.typed.get("next") or request.query_params.get("next", DESK), DESK)
    return render(
        request,
        "staff/sign_in.html",
        form=form,
        wanted=wanted,
        is_waiting=f"?{AGAIN}=" in wanted,
        other=signed_in(request),
        has_passkeys=bool(request.app.state.settings.public_url),
    )


async def sign_in(request: Request) -> Response:
    """Begin a session, and go on to the page that was asked for."""
    typed = {name: str(value) for name, value in (await request.form()).items()}
    form, wanted = FilledForm(typed), own_path(typed.get("next", DESK), DESK)
    name = form.require("name", say("Enter your name, as it was given to you."))
    password = typed.get("password", "")
    if not password:
        form.refuse("password", say("Enter your password."))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        if typed.get("by") == "passkey":
            return await passkeys.begin_sign_in(request, name, password, wanted)
        wish = {"name": name, "password": password, "code": typed.get("app_code") or None}
        # Wrong passwords count by client, so that a stranger's do not lock the staff out.
        client = {"X-Commonpurse-Client": opaque_client(request)}
        session = await ask_as(request, None, "residents", "POST", "/staff/sessions", json=wish, headers=client)
    except ServiceRefused as refused:
        form.refuse("app_code" if refused.code.startswith("second-factor-is-") else "name", _why(refused))
        raise FormIsNotTaken(form) from None
    except ServiceIsUnreachable:
        form.refuse("name", say("We cannot check your password just now. Please try again in a minute."))
        raise FormIsNotTaken(form) from None
    must = session["must"]
    response = RedirectResponse(FIRST_STEPS[must[0]] if must else wanted, status_code=303)
    begin(request, response, session["token"])
    return response


async def sign_out(request: Request) -> Response:
    """End the session: also for whoever has copied its cookie."""
    staff = signed_in(request)
    if staff is not None:
        with suppress(ServiceRefused, ServiceIsUnreachable):  # it may have ended already, and the cookie goes anyway
            await ask_as(request, staff.token, "residents", "DELETE", "/staff/sessions/current")
    response = RedirectResponse("/staff/sign-in", status_code=303)
    end(request, response)
    return response


def _why(refused: ServiceRefused) -> Message:
    if refused.status == _TOO_MANY:
        return say("There were too many attempts. Please wait a few minutes, then try again.")
    if refused.code in ("passkey-is-not-known", "passkeys-need-an-address"):
        return say("The password is right, but the account has no passkey. Type it once more, and the app's code.")
    if refused.code == "second-factor-is-needed":
        return say("The password is right. Type it once more, and the code that your authenticator app shows.")
    if refused.code == "second-factor-is-wrong":
        return say("This code is wrong, too old, or was used already. Wait for the next one, and type both again.")
    return say("Name and password do not fit together. Check both; capital letters matter.")


ROUTES = [
    Route("/staff/sign-in", show_sign_in, methods=["GET"]),
    Route("/staff/sign-in", sign_in, methods=["POST"]),
    Route("/staff/sign-out", sign_out, methods=["POST"]),
]
