"""Suggestions that came by letter, telephone, at the desk or in a meeting, entered by staff."""

from typing import Any
from uuid import uuid4

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.maps.placing import as_pressed, map_to_press, mark_where_pressed, was_pressed
from gateways.web.pages.contact import check_address
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.location import location_of
from gateways.web.rounds.areas import area_names
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say

_CHANNELS = [
    ("letter", say("By letter")),
    ("phone", say("By telephone")),
    ("desk", say("At the desk")),
    ("meeting", say("In a meeting")),
]
_CONTACTS = [
    ("", say("No, they did not ask to be told")),
    ("letter", say("By letter")),
    ("phone", say("By telephone")),
    ("email", say("By e-mail")),
]


@staff_page
async def enter_idea(office: Office) -> Response:
    """The form, and the idea that comes of it."""
    office.demand("moderator", "data-entry-officer", "administrator")
    rounds = [one for one in await office.rounds() if not one["is_archived"]]
    if office.request.method != "POST":
        return await _page(office, rounds, office.form({"submission_id": str(uuid4()), "channel": "letter"}))
    form = await office.read_form()
    if rounds and was_pressed(form):
        raise await mark_where_pressed(office.request, _town(form, rounds), form)
    idea = await office.send(form, "title", "ideas", "/ideas", _wish(form, rounds))
    return RedirectResponse(f"/staff/ideas/{idea['number']}?done=entered", status_code=303)


def _wish(form: FilledForm, rounds: list[dict[str, Any]]) -> dict[str, Any]:
    title = form.require("title", say("Give it a title, in the sender's own words."))
    text = form.require("text", say("Write down what was suggested."))
    town = _town(form, rounds)
    wish: dict[str, Any] = {
        "round_id": town["round_id"],
        "title": title,
        "text": text,
        "channel": form.value("channel") or "letter",
        "submission_id": form.value("submission_id") or None,
        "place": form.value("place") or None,
        "location": location_of(form),
    }
    if form.value("area_id"):
        wish["area_id"] = form.value("area_id")
        if form.value("area_id") not in area_names(town):
            form.refuse("area_id", say("This part of town does not belong to this round. Please choose again."))
    if form.value("contact_kind"):
        address = check_address(form, form.value("contact_kind"), "contact_address")
        wish["contact"] = {"kind": form.value("contact_kind"), "address": address}
    return wish


def _town(form: FilledForm, rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The round that was chosen, else the newest."""
    return next((one for one in rounds if one["round_id"] == form.value("round_id")), rounds[-1])


async def _page(office: Office, rounds: list[dict[str, Any]], form: FilledForm) -> Response:
    if not rounds:
        return office.show("no_round.html")
    form = as_pressed(form, office.more)
    drawn = await map_to_press(office.request, _town(form, rounds), form)
    return office.show("entry.html", form=form, rounds=rounds, channels=_CHANNELS, contacts=_CONTACTS, map=drawn)


ROUTES = [Route("/staff/enter", enter_idea, methods=["GET", "POST"])]
