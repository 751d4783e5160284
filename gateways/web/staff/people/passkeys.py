"""Passkeys: made, named and taken away by their owner, and used to sign in in place of the app's code.

The browser asks its owner with a script of ours. Whoever has none signs in with the app's code.
"""

import json
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.pages.rendering import render
from gateways.web.pages.visits import ask_as, own_path
from gateways.web.staff.office import DESK, FIRST_STEPS, Office, refusal_in_words, staff_page
from gateways.web.staff.people.session import begin, end
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.words.message import say

_OWN = "/staff/me/passkeys"
HOME, SIGN_IN = "/staff/passkeys", "/staff/sign-in/passkey"
_NEW, _ENTERING = "passkey-new", "passkey-sign-in"
_FIVE_MINUTES = 300
_OF_THE_CODE = ("second-factor-is-wrong", "second-factor-is-missing", "passkeys-need-an-address", "too-many-attempts")
_DONE = {"made": say("The passkey is kept. From now on you can sign in with it.")}
_TOO_LATE = say("This did not work with the passkey. Nothing was changed. Please begin again.")


@staff_page
async def show(office: Office) -> Response:
    """Which there are, and the form for one more."""
    own, found = await office.ask("residents", "GET", "/staff/me"), await office.ask("residents", "GET", _OWN)
    done = _DONE.get(office.request.query_params.get("done", ""))
    return office.show("passkeys.html", form=office.form({}), own=own, found=found, done=done)


@shown_at(HOME)
@staff_page
async def make(office: Office) -> Response:
    """On to the page that asks the browser, which keeps the question for five minutes."""
    form = await office.read_form()
    name = form.require("passkey_name", say("Give the passkey a name, such as the device's."))
    asked = await _ask_with_code(office, form, f"{_OWN}/questions")
    return _led_to(office.request, f"{HOME}/new", _NEW, asked | {"name": name, "whose": office.staff.staff_id})


@staff_page
async def show_new(office: Office) -> Response:
    """The button that makes the passkey."""
    kept = sealed_cookies.kept(office.request, _NEW, _FIVE_MINUTES)
    if kept is None or kept["whose"] != office.staff.staff_id:
        return RedirectResponse(HOME, status_code=303)
    options = json.dumps(kept["options"])
    return kept_nowhere(office.show("passkey_new.html", form=office.form({}), options=options, name=kept["name"]))


@shown_at(HOME)
@staff_page
async def finish(office: Office) -> Response:
    """What the browser made; kept under its name."""
    form = await office.read_form()
    kept = sealed_cookies.kept(office.request, _NEW, _FIVE_MINUTES)
    answer = _answer_in(form.typed.get("answer", ""))
    if kept is None or kept["whose"] != office.staff.staff_id or answer is None:
        raise _begin_again()
    try:
        wish = {"ticket": kept["ticket"], "answer": answer, "name": kept["name"]}
        await office.ask("residents", "POST", _OWN, json=wish)
    except ServiceRefused as refused:
        if refused.code != "passkey-is-wrong":
            raise
        raise _begin_again() from None
    response = RedirectResponse(f"{HOME}?done=made", status_code=303)
    sealed_cookies.drop(office.request, response, _NEW)
    return response


@shown_at(HOME)
@staff_page
async def take_away(office: Office) -> Response:
    """No passkey any more; everybody who was signed in to the account signs in again."""
    number = UUID(str(office.request.path_params["passkey_id"]))
    await _ask_with_code(office, await office.read_form(), f"{_OWN}/{number}/end")
    response = RedirectResponse(f"/staff/sign-in?next={HOME}", status_code=303)
    end(office.request, response)
    return response


async def begin_sign_in(request: Request, name: str, password: str, wanted: str) -> Response:
    """On to the page that asks for the passkey. Name and password were right.

    Raises:
        ServiceRefused: if they were not, or there is no passkey.
    """
    client = {"X-Commonpurse-Client": opaque_client(request)}
    wish = {"name": name, "password": password}
    asked = await ask_as(request, None, "residents", "POST", "/staff/passkey-questions", json=wish, headers=client)
    return _led_to(request, SIGN_IN, _ENTERING, asked | {"wanted": wanted})


async def show_sign_in(request: Request) -> Response:
    """The button that asks for the passkey."""
    kept = sealed_cookies.kept(request, _ENTERING, _FIVE_MINUTES)
    if kept is None:
        return RedirectResponse("/staff/sign-in", status_code=303)
    return kept_nowhere(render(request, "staff/passkey_sign_in.html", options=json.dumps(kept["options"])))


@shown_at("/staff/sign-in")
async def sign_in(request: Request) -> Response:
    """A session, by the passkey's answer."""
    answer, form = _answer_in(str((await request.form()).get("answer", ""))), FilledForm()
    kept = sealed_cookies.kept(request, _ENTERING, _FIVE_MINUTES)
    if kept is None or answer is None:
        raise _begin_again("name")
    try:
        wish = {"ticket": kept["ticket"], "answer": answer}
        session = await ask_as(request, None, "residents", "POST", "/staff/passkey-sessions", json=wish)
    except ServiceRefused as refused:
        form.refuse("name", refusal_in_words(refused))
        raise FormIsNotTaken(form) from None
    must = session["must"]
    wanted = FIRST_STEPS[must[0]] if must else own_path(kept["wanted"], DESK)
    response = RedirectResponse(wanted, status_code=303)
    sealed_cookies.drop(request, response, _ENTERING)
    begin(request, response, session["token"])
    return response


def _begin_again(field: str = "app_code") -> FormIsNotTaken:
    form = FilledForm()
    form.refuse(field, _TOO_LATE)
    return FormIsNotTaken(form)


async def _ask_with_code(office: Office, form: FilledForm, path: str) -> Any:
    code = form.require("app_code", say("Enter the six digits that the app shows."))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        return await office.ask("residents", "POST", path, json={"code": code})
    except ServiceRefused as refused:
        if refused.code not in _OF_THE_CODE:
            raise
        form.refuse("app_code", refusal_in_words(refused))
        raise FormIsNotTaken(form) from None


def _answer_in(typed: str) -> dict[str, Any] | None:
    try:
        found = json.loads(typed)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _led_to(request: Request, address: str, cookie: str, content: dict[str, Any]) -> Response:
    response = RedirectResponse(address, status_code=303)
    sealed_cookies.keep(request, response, cookie, content, _FIVE_MINUTES)
    return response


ROUTES = [
    Route(HOME, show, methods=["GET"]),
    Route(HOME, make, methods=["POST"]),
    Route(f"{HOME}/new", show_new, methods=["GET"]),
    Route(f"{HOME}/new", finish, methods=["POST"]),
    Route(f"{HOME}/{{passkey_id:uuid}}/end", take_away, methods=["POST"]),
    Route(SIGN_IN, show_sign_in, methods=["GET"]),
    Route(SIGN_IN, sign_in, methods=["POST"]),
]
