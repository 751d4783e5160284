"""Decisions at work: all of them, one, and the correcting of what is recorded of its paper."""

from datetime import date
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.search import page_number
from gateways.web.pages.visits import QUICKER, VERSION, as_seen
from gateways.web.sittings.words import BODIES
from gateways.web.staff.office import MODERATION, Office, refusal_in_words, staff_page
from gateways.web.words.message import say

Body = dict[str, Any]

_DONE = {
    "recorded": say("The decision is recorded. Each idea went on by it, and whoever suggested it is told."),
    "corrected": say("The record is corrected, and everyone can read why."),
}
_FIELDS = {
    "decision-is-in-the-future": "decided_on",
    "sitting-does-not-fit": "decided_on",
    "paper-is-needed": "paper_number",
    "malformed-request": "reason",
    "it-has-changed": "reason",
}


def read_paper(form: FilledForm) -> Body:
    """The day, the paper and the reason that were typed; what is wrong stands beside its field."""
    link = form.value("link")
    if link and not link.lower().startswith("https://"):
        form.refuse("link", say("Write the whole address, beginning with https://"))
    return {
        "decided_on": _day(form),
        "paper_number": form.value("paper_number") or None,
        "link": link or None,
        "reason": form.require("reason", say("Say why it was decided so. Everyone can read it.")),
    }


def _day(form: FilledForm) -> str | None:
    try:
        return str(date.fromisoformat(form.value("decided_on")))
    except ValueError:
        form.refuse("decided_on", say("Write the day like 2027-03-01."))
        return None


@staff_page
async def all_decisions(office: Office) -> Response:
    """A page of them, the one that was recorded last first."""
    office.demand(*MODERATION)
    found = await office.ask("ideas", "GET", "/decisions", params={"page": page_number(office.request)})
    return office.show("decisions/decisions.html", decisions=found, bodies=BODIES)


@staff_page
async def one_decision(office: Office) -> Response:
    """One decision, and the form that corrects its record."""
    office.demand(*MODERATION)
    path = f"/decisions/{office.request.path_params['decision_id']}"
    decision = await office.ask("ideas", "GET", path)
    if office.request.method != "POST":
        return await _page(office, decision)
    form = await office.read_form()
    wish = read_paper(form) | {"correction": form.require("correction", say("Say why the record is corrected."))}
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        await office.ask("ideas", "PUT", f"{path}/paper", json=wish, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.code not in _FIELDS:
            raise
        form.refuse(_FIELDS[refused.code], refusal_in_words(refused))
        raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None
    return RedirectResponse(f"/staff{path}?done=corrected", status_code=303)


async def _page(office: Office, decision: Body) -> Response:
    words = {name: decision[name] or "" for name in ("decided_on", "paper_number", "link", "reason")}
    town = await office.ask("ideas", "GET", f"/rounds/{decision['round_id']}")
    return office.show(
        "decisions/decision.html",
        decision=decision,
        town=town,
        form=office.form(words | {VERSION: decision["version"]}),
        bodies=BODIES,
        done=_DONE.get(office.request.query_params.get("done", "")),
    )


ROUTES = [
    Route("/staff/decisions", all_decisions, methods=["GET"]),
    Route("/staff/decisions/{decision_id}", one_decision, methods=["GET", "POST"]),
]
