"""One's own second factor: an authenticator app set up by secret or QR code, recovery codes to print, and its end."""

import re
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import FormIsNotTaken, Office, refusal_in_words, staff_page
from gateways.web.staff.people.session import begin, end
from gateways.web.vote.booth import kept_nowhere
from gateways.web.vote.qr import qr_code
from gateways.web.words.message import say

_FACTOR = "/staff/me/second-factor"
_A_SECRET = re.compile(r"[A-Z2-7]{16,64}")
_AN_ADDRESS = re.compile(r"otpauth://totp/[\x21-\x7e]{1,500}")
_OF_THE_CODE = ("second-factor-is-wrong", "too-many-attempts")
_ENTER = say("Enter the six digits that the app shows.")


@staff_page
async def show(office: Office) -> Response:
    """Whether there is one, and the way to one or from it."""
    return await _page(office, FilledForm())


@staff_page
async def set_up(office: Office) -> Response:
    """A new secret for the app, shown on this page alone."""
    try:
        begun: dict[str, Any] = await office.ask("residents", "POST", _FACTOR, json={})
    except ServiceRefused as refused:
        if refused.code != "second-factor-is-there":
            raise
        return RedirectResponse("/staff/second-factor", status_code=303)
    return _begun(office, FilledForm(), begun["secret"], begun["address"])


@staff_page
async def confirm(office: Office) -> Response:
    """The app's first code; then the recovery codes, shown this once."""
    form = await office.read_form()
    secret, address = form.typed.get("secret", ""), form.typed.get("address", "")
    if not _A_SECRET.fullmatch(secret) or not _AN_ADDRESS.fullmatch(address):
        return RedirectResponse("/staff/second-factor", status_code=303)
    try:
        found = await _ask_with_code(office, form, "PUT", _FACTOR)
    except FormIsNotTaken as refused:
        return _begun(office, form, secret, address, status=refused.status)
    page = kept_nowhere(office.show("second_factor_codes.html", codes=found["recovery_codes"]))
    begin(office.request, page, found["session"]["token"])
    return page


@staff_page
async def take_away(office: Office) -> Response:
    """No second factor any more, as for another telephone; then signing in sets up a new one."""
    form = await office.read_form()
    try:
        await _ask_with_code(office, form, "POST", f"{_FACTOR}/end")
    except FormIsNotTaken as refused:
        return await _page(office, form, status=refused.status)
    response = RedirectResponse("/staff/sign-in?next=/staff/second-factor", status_code=303)
    end(office.request, response)
    return response


async def _ask_with_code(office: Office, form: FilledForm, method: str, path: str) -> Any:
    code = form.require("code", _ENTER)
    if not form.is_sound:
        raise FormIsNotTaken(422)
    try:
        return await office.ask("residents", method, path, json={"code": code})
    except ServiceRefused as refused:
        if refused.code not in _OF_THE_CODE:
            raise
        form.refuse("code", refusal_in_words(refused))
        raise FormIsNotTaken(422) from None


async def _page(office: Office, form: FilledForm, *, status: int = 200) -> Response:
    own = await office.ask("residents", "GET", "/staff/me")
    return office.show("second_factor.html", status=status, form=form, own=own)


def _begun(office: Office, form: FilledForm, secret: str, address: str, *, status: int = 200) -> Response:
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    shown = {"form": form, "secret": secret, "address": address, "parts": parts, "qr": qr_code(address)}
    return kept_nowhere(office.show("second_factor_begun.html", status=status, **shown))


ROUTES = [
    Route("/staff/second-factor", show, methods=["GET"]),
    Route("/staff/second-factor", set_up, methods=["POST"]),
    Route("/staff/second-factor/confirm", confirm, methods=["POST"]),
    Route("/staff/second-factor/end", take_away, methods=["POST"]),
]
