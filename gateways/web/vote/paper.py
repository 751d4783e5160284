"""A ballot paper filled in on a page: what was marked, whether it fits, how voting takes it."""

from hashlib import sha256

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.vote.kinds import Marks, Money, kind_of
from gateways.web.vote.looking_over import first_on
from gateways.web.words.message import Message, say

FIELD = "choice"
OWN_ORDER = "voter"
"""The order of a paper that is another one for each voter."""


def read_marks_of(poll: Json, form: FilledForm, ticked: list[str]) -> Marks:
    """The marks by project number, as the paper was filled in."""
    return kind_of(poll).read(poll, form, ticked)


def check_standing(poll: Json, form: FilledForm, marks: Marks) -> Marks:
    """The marks for projects that still stand; beside each of the others it is said that it was withdrawn."""
    for number in withdrawn_of(poll) & marks.keys():
        words = say("Project %(number)s was withdrawn from this vote. Please choose without it.", number=number)
        form.refuse(f"project-{number}", words)
    return {number: mark for number, mark in marks.items() if number not in withdrawn_of(poll)}


def withdrawn_of(poll: Json) -> set[str]:
    """The numbers of projects that were withdrawn from the open vote."""
    return {str(project["number"]) for project in poll["projects"] if project.get("withdrawn")}


def check_marks(poll: Json, form: FilledForm, marks: Marks, money: Money) -> None:
    """Notes beside the paper what the ballot does not allow. Voting has the last word when it is cast."""
    limits = poll["limits"]
    if len(marks) > limits["max_choices"]:
        form.refuse(first_on(poll), _too_many(len(marks), limits["max_choices"]))
    if len(marks) < limits["min_choices"]:
        form.refuse(first_on(poll), _too_few(limits["min_choices"]))
    kind_of(poll).looked_over(poll, form, marks, money)


def as_on_paper(poll: Json, voter: str) -> Json:
    """The poll with its projects as they stand on the voter's ballot: by number, or as the lot, or chance, has it.

    ``voter`` stands for the voter in this poll, so that whoever comes back finds the paper as it was.
    """
    seals = {"lot": poll["lot_commitment"], OWN_ORDER: voter}
    seal = seals.get(poll.get("paper_order", ""))
    if seal is None:
        return poll
    drawn = sorted(poll["projects"], key=lambda one: sha256(f"{seal}\n{one['number']}".encode()).hexdigest())
    return {**poll, "projects": drawn}


def chosen_on(poll: Json, marks: Marks) -> list[Json]:
    """The projects that have a mark: in the paper's order, or in the voter's where they are ranked."""
    chosen = [project for project in poll["projects"] if str(project["number"]) in marks]
    is_ranked = kind_of(poll).handed_in_as == "ranks"
    return sorted(chosen, key=lambda project: marks[str(project["number"])]) if is_ranked else chosen


def body_of(poll: Json, marks: Marks) -> Json:
    """The marks as voting takes them."""
    return kind_of(poll).body(marks)


def _too_many(chosen: int, most: int) -> Message:
    return say(
        "You chose %(chosen)s projects; the ballot holds %(most)s. Please take %(over)s away.",
        chosen=chosen,
        most=most,
        over=chosen - most,
    )


def _too_few(least: int) -> Message:
    return say("Please choose at least %(least)s.", least=least)
