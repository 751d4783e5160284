"""The staff themselves: who may do what, and whose account ends."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.visits import VERSION
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.people.session import end
from gateways.web.staff.words import ROLES as ROLE_NAMES
from gateways.web.words.message import say

ROLES = [
    ("moderator", say("Moderator: screens ideas, answers proposals and offers")),
    ("returning-officer", say("Returning officer: opens, closes, counts and certifies polls")),
    ("data-entry-officer", say("Data entry: enters letters, reads in the roll")),
    ("auditor", say("Auditor: reads what staff did, and changes nothing")),
    ("administrator", say("Administrator: makes rounds and accounts")),
]
SHORTEST = 15
_NOT_FOUND = 404
_TOO_SHORT = say("Choose a password of at least %(length)s characters.", length=SHORTEST)
_DONE = {
    "made": say("The account was made"),
    "changed": say("The account was changed"),
    "reset": say("The second factor was taken away"),
}


@staff_page
async def people(office: Office) -> Response:
    """Everyone with an account, and the form for a new one."""
    if office.request.method == "POST":
        form = await office.read_form()
        await office.send(form, "name", "residents", "/staff", _new_account(form))
        return RedirectResponse("/staff/people?done=made", status_code=303)
    done = _DONE.get(office.request.query_params.get("done", ""))
    accounts = await _accounts(office)
    return office.show(
        "people.html", done=done, form=office.form({}), accounts=accounts, roles=ROLES, role_names=ROLE_NAMES
    )


@staff_page
async def account(office: Office) -> Response:
    """One account: other roles, another password, disabled or enabled again. Its sessions end with each change."""
    staff_id = str(office.request.path_params["staff_id"])
    found = next((each for each in await _accounts(office) if each["staff_id"] == staff_id), None)
    if found is None:
        raise ServiceRefused(_NOT_FOUND, {"code": "staff-is-not-known"})
    if office.request.method == "POST":
        form = await office.read_form()
        await office.send(form, "roles", "residents", f"/staff/{staff_id}", _change(form), method="PATCH")
        return RedirectResponse("/staff/people?done=changed", status_code=303)
    return office.show("account.html", form=office.form(_as_it_is(found)), account=found, roles=ROLES)


@staff_page
async def own_password(office: Office) -> Response:
    """A password of one's own, which whoever made the account does not know."""
    if office.request.method != "POST":
        return office.show("own_password.html", form=office.form({}))
    form = await office.read_form()
    await office.send(form, "new", "residents", "/staff/me/password", _own_password(form), method="PUT")
    response = RedirectResponse("/staff/sign-in?next=/staff", status_code=303)
    end(office.request, response)
    return response


async def _accounts(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await office.ask("residents", "GET", "/staff"))["items"]
    return found


def _as_it_is(found: dict[str, Any]) -> dict[str, str]:
    ticked = {role: "yes" if role in found["roles"] else "" for role, _ in ROLES}
    return ticked | {"disabled": "yes" if found["is_disabled"] else "", VERSION: found["version"]}


def _new_account(form: FilledForm) -> dict[str, Any]:
    name = form.require("name", say("Enter the name that this person signs in with."))
    password = form.typed.get("password", "")
    if len(password) < SHORTEST:
        form.refuse("password", _TOO_SHORT)
    return {"name": name, "password": password, "roles": _roles(form)}


def _change(form: FilledForm) -> dict[str, Any]:
    password = form.typed.get("password", "")
    if password and len(password) < SHORTEST:
        form.refuse("password", _TOO_SHORT)
    return {"roles": _roles(form), "is_disabled": bool(form.value("disabled")), "password": password or None}


def _own_password(form: FilledForm) -> dict[str, Any]:
    if not form.typed.get("old", ""):
        form.refuse("old", say("Enter the password that you have now."))
    if len(form.typed.get("new", "")) < SHORTEST:
        form.refuse("new", _TOO_SHORT)
    return {"old": form.typed.get("old", ""), "new": form.typed.get("new", "")}


def _roles(form: FilledForm) -> list[str]:
    roles = [role for role, _ in ROLES if form.value(role)]
    if not roles:
        form.refuse(ROLES[0][0], say("Choose at least one role."))
    return roles


@shown_at("/staff/people/{staff_id}")
@staff_page
async def reset_second_factor(office: Office) -> Response:
    """Take a colleague's second factor away, who lost app and recovery codes."""
    staff_id = office.request.path_params["staff_id"]
    await office.ask("residents", "DELETE", f"/staff/{staff_id}/second-factor")
    return RedirectResponse("/staff/people?done=reset", status_code=303)


ROUTES = [
    Route("/staff/people/{staff_id:uuid}/second-factor", reset_second_factor, methods=["POST"]),
    Route("/staff/people", people, methods=["GET", "POST"]),
    Route("/staff/people/{staff_id:uuid}", account, methods=["GET", "POST"]),
    Route("/staff/password", own_password, methods=["GET", "POST"]),
]
