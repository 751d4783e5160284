"""Recording a decision: first who decided about which ideas, then what, by which paper, and why."""

from typing import Any
from uuid import uuid4

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.rounds.known import today_of
from gateways.web.staff.decisions import results
from gateways.web.staff.decisions.paper import read_paper
from gateways.web.staff.office import MODERATION, Office, refusal_in_words, staff_page
from gateways.web.staff.rounds.fields import lines
from gateways.web.words.message import Message, say
from libs.shared.kernel.tracking_number import read_number_or_id

Body = dict[str, Any]

_WHO: dict[str, Message] = {
    "council": say("The council"),
    "committee": say("A committee of the council"),
    "jury": say("A jury"),
}
_FIELDS = {
    "decision-is-in-the-future": "decided_on",
    "paper-is-needed": "paper_number",
    "sitting-is-needed": "sitting_id",
    "sitting-does-not-fit": "sitting_id",
    "malformed-request": "reason",
}
_MOST, _UNPROCESSABLE = 30, 422


@staff_page
async def record(office: Office) -> Response:
    """The form, and the decision that comes of it."""
    office.demand(*MODERATION)
    if office.request.method != "POST":
        return await _page(office)
    form = await office.read_form()
    ideas = await _ideas_of(office, form)
    rounds = {one["round_id"]: one for one in await office.rounds()}
    town = rounds.get(ideas[0]["round_id"], {}) if ideas else {}
    wish = read_paper(form) | {
        "round_id": town.get("round_id"),
        "body": form.value("body"),
        "sitting_id": form.value("sitting_id") or None,
        "results": [results.read(form, idea, town["currency"]) for idea in ideas],
        "submission_id": form.value("submission_id") or None,
    }
    made = await _send(office, form, wish, ideas)
    return RedirectResponse(f"/staff/decisions/{made['decision_id']}?done=recorded", status_code=303)


async def _send(office: Office, form: FilledForm, wish: Body, ideas: list[Body]) -> Any:
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        return await office.ask("ideas", "POST", "/decisions", json=wish)
    except ServiceRefused as refused:
        if refused.code == "decision-is-not-sound":
            results.refuse(form, refused.problem, ideas)
        elif refused.code in _FIELDS:
            form.refuse(_FIELDS[refused.code], refusal_in_words(refused))
        else:
            raise
        raise FormIsNotTaken(form) from None


async def _ideas_of(office: Office, form: FilledForm) -> list[Body]:
    """The ideas that were typed, with what can be decided about them; what is none is said beside the field."""
    typed = list(dict.fromkeys(line.split(" ")[0] for line in lines(form, "ideas")))
    if form.value("body") not in _WHO:
        form.refuse("body", say("Say who decided."))
    if not typed:
        form.refuse("ideas", say("Write the number of at least one idea, each on its line."))
    if len(typed) > _MOST:
        form.refuse("ideas", say("Record at most %(most)s ideas at once; the rest with the same paper.", most=_MOST))
    for line in (line for line in typed if read_number_or_id(line) is None):
        form.refuse("ideas", say("“%(typed)s” is not the number of an idea.", typed=line[:40]))
    if not form.is_sound:
        return []
    query = {"body": form.value("body"), "idea": typed}
    found: list[Body] = (await office.ask("ideas", "GET", "/decisions/choices", params=query))["items"]
    if len(found) < len(typed):
        form.refuse("ideas", say("There is no idea of one of these numbers. Please compare them once more."))
    return found


async def _page(office: Office) -> Response:
    """Who and which first, asked by the address; what and why then, with the ideas that were found."""
    asked = {name: office.request.query_params.get(name, "") for name in ("body", "ideas")}
    standing = asked | {"decided_on": str(today_of(office.request)), "submission_id": str(uuid4())}
    form = office.form(standing)
    is_begun = bool(form.value("body") or form.value("ideas"))
    looked = FilledForm(form.typed)
    ideas = await _ideas_of(office, looked) if is_begun else []
    if is_begun and not looked.is_sound:
        form.errors.update(looked.errors)
        ideas = []
    sittings = await _sittings(office, form.value("body")) if ideas else []
    return office.show(
        "decisions/record.html",
        status=_UNPROCESSABLE if is_begun and not ideas else 200,
        form=form,
        deciding=list(_WHO.items()),
        ideas=[(idea, results.fields_of(idea)) for idea in ideas],
        sittings=sittings,
        town=next((one for one in await office.rounds() if ideas and one["round_id"] == ideas[0]["round_id"]), None),
    )


async def _sittings(office: Office, body: str) -> list[Body]:
    """The sittings of the body that were held."""
    query = {"state": ["held", "minutes_published"], "limit": 100}
    found = (await office.ask("ideas", "GET", "/sittings", params=query))["items"]
    return [sitting for sitting in found if sitting["body"] == body]


ROUTES = [Route("/staff/decisions/new", record, methods=["GET", "POST"])]
