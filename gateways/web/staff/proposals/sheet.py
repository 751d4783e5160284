"""What the office says of a proposal: in full, who is responsible, what it conflicts with, its costs line by line."""

import re

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.rendering import speech_of
from gateways.web.pages.visits import VERSION, as_seen
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.proposals import conflict_lines
from gateways.web.staff.proposals.cost_lines import FIELD, as_typed, read
from gateways.web.words.message import Message, say

TEXTS = ("description", "responsible", "conflicts", "easy_language")
MOST = {"description": 20_000, "responsible": 200, "conflicts": 5_000, "easy_language": 20_000}
_LINE = re.compile(r"costs\.(\d+)")


@staff_page
async def sheet(office: Office) -> Response:
    """The form with what is said of the proposal now; and what is said of it from then on."""
    office.demand(*MODERATION)
    number = office.request.path_params["number"]
    proposal = await office.ask("proposals", "GET", f"/proposals/{number}")
    town = await office.ask("ideas", "GET", f"/rounds/{proposal['round_id']}")
    if office.request.method != "POST":
        form = office.form(_as_it_stands(office, proposal, town["currency"]))
        return office.show("proposals/sheet.html", form=form, proposal=proposal, town=town, most=MOST)
    form = await office.read_form()
    wish = _checked(form, town["currency"])
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        await office.ask("proposals", "PUT", f"/proposals/{number}/sheet", json=wish, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.code == conflict_lines.REFUSED:
            form.refuse(conflict_lines.FIELD, conflict_lines.wrong(refused))
        elif refused.code == "costs-do-not-add-up":
            form.refuse(FIELD, _wrong(refused))
        else:
            raise
        raise FormIsNotTaken(form) from None
    return RedirectResponse(f"/staff/proposals/{number}?done=describe", status_code=303)


def _as_it_stands(office: Office, proposal: Json, currency: str) -> dict[str, str]:
    now = proposal["sheet"] or {}
    lines = as_typed(now.get("costs", []), currency, speech_of(office.request))
    others = {conflict_lines.FIELD: conflict_lines.as_typed(now.get("conflicts_with", []))}
    return {name: now.get(name) or "" for name in TEXTS} | others | {FIELD: lines, VERSION: proposal["version"]}


def _checked(form: FilledForm, currency: str) -> Json:
    for name, most in MOST.items():
        if len(form.value(name)) > most:
            form.refuse(name, say("Please make it shorter: at most %(most)s characters.", most=most))
    others = {conflict_lines.FIELD: conflict_lines.read(form)}
    return {name: form.value(name) or None for name in TEXTS} | others | {FIELD: read(form, currency)}


def _wrong(refused: ServiceRefused) -> Message:
    fields = [str(error.get("field", "")) for error in refused.problem.get("errors", [])]
    if line := next((int(found[1]) + 1 for field in fields if (found := _LINE.match(field))), None):
        return say("In line %(line)s help covers more than it costs.", line=line)
    if "help" in str(refused.problem.get("detail", "")):
        return say("The lines say more help than is committed.")
    return say("The lines do not add up to what the proposal costs, and that was told already.")


ROUTES = [Route("/staff/proposals/{number}/sheet", sheet, methods=["GET", "POST"])]
