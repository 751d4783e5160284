"""The staff themselves: who may do what."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import FormIsNotTaken, Office, staff_page
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
        form = await office.read_form()
        try:
            await office.send(form, "name", "residents", "/staff", _wish(form))
        except FormIsNotTaken:
            status = _UNPROCESSABLE
        else:
            return RedirectResponse("/staff/people?done=made", status_code=303)
    accounts = await office.ask("residents", "GET", "/staff")
    items = accounts["items"] if isinstance(accounts, dict) else accounts
    is_made = office.request.query_params.get("done") == "made"
    return office.show(
        "people.html", status=status, form=form, accounts=items, roles=ROLES, is_made=is_made, role_names=ROLE_NAMES
    )


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
