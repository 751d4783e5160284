"""A state of a workflow as a form: changed, added with a way to it and on, or taken out."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.visits import VERSION
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.words import ROLES
from gateways.web.staff.workflows.changing import Part, faults_of, kept, part_of
from gateways.web.staff.workflows.shown import labels_of
from gateways.web.words.message import say

Body = dict[str, Any]

_PUBLIC, _HIDDEN, _KEPT = "public", "hidden", "kept"
_WORDS = [
    (_PUBLIC, say("Everybody reads the idea's words")),
    (_HIDDEN, say("Nobody but staff reads them")),
    (_KEPT, say("They stay as they were")),
]


@staff_page
async def one_state(office: Office) -> Response:
    """The state as it stands, as a form; and the workflow that comes of it."""
    part = await part_of(office, "states", "state")
    if office.request.method != "POST":
        return _page(part, office.form(_as_typed(part)))
    form = await office.read_form()
    if form.value("do") == "remove" and part.standing:
        return await kept(part, form, part.without())
    return await kept(part, form, _wished(part, form))


def _wished(part: Part, form: FilledForm) -> Body:
    name = part.standing["name"] if part.standing else form.require("name", _NO_NAME)
    days = form.value("working_days")
    if days and form.whole_number("working_days") is None:
        form.refuse("working_days", say("Write the days as a whole number, such as 10."))
    state = {
        "name": name,
        "label": said(form, "label"),
        "is_public": form.value("words") == _PUBLIC,
        "keeps_words": form.value("words") == _KEPT,
        "is_ending": bool(form.value("is_ending")),
        "working_days": form.whole_number("working_days") if days else None,
        "escalates_to": form.value("escalates_to") or None,
    }
    return part.with_it(state, [] if part.standing else _ways(form, name))


def _ways(form: FilledForm, name: str) -> list[Body]:
    """The actions that lead to a new state, and on from it."""
    to = [_way(form, "to", form.value("from"), name)] if form.value("from") else []
    on = [_way(form, "on", name, form.value("onward"))] if form.value("onward") else []
    return to + on


def _way(form: FilledForm, which: str, of: str, to: str) -> Body:
    label = form.require(f"{which}_label", say("Say what is done then, such as: Put before the board."))
    action = {"name": f"{which}-{(to if which == 'to' else of).replace('_', '-')}"[:40], "of": [of], "to": to}
    office = {"en": "The council's office", "de": "Das Büro des Rates"}
    words = {"en": form.value(f"{which}_words") or f"{label}."}
    return {**action, "label": {"en": label}, "who": ["moderator", "administrator"], "by": office, "words": words}


def said(form: FilledForm, name: str) -> Body:
    """What is typed in each language, of those in which something is."""
    return {language: form.value(f"{name}_{language}") for language in ("en", "de") if form.value(f"{name}_{language}")}


def _as_typed(part: Part) -> dict[str, str]:
    typed = {VERSION: part.workflow["version"]}
    if part.standing is None:
        return typed | {"words": _PUBLIC}
    state = part.standing
    words = _KEPT if state["keeps_words"] else (_PUBLIC if state["is_public"] else _HIDDEN)
    typed |= {"name": state["name"], "words": words, "escalates_to": state["escalates_to"] or ""}
    typed |= {f"label_{language}": text for language, text in state["label"].items()}
    typed |= {"is_ending": "yes"} if state["is_ending"] else {}
    return typed | ({"working_days": str(state["working_days"])} if state["working_days"] else {})


def _page(part: Part, form: FilledForm) -> Response:
    labels = labels_of(part.office, part.workflow["definition"]["states"])
    return part.office.show(
        "workflows/state.html",
        form=form,
        workflow=part.workflow,
        standing=part.standing,
        faults=faults_of(part, form),
        words=_WORDS,
        roles=[("", say("Nobody")), *ROLES.items()],
        states=[("", say("Please choose")), *labels.items()],
    )


_NO_NAME = say("Give it a name for programs: small letters and underscores, such as: second_look.")

ROUTES = [Route("/staff/workflows/{workflow}/states/{state}", one_state, methods=["GET", "POST"])]
