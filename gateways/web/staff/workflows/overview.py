"""The workflows that ideas go by: the list, and one of them as a picture and as tables."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.rendering import speech_of
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.words import ROLES
from gateways.web.staff.workflows.picture import picture_of
from gateways.web.words.message import Message, say

Body = dict[str, Any]

_ONE = "/staff/workflows/{workflow}"
_ROLES: dict[str, Message] = {
    **ROLES,
    "reviewer": say("Reviewer"),
    "board": say("The accompanying board, in a sitting"),
    "jury": say("A jury, by a decision"),
    "council": say("The council or a committee, by a decision"),
    "holder": say("Whoever suggested it"),
    "events": say("The news of its proposal"),
}
_MOST_DIGITS = 9


@staff_page
async def all_workflows(office: Office) -> Response:
    """The workflows that there are, the council's working days, and which rounds go by which."""
    office.demand(*MODERATION)
    return office.show(
        "workflows/workflows.html",
        workflows=(await office.ask("ideas", "GET", "/workflows"))["items"],
        days=await office.ask("ideas", "GET", "/working-days"),
        rounds=[town for town in await office.rounds() if not town["is_archived"]],
    )


@staff_page
async def one_workflow(office: Office) -> Response:
    """One workflow as it is now, or as one of its versions."""
    office.demand(*MODERATION)
    path = f"/workflows/{office.request.path_params['workflow']}"
    shown = await office.ask("ideas", "GET", path, params=_version(office))
    definition = shown["definition"]
    labels = {state["name"]: _said(office, state["label"]) for state in definition["states"]}
    return office.show(
        "workflows/workflow.html",
        workflow=shown,
        states=[_state(office, state) for state in definition["states"]],
        actions=[_action(office, action, labels) for action in definition["actions"]],
        versions=(await office.ask("ideas", "GET", f"{path}/versions"))["items"],
        picture=picture_of(definition),
        can_change=office.may("administrator") and not _version(office),
        done=office.request.query_params.get("done") == "published",
        labels=labels,
    )


def _state(office: Office, state: Body) -> Body:
    escalates_to = _ROLES.get(state["escalates_to"]) if state["escalates_to"] else None
    return {**state, "label": _said(office, state["label"]), "escalates_to": escalates_to}


def _action(office: Office, action: Body, labels: dict[str, str]) -> Body:
    speech = speech_of(office.request)
    return {
        "name": action["name"],
        "label": _said(office, action["label"]),
        "of": [labels[name] for name in action["of"]],
        "to": labels.get(action["to"]),
        "who": [speech.message(_ROLES[name]) for name in action["who"]],
        "asked": [_said(office, each["label"]) for each in action["criteria"] + action["checklist"]],
        "one_by_one": action["one_by_one"] and bool(action["criteria"]),
        "words": _said(office, action["words"]),
    }


def _version(office: Office) -> Body:
    wanted = office.request.query_params.get("version", "")
    is_number = wanted.isascii() and wanted.isdecimal() and 0 < len(wanted) <= _MOST_DIGITS and int(wanted) > 0
    return {"version_number": int(wanted)} if is_number else {}


def _said(office: Office, label: Body) -> str:
    said: str = label.get(speech_of(office.request).language) or label.get("en", "")
    return said


ROUTES = [Route("/staff/workflows", all_workflows), Route(_ONE, one_workflow)]
