"""What was decided about each idea, as a form asks for it and as it is read."""

from datetime import date
from typing import Any

from gateways.web.pages.forms import FilledForm
from gateways.web.words.amounts import amount_in
from gateways.web.words.message import Message, say

Body = dict[str, Any]

_OF_THE_DECISION = frozenset({"decided_on", "paper_number", "reason"})
"""What the decision says of itself, for every idea alike."""
_AMOUNT, _UNTIL = "granted", "until"


def fields_of(idea: Body) -> list[Body]:
    """What the results that there can be ask for beside that, each once."""
    asked = {field["name"]: field for action in idea["actions"] for field in action["fields"]}
    return [field for name, field in asked.items() if name not in _OF_THE_DECISION]


def read(form: FilledForm, idea: Body, currency: str) -> Body:
    """The result of the idea as the form has it; what is missing stands beside its field."""
    number = idea["number"]
    chosen = form.value(f"{number}-action")
    action = next((one for one in idea["actions"] if one["action"] == chosen), None)
    if action is None:
        form.refuse(f"{number}-action", say("Choose what was decided about %(number)s.", number=number))
        return {}
    result: Body = {"idea": number, "action": chosen}
    for field in action["fields"]:
        name, id_ = field["name"], f"{number}-{field['name']}"
        if name in _OF_THE_DECISION:
            continue
        if field["required"]:
            form.require(id_, say("Please fill in “%(field)s” for %(number)s.", field=field["label"], number=number))
        if form.value(id_):
            result |= _typed(form, name, id_, currency)
    return result


def _typed(form: FilledForm, name: str, id_: str, currency: str) -> Body:
    value = form.value(id_)
    if name == _AMOUNT:
        words = say("This is not an amount: %(typed)s. Write digits, such as 120000 or 12.50.", typed=value)
        return {"granted_cents": amount_in(form, id_, value, currency, words)}
    return {"deferred_until": _day(form, id_, value)} if name == _UNTIL else {name: value}


def _day(form: FilledForm, id_: str, value: str) -> str | None:
    try:
        return str(date.fromisoformat(value))
    except ValueError:
        form.refuse(id_, say("Write the day like 2027-03-01."))
        return None


def refuse(form: FilledForm, problem: Body, ideas: list[Body]) -> None:
    """Notes what the service says is wrong with which result."""
    for error in problem.get("errors", ()):
        place = int(str(error["field"]).rpartition(".")[2])
        number = ideas[place]["number"] if place < len(ideas) else ""
        form.refuse(f"{number}-action", _in_words(error, number))


def _in_words(error: Body, number: str) -> Message:
    match error.get("rule"):
        case "paper-says-otherwise":
            return say("This paper decided otherwise about %(number)s already. Nothing was recorded.", number=number)
        case "of-another-round":
            return say("The idea %(number)s belongs to another round. Nothing was recorded.", number=number)
        case "not-in-this-state":
            return say(
                "The idea %(number)s has moved on, and cannot be decided so any more. Nothing was recorded.",
                number=number,
            )
        case _:
            return say("Something is missing or wrong of %(number)s. Nothing was recorded.", number=number)
