"""Opinions that departments are asked for: asking, writing down what they say, and all that are awaited."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import piece
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.desk.queue import HOME as CASES
from gateways.web.staff.desk.queue import back_to_case, part_of
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import say

Body = dict[str, Any]

HOME = "/staff/opinions"
ASK = "ask-"
"""Begins the name of the box that asks a department, before its id."""
STANCES = {
    "for": say("For it"),
    "conditions": say("For it, under conditions"),
    "against": say("Against it"),
    "not-concerned": say("Not its business"),
}
WHICH = {"open": say("Awaited"), "overdue": say("Overdue"), "answered": say("Answered")}
_AT_ONCE = 50
_DAYS = say("Write a number of working days, from 1 to 250.")
_MOST_DIGITS = 3


@staff_page
async def opinions(office: Office) -> Response:
    """What departments were asked about all ideas, by how it stands."""
    office.demand(*MODERATION)
    query = office.request.query_params
    which = query.get("state", "open") if query.get("state") in WHICH else "open"
    departments = (await office.ask("ideas", "GET", "/desk/departments"))["items"]
    names = {one["department_id"]: one["name"] for one in departments}
    of = query.get("department", "") if query.get("department") in names else ""
    wish = {"state": which, "limit": _AT_ONCE} | ({"department_id": of} if of else {})
    found = await part_of(office, "/desk/opinions", wish, query.get("after", "")[:1000])
    onward = urlencode({"state": which, "department": of, "after": found["next"]}) if found["next"] else ""
    return office.show(
        "opinions.html",
        found=found["items"],
        wanted=FilledForm({"state": which, "department": of}),
        choices={"state": [*WHICH.items()], "department": [("", say("Any")), *names.items()]},
        departments=names,
        stances=[*STANCES.items()],
        onward=onward,
    )


@shown_at(f"{CASES}/{{number}}")
@staff_page
async def ask(office: Office) -> Response:
    """The ticked departments are asked."""
    form = await office.read_form()
    departments = [name.removeprefix(ASK) for name in form.typed if name.startswith(ASK) and form.value(name)]
    if not departments:
        form.refuse("question", say("Tick the departments that are asked."))
    wish = {
        "departments": departments,
        "question": form.require("question", say("Write what they are asked.")),
        "working_days": _whole(form, "working_days"),
    }
    await office.send(form, "question", "ideas", f"{_path(office)}/opinions", wish)
    return back_to_case(office, form)


@shown_at(f"{CASES}/{{number}}")
@staff_page
async def write_down(office: Office) -> Response:
    """What the department said is written down, or it is asked no more."""
    form = await office.read_form()
    id_ = office.request.path_params["opinion_id"]
    path = f"{_path(office)}/opinions/{id_}"
    if form.value("what") == "take-back":
        await office.send(form, f"opinion-{id_}", "ideas", path, {}, method="DELETE")
        return back_to_case(office, form)
    wish = {
        "stance": form.require(f"stance-{id_}", say("Choose what the department says.")),
        "text": form.require(f"opinion-{id_}", say("Write what the department says.")),
    }
    await office.send(form, f"opinion-{id_}", "ideas", f"{path}/answer", wish)
    return back_to_case(office, form)


def _path(office: Office) -> str:
    return f"/desk/ideas/{piece(office.request.path_params['number'])}"


def _whole(form: FilledForm, name: str) -> int:
    typed = form.require(name, _DAYS)
    if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS:
        return int(typed)
    form.refuse(name, _DAYS)
    return 0


ROUTES = [
    Route(HOME, opinions, methods=["GET"]),
    Route("/staff/desk/ideas/{number}/opinions", ask, methods=["POST"]),
    Route("/staff/desk/ideas/{number}/opinions/{opinion_id}", write_down, methods=["POST"]),
]
