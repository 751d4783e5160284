"""Changing what may still change of a round, and putting it away when it is over."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.rendering import speech_of
from gateways.web.pages.visits import QUICKER, VERSION, as_seen
from gateways.web.staff.desk.actions import in_units
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.staff.rounds.fields import PHASES, amount, funds, lines, workflows_of
from gateways.web.words.message import Message, say

Body = dict[str, Any]


@staff_page
async def change_round(office: Office) -> Response:
    """The round as it stands, as a form; and the round that comes of it."""
    office.demand("administrator")
    town = await office.ask("ideas", "GET", f"/rounds/{office.request.path_params['round_id']}")
    if office.request.method != "POST":
        return await _page(office, town, office.form(_as_typed(office, town)))
    form = await office.read_form()
    wish = {"is_archived": form.value("archive") == "yes"} if form.value("archive") else _wish(form, town)
    await _send(office, form, town, wish)
    done = {"yes": "archived", "no": "taken-out"}.get(form.value("archive"), "changed")
    return RedirectResponse(f"/staff/rounds?done={done}", status_code=303)


async def _send(office: Office, form: FilledForm, town: Body, wish: Body) -> None:
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        await office.ask("ideas", "PATCH", f"/rounds/{town['round_id']}", json=wish, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.code not in _FIELDS:
            raise
        form.refuse(_FIELDS[refused.code], _in_words(office, refused))
        raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None


_FIELDS = {
    "it-has-changed": "name",
    "calendar-cuts-a-poll": "vote_on",
    "fund-is-on-a-paper": "funds",
    "part-of-round-stays": "areas",
    "round-has-a-poll-under-way": "archive",
    "round-name-is-taken": "name",
    "round-is-not-sound": "name",
    "malformed-request": "name",
}


def _in_words(office: Office, refused: ServiceRefused) -> Message | str:
    said, told = speech_of(office.request), refused.problem
    match refused.code:
        case "calendar-cuts-a-poll":
            return say(
                "The poll “%(poll)s” is published and open from %(opens)s to %(closes)s. The vote must begin no later "
                "and end no earlier.",
                poll=told["poll"],
                opens=said.long_date(told["opens_on"]),
                closes=said.long_date(told["closes_on"]),
            )
        case "fund-is-on-a-paper":
            return say(
                "The poll “%(poll)s” decides on the fund “%(fund)s” and is published, so its amount is fixed.",
                poll=told["poll"],
                fund=told["fund"],
            )
        case "round-has-a-poll-under-way":
            return say(
                "The poll “%(poll)s” is not decided yet, so the round cannot be put away before it.", poll=told["poll"]
            )
        case _:
            return refusal_in_words(refused)


def _as_typed(office: Office, town: Body) -> dict[str, str]:
    typed = {"name": town["name"], "workflow": town["workflow"]}
    typed |= {"hourly_value": in_units(office, town["hourly_value_cents"], town["currency"])}
    for phase in town["calendar"]:
        typed |= {f"{phase['name']}_on": phase["starts_on"], f"{phase['name']}_until": phase["ends_on"] or ""}
    for area in town["areas"]:
        typed[f"area-{area['area_id']}"] = area["name"]
    for fund in town["funds"]:
        typed[f"fund-{fund['fund_id']}"] = fund["name"]
        typed[f"amount-{fund['fund_id']}"] = in_units(office, fund["budget_cents"], town["currency"])
    return typed | {VERSION: town["version"]}


def _wish(form: FilledForm, town: Body) -> Body:
    hourly_value = form.value("hourly_value") or "0"
    return {
        "name": form.require("name", say("Give the round a name, such as: Lindenhof decides 2027.")),
        "hourly_value_cents": amount(form, "hourly_value", hourly_value, town["currency"]),
        "areas": [*_areas(form, town)],
        "funds": [*_funds(form, town)],
        "calendar": [*_calendar(form)],
        "workflow": form.value("workflow") or town["workflow"],
    }


def _areas(form: FilledForm, town: Body) -> Iterator[Body]:
    for area in town["areas"]:
        name = form.require(f"area-{area['area_id']}", _NAMELESS)
        yield {"area_id": area["area_id"], "name": name, "population": area["population"]}
    yield from ({"name": name} for name in lines(form, "areas"))


def _funds(form: FilledForm, town: Body) -> Iterator[Body]:
    names = {area["area_id"]: form.value(f"area-{area['area_id']}") for area in town["areas"]}
    for fund in town["funds"]:
        fund_id = fund["fund_id"]
        yield {
            "fund_id": fund_id,
            "name": form.require(f"fund-{fund_id}", _NAMELESS),
            "budget_cents": amount(form, f"amount-{fund_id}", form.value(f"amount-{fund_id}"), town["currency"]),
            "area": names.get(fund["area_id"]),
            "spent_by": fund["spent_by"],
        }
    yield from funds(form, town["currency"])


_NAMELESS = say("It needs a name: people and proposals belong to it.")


def _calendar(form: FilledForm) -> Iterator[Body]:
    latest = date.min
    for name, _ in PHASES:
        starts, ends = _day(form, f"{name}_on"), _day(form, f"{name}_until")
        if starts is None:
            if ends is not None:
                form.refuse(f"{name}_on", say("Write the day on which it begins, too."))
            continue
        if starts < latest:
            form.refuse(f"{name}_on", say("It must not begin before the part above it."))
        if ends is not None and ends < starts:
            form.refuse(f"{name}_until", say("The last day must not be before the first."))
        latest = starts
        yield {"name": name, "starts_on": str(starts), "ends_on": str(ends) if ends else None}


def _day(form: FilledForm, name: str) -> date | None:
    if not form.value(name):
        return None
    try:
        return date.fromisoformat(form.value(name))
    except ValueError:
        form.refuse(name, say("Write the day like 2027-03-01."))
        return None


async def _page(office: Office, town: Body, form: FilledForm) -> Response:
    workflows = await workflows_of(office)
    return office.show("round_change.html", form=form, town=town, phases=PHASES, workflows=workflows)


ROUTES = [Route("/staff/rounds/{round_id}", change_round, methods=["GET", "POST"])]
