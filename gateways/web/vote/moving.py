"""A ranking is put in order by buttons: a project goes one place up or down, without a script."""

from dataclasses import dataclass

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.vote.kinds import Marks, kind_of

UP, DOWN = "up", "down"
"""The buttons; the value of each is the number of a project."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The places after a project was moved, and its number."""

    marks: Marks
    number: str


def moved(poll: Json, form: FilledForm, marks: Marks) -> Moved | None:
    """The ranking as the button that was pressed makes it; none if none was pressed."""
    if kind_of(poll).handed_in_as != "ranks":
        return None
    number = form.value(UP) or form.value(DOWN)
    if number not in {str(project["number"]) for project in poll["projects"]}:
        return None
    order = sorted(marks, key=lambda one: (marks[one], int(one)))
    order = _up(order, number) if form.value(UP) else _down(order, number)
    return Moved({one: place for place, one in enumerate(order, start=1)}, number)


def _up(order: list[str], number: str) -> list[str]:
    """Whoever has no place yet gets the last; else one place earlier."""
    if number not in order:
        return [*order, number]
    place = order.index(number)
    rest = [one for one in order if one != number]
    return [*rest[: max(place - 1, 0)], number, *rest[max(place - 1, 0) :]]


def _down(order: list[str], number: str) -> list[str]:
    """One place later; the last loses its place."""
    if number not in order:
        return order
    place = order.index(number)
    rest = [one for one in order if one != number]
    return rest if place == len(rest) else [*rest[: place + 1], number, *rest[place + 1 :]]
