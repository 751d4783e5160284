"""Integrators: accounts for programs of others, and their keys, each shown once."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.developers.scopes import IN_WORDS, SCOPES
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.vote.booth import kept_nowhere
from gateways.web.words.message import say

HOME = "/staff/integrators"
_ONE = "/staff/integrators/{integrator_id}"
_MADE, _FIVE_MINUTES = "made-key", 300
_MOST_DAYS, _MOST_A_MINUTE = 730, 60_000
_DONE = {
    "made": say("The account was made. Now give it a key."),
    "revoked": say("The key was revoked. It opens nothing any more."),
}


@staff_page
async def integrators(office: Office) -> Response:
    """Everyone who has an account, and the form for a new one."""
    office.demand("administrator")
    if office.request.method == "POST":
        form = await office.read_form()
        wish = {"name": form.require("integrator_name", say("Enter what this integrator is called."))}
        made = await _send(office, form, "integrator_name", "/integrators", wish)
        return RedirectResponse(f"{HOME}/{made['integrator_id']}?done=made", status_code=303)
    return office.show("integrators.html", form=office.form({}), found=await _all(office))


@staff_page
async def integrator(office: Office) -> Response:
    """One account with its keys; a new one is shown this once."""
    office.demand("administrator")
    wanted = str(office.request.path_params["integrator_id"])
    found = next((one for one in await _all(office) if one["integrator_id"] == wanted), None)
    if found is None:
        raise ServiceRefused(404, {"code": "integrator-is-not-known"})
    made = sealed_cookies.kept(office.request, _MADE, _FIVE_MINUTES) or {}
    is_theirs = made.get("to") == office.staff.staff_id and made.get("client_id") == wanted
    page = office.show(
        "integrator.html",
        form=office.form({"days": "365", "per_minute": "600", "events_public": "yes"}),
        found=found,
        scopes=SCOPES,
        words=IN_WORDS,
        now=office.now.isoformat(),
        made=made if is_theirs else None,
        done=_DONE.get(office.request.query_params.get("done", "")),
    )
    if made:
        sealed_cookies.drop(office.request, page, _MADE)
    return kept_nowhere(page)


@shown_at(_ONE)
@staff_page
async def give_key(office: Office) -> Response:
    """A new key, on the page of the account."""
    form = await office.read_form()
    wanted = office.request.path_params["integrator_id"]
    made = await _send(office, form, "key_name", f"/integrators/{wanted}/keys", _new_key(form))
    response = RedirectResponse(_ONE.format(integrator_id=wanted), status_code=303)
    shown = {"key": made["key"], "name": made["name"], "client_id": made["client_id"], "to": office.staff.staff_id}
    sealed_cookies.keep(office.request, response, _MADE, shown, _FIVE_MINUTES)
    return response


@shown_at(_ONE)
@staff_page
async def revoke_key(office: Office) -> Response:
    """The key opens nothing any more."""
    wanted, key_id = office.request.path_params["integrator_id"], office.request.path_params["integrator_key_id"]
    await office.ask("residents", "DELETE", f"/integrators/{wanted}/keys/{key_id}")
    return RedirectResponse(f"{_ONE.format(integrator_id=wanted)}?done=revoked", status_code=303)


async def _all(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await office.ask("residents", "GET", "/integrators"))["items"]
    return found


async def _send(office: Office, form: FilledForm, beside: str, path: str, wish: dict[str, Any]) -> Any:
    try:
        return await office.send(form, beside, "residents", path, wish)
    except ServiceRefused as refused:
        if refused.code != "integrator-name-is-taken":
            raise
        form.refuse(beside, refusal_in_words(refused))
        raise FormIsNotTaken(form) from None


def _new_key(form: FilledForm) -> dict[str, Any]:
    name = form.require("key_name", say("Enter what the key is for, such as the program's name."))
    scopes = [scope for field, scope, _ in SCOPES if form.value(field)]
    if not scopes:
        form.refuse(SCOPES[0][0], say("Choose at least one thing that the key opens."))
    days = _whole(form, "days", _MOST_DAYS)
    return {"name": name, "scopes": scopes, "days": days, "per_minute": _whole(form, "per_minute", _MOST_A_MINUTE)}


def _whole(form: FilledForm, field: str, most: int) -> int:
    typed = form.value(field).strip()
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(most)) else 0
    if not 1 <= number <= most:
        form.refuse(field, say("Enter a whole number from 1 to %(most)s.", most=most))
    return number


ROUTES = [
    Route(HOME, integrators, methods=["GET", "POST"]),
    Route("/staff/integrators/{integrator_id:uuid}", integrator),
    Route("/staff/integrators/{integrator_id:uuid}/keys", give_key, methods=["POST"]),
    Route("/staff/integrators/{integrator_id:uuid}/keys/{integrator_key_id:uuid}/end", revoke_key, methods=["POST"]),
]
