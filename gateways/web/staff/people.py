"""The staff themselves: who may do what."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.forms import FilledForm
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.staff.words import ROLES as ROLE_NAMES
from gateways.web.words.message import say

ROLES = [
    ("moderator", say("Moderator: screens ideas, answers proposals and offers")),
    ("returning-officer", say("Returning officer: opens, closes, counts and certifies polls")),
    ("data-entry-officer", say("Data entry: enters letters, reads in the roll")),
    ("administrator", say("Administrator: makes rounds and accounts")),
]
_SHORTEST = 12
_UNPROCESSABLE = 422


@staff_page
async def people(office: Office) -> Response:
    """Everyone with an account, and the form for a new one."""
    form, status = FilledForm(), 200
    if office.request.method == "POST":
        form = FilledForm({name: str(value) for name, value in (await office.request.form()).items()})
        wish = _wish(form)
        if form.is_sound and await _is_made(office, form, wish):
            return RedirectResponse("/staff/people?done=made", status_code=303)
        status = _UNPROCESSABLE
    accounts = await office.ask("residents", "GET", "/staff")
    items = accounts["items"] if isinstance(accounts, dict) else accounts
    is_made = office.request.query_params.get("done") == "made"
    return office.show(
        "people.html", status=status, form=form, accounts=items, roles=ROLES, is_made=is_made, role_names=ROLE_NAMES
    )


async def _is_made(office: Office, form: FilledForm, wish: dict[str, Any]) -> bool:
    try:
        await office.ask("residents", "POST", "/staff", json=wish)
    except ServiceRefused as refused:
        if refused.status not in (409, _UNPROCESSABLE):
            raise
        form.refuse("name", refusal_in_words(refused))
    return form.is_sound


def _wish(form: FilledForm) -> dict[str, Any]:
    name = form.require("name", say("Enter the name that this person signs in with."))
    password = form.typed.get("password", "")
    if len(password) < _SHORTEST:
        form.refuse("password", say("Choose a password of at least %(length)s characters.", length=_SHORTEST))
    roles = [role for role, _ in ROLES if form.value(role)]
    if not roles:
        form.refuse(ROLES[0][0], say("Choose at least one role."))
    return {"name": name, "password": password, "roles": roles}


ROUTES = [Route("/staff/people", people, methods=["GET", "POST"])]
