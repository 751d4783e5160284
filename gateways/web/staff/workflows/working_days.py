"""The council's working days, by which deadlines are counted: its weekend and its holidays."""

from datetime import date
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.visits import VERSION
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.rounds.fields import lines
from gateways.web.words.message import say

Body = dict[str, Any]

_PAGE = "/staff/working-days"
_WEEK = [
    ("1", say("Monday")),
    ("2", say("Tuesday")),
    ("3", say("Wednesday")),
    ("4", say("Thursday")),
    ("5", say("Friday")),
    ("6", say("Saturday")),
    ("7", say("Sunday")),
]


@staff_page
async def working_days(office: Office) -> Response:
    """The calendar as a form, and the one that comes of it."""
    office.demand("administrator")
    if office.request.method != "POST":
        days = await office.ask("ideas", "GET", "/working-days")
        form = office.form(_as_typed(days))
        done = "done" in office.request.query_params
        return office.show("workflows/working_days.html", form=form, days=days, week=_WEEK, done=done)
    form = await office.read_form()
    await office.send(form, "holidays", "ideas", "/working-days", _wish(form), method="PUT")
    return RedirectResponse(f"{_PAGE}?done=changed", status_code=303)


def _as_typed(days: Body) -> dict[str, str]:
    ticked = {f"weekend-{day}": "yes" for day in days["weekend"]}
    return {VERSION: days["version"], "holidays": "\n".join(days["holidays"]), **ticked}


def _wish(form: FilledForm) -> Body:
    weekend = [int(day) for day, _ in _WEEK if form.value(f"weekend-{day}")]
    if len(weekend) == len(_WEEK):
        form.refuse("weekend-1", say("At least one day of the week must be a working day."))
    return {"weekend": weekend, "holidays": [day for line in lines(form, "holidays") if (day := _day(form, line))]}


def _day(form: FilledForm, line: str) -> str | None:
    try:
        return date.fromisoformat(line).isoformat()
    except ValueError:
        form.refuse("holidays", say("Write each day like 2027-12-25: “%(line)s” is none.", line=line[:40]))
        return None


ROUTES = [Route(_PAGE, working_days, methods=["GET", "POST"])]
