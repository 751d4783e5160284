"""What a draft would change of what is published, as rows of a table: what, how it is now, how it will be."""

from collections.abc import Callable, Iterator
from typing import Any

from gateways.web.pages.rendering import speech_of
from gateways.web.staff.office import Office
from gateways.web.staff.workflows.actions import EFFECTS, FIELDS, NEED, line_of
from gateways.web.staff.workflows.shown import called, labels_of, role
from gateways.web.words.message import Message, say

Body = dict[str, Any]
Row = list[str]

_ASPECTS: dict[str, Message] = {
    "label": say("name"),
    "order": say("order of the states"),
    "is_public": say("everybody reads the idea's words"),
    "keeps_words": say("the idea's words stay public if they were"),
    "is_ending": say("an ending"),
    "working_days": say("deadline in working days"),
    "escalates_to": say("to whom it goes then"),
    "of": say("from"),
    "to": say("to"),
    "who": say("who may"),
    "by": say("who is said to have done it"),
    "words": say("words of the life line"),
    "fields": say("what it asks for"),
    "criteria": say("criteria"),
    "one_by_one": say("several criteria can fail"),
    "checklist": say("what must be ticked first"),
    "effect": say("what else it does"),
    "is_once": say("once with an idea"),
    "by_another": say("not by whoever refused the idea"),
    "is_told": say("whoever suggested the idea is told"),
}
_FEW = 3
"""More than so many that stay are counted, for nobody finds in two long lists what is different."""
_NOT_THERE, _THERE, _GONE = say("not there"), say("new"), say("taken out")
_YES, _NO, _NONE = say("yes"), say("no"), say("none")


def compared(office: Office, changes: list[Body], before: Body | None, after: Body) -> list[Row]:
    """A row for each part that comes or goes, and for each aspect of one that becomes different."""
    was = before or {**after, "states": [], "actions": []}
    return [row for change in changes for row in _rows(office, change, was, after)]


def _rows(office: Office, change: Body, was: Body, now: Body) -> Iterator[Row]:
    word = speech_of(office.request).message
    before, after = _part(change, was), _part(change, now)
    titled = word(_titled(change["part"], called(office, after or before)))
    if change["kind"] == "added":
        yield [titled, word(_NOT_THERE), word(_THERE)]
    elif change["kind"] == "removed":
        yield [titled, called(office, before), word(_GONE)]
    else:
        for aspect in change["aspects"]:
            named = f"{titled}: {word(_ASPECTS[aspect]) if aspect in _ASPECTS else aspect}"
            if stay := _staying(before.get(aspect), after.get(aspect)):
                yield [
                    named,
                    _differing(office, aspect, before, was, stay),
                    _differing(office, aspect, after, now, stay),
                ]
            else:
                yield [named, _shown(office, aspect, before, was), _shown(office, aspect, after, now)]


def _titled(part: str, name: str) -> Message:
    if part == "workflow":
        return say("Workflow “%(name)s”", name=name)
    return say("State “%(name)s”", name=name) if part == "states" else say("Action “%(name)s”", name=name)


def _part(change: Body, definition: Body) -> Body:
    """The part that is different; nothing where there is none."""
    if change["part"] == "workflow":
        return definition
    return next((part for part in definition[change["part"]] if part["name"] == change["name"]), {})


def _staying(before: Any, after: Any) -> list[Any]:
    """What many entries of two lists that are different stay; none if all are to be read."""
    if not isinstance(before, list) or not isinstance(after, list):
        return []
    stay = [each for each in before if each in after]
    return stay if _FEW < len(stay) < max(len(before), len(after)) else []


def _differing(office: Office, aspect: str, part: Body, definition: Body, stay: list[Any]) -> str:
    """What the list has alone, and how many entries both have."""
    own = [each for each in part[aspect] if each not in stay]
    places: Body = {"count": len(stay), "own": _READ[aspect](office, own, labels_of(office, definition["states"]))}
    said = say("%(own)s, and %(count)s that stay", **places) if own else say("the %(count)s that stay", **places)
    return speech_of(office.request).message(said)


def _shown(office: Office, aspect: str, part: Body, definition: Body) -> str:
    labels = labels_of(office, definition["states"])
    if aspect == "order":
        return ", ".join(labels.values())
    value, word = part[aspect], speech_of(office.request).message
    if isinstance(value, bool):
        return word(_YES if value else _NO)
    if not value:
        return word(_NONE)
    return _READ[aspect](office, value, labels) if aspect in _READ else str(value)


def _each_language(_: Office, value: Body, __: Body) -> str:
    return " / ".join(value[language] for language in ("en", "de") if language in value)


def _fields(office: Office, value: list[Body], _: Body) -> str:
    word = speech_of(office.request).message
    named = [(word(FIELDS[each["name"]]) if each["name"] in FIELDS else each["name"], each) for each in value]
    return "; ".join(f"{name}, {word(NEED['required' if each['is_required'] else 'optional'])}" for name, each in named)


def _lines(_: Office, value: list[Body], __: Body) -> str:
    return "; ".join(map(line_of, value))


_READ: dict[str, Callable[[Office, Any, Body], str]] = {
    "label": _each_language,
    "by": _each_language,
    "words": _each_language,
    "of": lambda _, value, labels: ", ".join(labels.get(name, name) for name in value),
    "to": lambda _, value, labels: str(labels.get(value, value)),
    "who": lambda office, value, _: ", ".join(role(office, name) for name in value),
    "escalates_to": lambda office, value, _: role(office, value),
    "effect": lambda office, value, _: speech_of(office.request).message(EFFECTS[value]),
    "fields": _fields,
    "criteria": _lines,
    "checklist": _lines,
}
