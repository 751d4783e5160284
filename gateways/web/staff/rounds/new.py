"""A new round: its funds, areas and calendar."""

from datetime import date, timedelta
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.rounds.known import today_of
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.rounds.fields import PHASES, amount, funds, lines, workflows_of
from gateways.web.words.message import say

Body = dict[str, Any]

_CURRENCIES = ["EUR", "PLN", "GBP", "CHF", "CZK", "DKK", "SEK", "NOK", "HUF", "RON", "USD"]


@staff_page
async def new_round(office: Office) -> Response:
    """The form, and the round that comes of it."""
    office.demand("administrator")
    if office.request.method != "POST":
        return await _page(office, office.form(_suggested(today_of(office.request))))
    form = await office.read_form()
    made = await office.send(form, "name", "ideas", "/rounds", _wish(form))
    return RedirectResponse(f"/staff/rounds/{made['round_id']}/roll", status_code=303)


def _suggested(today: date) -> dict[str, str]:
    starts = {f"{name}_on": str(today + timedelta(days=60 * place)) for place, (name, _) in enumerate(PHASES)}
    return {"currency": "EUR", "hourly_value": "12", "workflow": "ballot-budget", **starts}


def _wish(form: FilledForm) -> Body:
    currency = form.value("currency") or "EUR"
    return {
        "name": form.require("name", say("Give the round a name, such as: Lindenhof decides 2027.")),
        "currency": currency,
        "hourly_value_cents": amount(form, "hourly_value", form.value("hourly_value") or "0", currency),
        "areas": [{"name": line} for line in lines(form, "areas")],
        "funds": _funds(form, currency),
        "calendar": _calendar(form),
        "workflow": form.value("workflow") or "ballot-budget",
    }


def _funds(form: FilledForm, currency: str) -> list[Body]:
    found = funds(form, currency)
    if not found:
        form.refuse("funds", say("Write down at least one fund with its amount."))
    return found


def _calendar(form: FilledForm) -> list[Body]:
    starts: list[tuple[str, date]] = []
    for name, _ in PHASES:
        try:
            starts.append((name, date.fromisoformat(form.value(f"{name}_on"))))
        except ValueError:
            form.refuse(f"{name}_on", say("Write the day like 2027-03-01."))
    ends: list[date | None] = [start - timedelta(days=1) for _, start in starts[1:]]
    calendar = []
    for (name, start), end in zip(starts, [*ends, None], strict=False):
        if end is not None and end < start:
            form.refuse(f"{name}_on", say("The next part must begin later than this one."))
        calendar.append({"name": name, "starts_on": str(start), "ends_on": str(end) if end else None})
    return calendar


async def _page(office: Office, form: FilledForm) -> Response:
    currencies = [(currency, currency) for currency in _CURRENCIES]
    return office.show(
        "round_new.html", form=form, phases=PHASES, currencies=currencies, workflows=await workflows_of(office)
    )


ROUTES = [Route("/staff/rounds/new", new_round, methods=["GET", "POST"])]
