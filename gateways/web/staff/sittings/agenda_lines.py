"""An agenda as one types it: an idea's number or a topic on each line, in order."""

import re
from collections.abc import Iterator
from typing import Any

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.rounds.fields import lines
from gateways.web.words.message import Message, say
from libs.shared.kernel.tracking_number import read_tracking_number
from libs.shared.kernel.typed_text import plain_signs

Body = dict[str, Any]

# A dash or a digit tells a number from a word of six letters.
_NUMBER = re.compile(r"(?=.*[-\d])[A-Za-z0-9]{3}-?[A-Za-z0-9]{3}")


def _in_words(rule: str, line: int, number: str) -> Message:
    match rule:
        case "unknown":
            return say("Line %(line)s: there is no idea of this number. Please compare it once more.", line=line)
        case "twice":
            return say("Line %(line)s: the idea %(number)s stands on the agenda already.", line=line, number=number)
        case "of-another-round":
            return say("Line %(line)s: the idea %(number)s belongs to another round.", line=line, number=number)
        case "not-public":
            return say(
                "Line %(line)s: the idea %(number)s is not public, and the agenda is. Screen it first.",
                line=line,
                number=number,
            )
        case _:
            return say("Line %(line)s is not clear. Write the number of an idea, or a topic.", line=line)


def agenda_of(form: FilledForm) -> list[Body]:
    """The ideas and topics that were typed. What stands behind a number is for whoever reads the form."""
    return [_item(line) for line in lines(form, "agenda")]


def as_typed(agenda: list[Body]) -> str:
    """The agenda as one would type it."""
    return "\n".join(_typed(item) for item in agenda)


def troubles(problem: Body) -> Iterator[Message]:
    """What is wrong with which line."""
    for error in problem.get("errors", ()):
        line = int(str(error["field"]).rpartition(".")[2]) + 1
        yield _in_words(error.get("rule", ""), line, error.get("number", ""))


def _item(line: str) -> Body:
    first = plain_signs(line).partition(" ")[0]
    is_number = _NUMBER.fullmatch(first) is not None and read_tracking_number(first) is not None
    return {"idea": first} if is_number else {"topic": line}


def _typed(item: Body) -> str:
    return f"{item['number']} {item['title'] or ''}".strip() if item["idea_id"] else str(item["topic"])
