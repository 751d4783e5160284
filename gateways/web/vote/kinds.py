"""The kinds of ballot on the pages, one line each: how one is drawn, read, looked over, and handed in.

Marks are kept as whole numbers by project number: points, a place, 1 for a tick or a vote for, -1 for a vote against.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.vote import looking_over as look
from gateways.web.words.message import Message, say

Marks = dict[str, int]
Money = Callable[[int, str], str]

_SIDES = {1: say("for"), -1: say("against")}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ballot.

    Attributes:
        word: what staff choose it by.
        line: how a project on the paper is drawn.
        field: what the field of a project is called, before its number.
        handed_in_as: where voting takes it.
        looked_over: notes what this kind does not allow, beyond so many projects.
        asks: what the number beside a project is.
        counts: what is counted while one chooses.
        adds_points: results are told in points, not in votes.
    """

    word: Message
    line: Literal["tick", "number", "scale", "sides"]
    field: str
    handed_in_as: Literal["choices", "points", "ranks", "votes"]
    looked_over: Callable[[Json, FilledForm, Marks, Money], None] = look.at_nothing_more
    asks: Message | None = None
    counts: Literal["choices", "points", "cost"] = "choices"
    adds_points: bool = False

    def read(self, poll: Json, form: FilledForm, ticked: list[str]) -> Marks:
        """The marks as the paper was filled in."""
        numbers = [str(project["number"]) for project in poll["projects"]]
        if self.line == "tick":
            return {number: 1 for number in numbers if number in ticked}
        if self.line == "sides":
            sides = {"for": 1, "against": -1}
            return {number: sides[side] for number in numbers if (side := form.value(f"vote-{number}")) in sides}
        given = {number: form.whole_number(f"{self.field}-{number}") for number in numbers}
        for number, mark in given.items():
            if mark is None and form.value(f"{self.field}-{number}"):
                form.refuse(f"project-{number}", _NOT_WHOLE[self.field])
        return {number: mark for number, mark in given.items() if mark}

    def body(self, marks: Marks) -> Json:
        """The marks as voting takes them."""
        if self.handed_in_as == "choices":
            return {"choices": [int(number) for number in marks]}
        if self.handed_in_as == "votes":
            return {"votes": {number: "for" if side > 0 else "against" for number, side in marks.items()}}
        return {self.handed_in_as: marks}

    def in_words(self, mark: int) -> Message | None:
        """What stands beside a project on the ballot that is looked over; none where its cost does."""
        if self.handed_in_as == "ranks":
            return say("Place %(place)s", place=mark)
        return _SIDES[mark] if self.handed_in_as == "votes" else None


_NOT_WHOLE = {
    "points": say("Points are whole numbers, such as 3."),
    "place": say("Places are whole numbers: 1 for your first choice, then 2, 3 and so on."),
}

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "approval": Kind(say("Choose projects"), "tick", "choice", "choices"),
        "knapsack": Kind(
            say("Choose projects that the money suffices for"),
            "tick",
            "choice",
            "choices",
            look.at_the_cost,
            counts="cost",
        ),
        "ranking": Kind(
            say("Put projects in order"),
            "number",
            "place",
            "ranks",
            look.at_the_places,
            asks=say("Place of"),
            adds_points=True,
        ),
        "for-and-against": Kind(say("Vote for or against projects"), "sides", "vote", "votes"),
        "points": Kind(
            say("Share out points"),
            "number",
            "points",
            "points",
            look.at_the_points,
            asks=say("Points for"),
            counts="points",
            adds_points=True,
        ),
        "allocation": Kind(
            say("Share out exactly 100 points"),
            "number",
            "points",
            "points",
            look.at_the_shares,
            asks=say("Points for"),
            counts="points",
            adds_points=True,
        ),
        "score": Kind(
            say("Score each project"),
            "scale",
            "points",
            "points",
            look.at_the_points,
            asks=say("Points for"),
            adds_points=True,
        ),
    }
)


def kind_of(poll: Json) -> Kind:
    """The kind of the poll's ballots."""
    return KINDS[poll["method"]]
