"""A ballot paper filled in on a page: what was marked, whether it fits, how voting takes it."""

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message, say

FIELD = "choice"


def read_marks_of(poll: Json, form: FilledForm, ticked: list[str]) -> dict[str, int]:
    """Points by project number, as the paper was filled in; an approval is one point."""
    numbers = [str(project["number"]) for project in poll["projects"]]
    if poll["method"] != "points":
        return {number: 1 for number in numbers if number in ticked}
    given = {number: form.whole_number(f"points-{number}") for number in numbers}
    for number, points in given.items():
        if points is None and form.value(f"points-{number}"):
            form.refuse(f"project-{number}", say("Points are whole numbers, such as 3."))
    return {number: points for number, points in given.items() if points}


def check_standing(poll: Json, form: FilledForm, marks: dict[str, int]) -> dict[str, int]:
    """The marks for projects that still stand; beside each of the others it is said that it was withdrawn."""
    for number in withdrawn_of(poll) & marks.keys():
        words = say("Project %(number)s was withdrawn from this vote. Please choose without it.", number=number)
        form.refuse(f"project-{number}", words)
    return {number: mark for number, mark in marks.items() if number not in withdrawn_of(poll)}


def withdrawn_of(poll: Json) -> set[str]:
    """The numbers of projects that were withdrawn from the open vote."""
    return {str(project["number"]) for project in poll["projects"] if project.get("withdrawn")}


def check_marks(poll: Json, form: FilledForm, marks: dict[str, int]) -> None:
    """Notes beside the paper what the ballot does not allow. Voting has the last word when it is cast."""
    limits, first = poll["limits"], f"project-{poll['projects'][0]['number']}"
    if len(marks) > limits["max_choices"]:
        form.refuse(first, _too_many(len(marks), limits["max_choices"]))
    if len(marks) < limits["min_choices"]:
        form.refuse(first, _too_few(limits["min_choices"]))
    if poll["method"] == "points":
        _check_points(limits, form, marks, first)


def body_of(poll: Json, marks: dict[str, int]) -> Json:
    """The marks as voting takes them."""
    return {"points": marks} if poll["method"] == "points" else {"choices": [int(number) for number in marks]}


def _check_points(limits: Json, form: FilledForm, marks: dict[str, int], first: str) -> None:
    most_each, most, given = limits.get("max_points_each"), limits.get("max_points"), sum(marks.values())
    for number, points in marks.items():
        if most_each is not None and points > most_each:
            form.refuse(f"project-{number}", say("One project can have at most %(most)s points.", most=most_each))
    if most is not None and given > most:
        places = {"given": given, "most": most, "over": given - most}
        form.refuse(first, say("You gave %(given)s of %(most)s points. Please take %(over)s away.", **places))


def _too_many(chosen: int, most: int) -> Message:
    return say(
        "You chose %(chosen)s projects; the ballot holds %(most)s. Please take %(over)s away.",
        chosen=chosen,
        most=most,
        over=chosen - most,
    )


def _too_few(least: int) -> Message:
    return say("Please choose at least %(least)s.", least=least)
