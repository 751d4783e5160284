"""One's own second factor: an authenticator app set up by secret or QR code, recovery codes to print, and its end."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.staff.people.session import begin, end
from gateways.web.vote.booth import kept_nowhere
from gateways.web.vote.qr import qr_code
from gateways.web.words.message import say

_FACTOR = "/staff/me/second-factor"
_HOME = "/staff/second-factor"
_BEGUN, _CODES = "second-factor", "recovery-codes"
_A_QUARTER_OF_AN_HOUR = 900
_OF_THE_CODE = ("second-factor-is-wrong", "too-many-attempts")
_ENTER = say("Enter the six digits that the app shows.")


@staff_page
async def show(office: Office) -> Response:
    """Whether there is one, and the way to one or from it."""
    own = await office.ask("residents", "GET", "/staff/me")
    return office.show("second_factor.html", form=office.form({}), own=own)


@staff_page
async def set_up(office: Office) -> Response:
    """A new secret for the app. It waits encrypted in the browser until the app has it."""
    try:
        begun: dict[str, Any] = await office.ask("residents", "POST", _FACTOR, json={})
    except ServiceRefused as refused:
        if refused.code != "second-factor-is-there":
            raise
        return RedirectResponse(_HOME, status_code=303)
    return _led_to(office, f"{_HOME}/new", _BEGUN, begun)


@staff_page
async def show_secret(office: Office) -> Response:
    """The secret, to scan or to type, and the field for the app's first code."""
    begun = _kept(office, _BEGUN)
    if begun is None:
        return RedirectResponse(_HOME, status_code=303)
    secret, address = begun["secret"], begun["address"]
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return kept_nowhere(office.show("second_factor_begun.html", form=office.form({}), parts=parts, qr=qr_code(address)))


@staff_page
async def confirm(office: Office) -> Response:
    """The app's first code; then the recovery codes."""
    found = await _ask_with_code(office, await office.read_form(), "PUT", _FACTOR)
    response = _led_to(office, f"{_HOME}/codes", _CODES, {"codes": found["recovery_codes"]})
    sealed_cookies.drop(office.request, response, _BEGUN)
    begin(office.request, response, found["session"]["token"])
    return response


@staff_page
async def show_codes(office: Office) -> Response:
    """The recovery codes, this once."""
    kept = _kept(office, _CODES)
    if kept is None:
        return RedirectResponse(_HOME, status_code=303)
    page = kept_nowhere(office.show("second_factor_codes.html", codes=kept["codes"]))
    sealed_cookies.drop(office.request, page, _CODES)
    return page


@shown_at(_HOME)
@staff_page
async def take_away(office: Office) -> Response:
    """No second factor any more, as for another telephone; then signing in sets up a new one."""
    await _ask_with_code(office, await office.read_form(), "POST", f"{_FACTOR}/end")
    response = RedirectResponse(f"/staff/sign-in?next={_HOME}", status_code=303)
    end(office.request, response)
    return response


async def _ask_with_code(office: Office, form: FilledForm, method: str, path: str) -> Any:
    code = form.require("app_code", _ENTER)
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        return await office.ask("residents", method, path, json={"code": code})
    except ServiceRefused as refused:
        if refused.code not in _OF_THE_CODE:
            raise
        form.refuse("app_code", refusal_in_words(refused))
        raise FormIsNotTaken(form) from None


def _led_to(office: Office, address: str, name: str, content: dict[str, Any]) -> Response:
    response = RedirectResponse(address, status_code=303)
    whose = {"whose": office.staff.staff_id}
    sealed_cookies.keep(office.request, response, name, content | whose, _A_QUARTER_OF_AN_HOUR)
    return response


def _kept(office: Office, name: str) -> dict[str, Any] | None:
    found = sealed_cookies.kept(office.request, name, _A_QUARTER_OF_AN_HOUR)
    return found if found and found.get("whose") == office.staff.staff_id else None


ROUTES = [
    Route(_HOME, show, methods=["GET"]),
    Route(_HOME, set_up, methods=["POST"]),
    Route(f"{_HOME}/new", show_secret, methods=["GET"]),
    Route(f"{_HOME}/new", confirm, methods=["POST"]),
    Route(f"{_HOME}/codes", show_codes, methods=["GET"]),
    Route(f"{_HOME}/end", take_away, methods=["POST"]),
]
