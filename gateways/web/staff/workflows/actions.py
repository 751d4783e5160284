"""An action of a workflow as a form: changed, added, or taken out."""

import re
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.visits import VERSION
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.rounds.fields import lines
from gateways.web.staff.workflows.changing import Part, faults_of, kept, part_of
from gateways.web.staff.workflows.shown import WHO, labels_of
from gateways.web.staff.workflows.states import said
from gateways.web.words.message import Message, say

Body = dict[str, Any]

_NEWS = "events"
_MAY = ("moderator", "administrator", "reviewer", "board", "jury", "council", "holder")
_WHO: dict[str, Message] = {name: WHO[name] for name in _MAY}
EFFECTS = {
    "": say("Nothing else"),
    "refuse": say("It refuses the idea for a criterion and a reason"),
    "hand-over": say("It makes a proposal of the idea, for a fund"),
    "withdraw": say("It takes the idea back"),
}
FIELDS = {
    "reason": say("Reason (public)"),
    "fund_id": say("Fund"),
    "asked_by": say("How somebody asked for it"),
    "authority": say("Another authority"),
    "sitting_at": say("When the board sits"),
    "decided_on": say("Day of the decision (the decision gives it)"),
    "granted": say("What is granted (the decision gives it)"),
    "until": say("Until when it is deferred (the decision gives it)"),
    "budget_line": say("Line of the budget"),
    "department": say("Department that does it"),
    "asked_cents": say("Amount that is asked for"),
    "decided_by": say("Which body decided"),
    "decided_at": say("When it decided"),
    "paper_number": say("Number of the paper"),
    "paper_link": say("Link to the paper"),
    "appeal": say("What is said against a decision (for the office alone)"),
}
NEED = {"": say("Not asked for"), "optional": say("May be filled in"), "required": say("Must be filled in")}
_TICKS = ("one_by_one", "is_once", "by_another", "is_told")
_ABOUT_WORDS = "!"


@staff_page
async def one_action(office: Office) -> Response:
    """The action as it stands, as a form; and the workflow that comes of it."""
    part = await part_of(office, "actions", "action")
    if office.request.method != "POST":
        return _page(part, office.form(_as_typed(part)))
    form = await office.read_form()
    if form.value("do") == "remove" and part.standing:
        return await kept(part, form, part.without())
    return await kept(part, form, part.with_it(_wished(part, form)))


def _wished(part: Part, form: FilledForm) -> Body:
    name = part.standing["name"] if part.standing else form.require("name", _NO_NAME)
    action = {
        "name": name,
        "label": said(form, "label"),
        "of": [state["name"] for state in part.workflow["definition"]["states"] if form.value(f"of-{state['name']}")],
        "to": form.value("to"),
        "by": said(form, "by"),
        "words": said(form, "words"),
    }
    if part.standing and _NEWS in part.standing["who"]:
        return {**part.standing, **action}
    return action | {
        "who": [role for role in _WHO if form.value(f"who-{role}")],
        "fields": [
            {"name": field, "is_required": form.value(f"field-{field}") == "required"}
            for field in FIELDS
            if form.value(f"field-{field}")
        ],
        "criteria": [_criterion(line) for line in _parts(form, "criteria")],
        "checklist": [_check(line) for line in _parts(form, "checklist")],
        "effect": form.value("effect"),
        **{tick: bool(form.value(tick)) for tick in _TICKS},
    }


def _parts(form: FilledForm, name: str) -> list[list[str]]:
    """The lines as their parts: a name for programs, and what it is called in English and German."""
    found = [re.split(r"\s*\|\s*", line) for line in lines(form, name)]
    for parts in found:
        if not 2 <= len(parts) <= 3:  # noqa: PLR2004 - a name, and English and German words
            form.refuse(name, say("Write each line like: too-dear | Too dear | Zu teuer"))
    return found


def _check(parts: list[str]) -> Body:
    words = dict(zip(("en", "de"), parts[1:], strict=False))
    return {"name": parts[0].removesuffix(_ABOUT_WORDS), "label": words}


def _criterion(parts: list[str]) -> Body:
    return {**_check(parts), "is_about_words": parts[0].endswith(_ABOUT_WORDS)}


def line_of(part: Body) -> str:
    """The criterion or check as the office types it."""
    sign = _ABOUT_WORDS if part.get("is_about_words") else ""
    words = [part["label"][language] for language in ("en", "de") if language in part["label"]]
    return " | ".join([f"{part['name']}{sign}", *words])


def _as_typed(part: Part) -> dict[str, str]:
    typed = {VERSION: part.workflow["version"]}
    if part.standing is None:
        return typed | {"is_told": "yes", "who-moderator": "yes", "who-administrator": "yes"}
    action = part.standing
    for name in ("label", "by", "words"):
        typed |= {f"{name}_{language}": text for language, text in action[name].items()}
    typed |= {f"of-{name}": "yes" for name in action["of"]} | {f"who-{role}": "yes" for role in action["who"]}
    typed |= {f"field-{each['name']}": "required" if each["is_required"] else "optional" for each in action["fields"]}
    typed |= {name: "\n".join(map(line_of, action[name])) for name in ("criteria", "checklist")}
    typed |= {tick: "yes" for tick in _TICKS if action[tick]}
    return typed | {"to": action["to"], "effect": action["effect"]}


def _page(part: Part, form: FilledForm) -> Response:
    labels = [*labels_of(part.office, part.workflow["definition"]["states"]).items()]
    return part.office.show(
        "workflows/action.html",
        form=form,
        workflow=part.workflow,
        standing=part.standing,
        faults=faults_of(part, form),
        is_news=bool(part.standing) and _NEWS in (part.standing or {})["who"],
        states=labels,
        targets=[("", say("It stays where it is.")), *labels],
        may=_WHO,
        asked=[*FIELDS.items()],
        need=[*NEED.items()],
        effects=[*EFFECTS.items()],
    )


_NO_NAME = say("Give it a name for programs: small letters and hyphens, such as: look-again.")

ROUTES = [Route("/staff/workflows/{workflow}/actions/{action}", one_action, methods=["GET", "POST"])]
