"""Answers that are kept back for a while: to take one back, and to set for how long."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused, piece
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.moments import as_typed
from gateways.web.staff.desk.actions import allowed_now, ask_in_time, in_units
from gateways.web.staff.desk.bulk import HOME as ANSWERS
from gateways.web.staff.desk.queue import HOME, back_to_case
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say

Body = dict[str, Any]

_NONE_IS_PREPARED = 404
_MOST_DIGITS = 3


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def take_back(office: Office) -> Response:
    """The answer does not go out; its words stand in the form again."""
    form = await office.read_form()
    number = piece(office.request.path_params["number"])
    await ask_in_time(office, form, "ideas", "POST", f"/desk/ideas/{number}/answers/take-back")
    return back_to_case(office, form)


@shown_at(ANSWERS)
@staff_page
async def set_time(office: Office) -> Response:
    """Answers are kept back so long from now on."""
    form = await office.read_form()
    minutes = form.require("minutes", say("Write a number of minutes, such as 5, or 0."))
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) <= _MOST_DIGITS):
        form.refuse("minutes", say("Write a number of minutes, such as 5, or 0."))
    wish = {"minutes": int(minutes) if form.is_sound else 0}
    await office.send(form, "minutes", "ideas", "/desk/time-to-take-back", wish, method="PUT")
    return RedirectResponse(f"{ANSWERS}?done=time", status_code=303)


async def as_prepared(office: Office, number: str, currency: str) -> FilledForm | None:
    """What whoever looks has prepared for the idea, as they would type it; none if nothing."""
    try:
        found = await office.ask("ideas", "GET", f"/desk/ideas/{number}/prepared")
    except ServiceRefused as refused:
        if refused.status != _NONE_IS_PREPARED:
            raise
        return None
    allowed = await allowed_now(office, "ideas", f"/ideas/{number}")
    wanted = next((one for one in allowed if one["action"] == found["action"]), None)
    typed: dict[str, str] = {"action": found["action"]}
    for field in wanted["fields"] if wanted else ():
        if (value := found["fields"].get(field["name"])) is not None:
            typed |= _typed(office, f"{found['action']}-{field['name']}", field["kind"], value, currency)
    return FilledForm(typed) if wanted else None


def _typed(office: Office, name: str, kind: str, value: Any, currency: str) -> dict[str, str]:
    match kind:
        case "money":
            return {name: in_units(office, int(value), currency)}
        case "moment":
            return as_typed(name, str(value), office.zone)
        case _:
            return {name: str(value)}


ROUTES = [
    Route("/staff/desk/ideas/{number}/take-back", take_back, methods=["POST"]),
    Route(f"{ANSWERS}/time", set_time, methods=["POST"]),
]
