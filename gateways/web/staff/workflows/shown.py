"""A workflow as its pages show it: the picture, and the tables that say the same in words."""

from collections.abc import Mapping
from typing import Any

from gateways.web.pages.rendering import speech_of
from gateways.web.staff.office import Office
from gateways.web.staff.words import ROLES
from gateways.web.staff.workflows.picture import lines_of, picture_of
from gateways.web.words.message import Message, say

Body = dict[str, Any]

WHO: dict[str, Message] = {
    **ROLES,
    "reviewer": say("Reviewer"),
    "board": say("The accompanying board, in a sitting"),
    "jury": say("A jury, by a decision"),
    "council": say("The council or a committee, by a decision"),
    "holder": say("Whoever suggested it"),
    "events": say("The news of its proposal"),
}
_FROM_MANY = " ⇠"
_OF_SOME: Body = {"days": None, "working_days": None, "escalates_to": None}
"""What states of one kind of workflow have, and those of another have not."""


def as_shown(office: Office, definition: Body, who: Mapping[str, Message] = WHO) -> Body:
    """What a page needs to show the workflow; a draft may name states and roles that there are not."""
    labels = labels_of(office, definition["states"])
    picture = picture_of(definition)
    said = {box.name: labels[box.name] + (_FROM_MANY if box.comes_from_many else "") for box in picture.boxes}
    return {
        "states": [_state(office, state) for state in definition["states"]],
        "actions": [_action(office, action, labels, who) for action in definition["actions"]],
        "picture": picture,
        "in_boxes": {name: lines_of(words) for name, words in said.items()},
    }


def labels_of(office: Office, parts: list[Body]) -> dict[str, str]:
    """What each of the states or actions is called, by its name for programs."""
    return {part["name"]: called(office, part) for part in parts}


def called(office: Office, part: Body) -> str:
    """What the state or action, or the workflow itself, is called; by its name for programs if by no other."""
    return said_of(office, part["label"]) or str(part["name"])


def said_of(office: Office, label: Body) -> str:
    """The label in the reader's language, else in English; nothing if there is none."""
    said: str = label.get(speech_of(office.request).language) or label.get("en", "")
    return said


def role(office: Office, name: str, who: Mapping[str, Message] = WHO) -> str:
    """What the role is called."""
    return speech_of(office.request).message(who[name]) if name in who else name


def _state(office: Office, state: Body) -> Body:
    state = _OF_SOME | state
    escalates_to = role(office, state["escalates_to"]) if state["escalates_to"] else None
    return {**state, "label": called(office, state), "escalates_to": escalates_to}


def _action(office: Office, action: Body, labels: dict[str, str], who: Mapping[str, Message]) -> Body:
    from_any = len(action["of"]) > 1 and {*labels} <= {*action["of"]}
    return {
        "name": action["name"],
        "label": called(office, action),
        "of": [labels.get(name, name) for name in action["of"]],
        "from_any": from_any,
        "to": labels.get(action["to"], action["to"]),
        "who": [role(office, name, who) for name in action["who"]],
        "asked": [said_of(office, each["label"]) for each in action["criteria"] + action.get("checklist", [])],
        "one_by_one": action.get("one_by_one", False) and bool(action["criteria"]),
        "words": said_of(office, action["words"]),
    }
