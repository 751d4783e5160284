"""What the kinds of ballot do not allow, noted beside the paper. Voting has the last word when a ballot is cast."""

from collections.abc import Callable

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import say, say_many

A_WHOLE = 100
"""What an allocation shares out."""

_Marks = dict[str, int]
_Money = Callable[[int, str], str]


def at_nothing_more(_poll: Json, _form: FilledForm, _marks: _Marks, _money: _Money) -> None:
    """How many projects there are is all that matters."""


def at_the_cost(poll: Json, form: FilledForm, marks: _Marks, money: _Money) -> None:
    """The chosen projects cost no more than a ballot may spend."""
    cost, most, currency = cost_of(poll, marks), purse_of(poll), poll["currency"]
    if cost > most:
        told = say(
            "Your projects cost %(cost)s together, and there are %(most)s. Please take away projects for at least "
            "%(over)s.",
            cost=money(cost, currency),
            most=money(most, currency),
            over=money(cost - most, currency),
        )
        form.refuse(first_on(poll), told)


def at_the_points(poll: Json, form: FilledForm, marks: _Marks, _money: _Money) -> None:
    """No project has too few or too many points, nor all together."""
    limits = poll["limits"]
    least_each, most_each, most = limits["min_points_each"], limits.get("max_points_each"), limits.get("max_points")
    for number, points in marks.items():
        if most_each is not None and points > most_each:
            told = say_many(
                most_each,
                "One project can have at most %(most)s point.",
                "One project can have at most %(most)s points.",
                most=most_each,
            )
            form.refuse(f"project-{number}", told)
        if points < least_each:
            told = say_many(
                least_each,
                "Give at least %(least)s point, or none.",
                "Give at least %(least)s points, or none.",
                least=least_each,
            )
            form.refuse(f"project-{number}", told)
    given = sum(marks.values())
    if most is not None and given > most:
        told = say_many(
            most,
            "You gave %(given)s of %(most)s point. Please take %(over)s away.",
            "You gave %(given)s of %(most)s points. Please take %(over)s away.",
            given=given,
            most=most,
            over=given - most,
        )
        form.refuse(first_on(poll), told)


def at_the_shares(poll: Json, form: FilledForm, marks: _Marks, money: _Money) -> None:
    """The shares add up to a hundred, unless there are none."""
    given = sum(marks.values())
    if given > A_WHOLE:
        places = {"given": given, "over": given - A_WHOLE}
        told = say("You gave %(given)s points; it must be exactly 100. Please take %(over)s away.", **places)
        form.refuse(first_on(poll), told)
    elif marks and given < A_WHOLE:
        told = say_many(
            given,
            "You gave %(given)s point; it must be exactly 100. Please give %(left)s more.",
            "You gave %(given)s points; it must be exactly 100. Please give %(left)s more.",
            given=given,
            left=A_WHOLE - given,
        )
        form.refuse(first_on(poll), told)
    at_the_points(poll, form, marks, money)


def at_the_places(poll: Json, form: FilledForm, marks: _Marks, _money: _Money) -> None:
    """Each place from the first to the last is given to one project."""
    given = sorted(marks.values())
    for number, place in marks.items():
        if given.count(place) > 1:
            told = say("Place %(place)s is given more than once. Each project needs a place of its own.", place=place)
            form.refuse(f"project-{number}", told)
    missing = next((place for place in range(1, len(given) + 1) if place not in given), None)
    if missing is not None and len(set(given)) == len(given):
        told = say(
            "No project has place %(place)s. Please number your projects 1, 2, 3 and so on, without a gap.",
            place=missing,
        )
        form.refuse(first_on(poll), told)


def cost_of(poll: Json, marks: _Marks) -> int:
    """What the chosen projects cost together."""
    return sum(int(project["cost_cents"]) for project in poll["projects"] if str(project["number"]) in marks)


def purse_of(poll: Json) -> int:
    """What the projects on one ballot may cost together, where that is limited."""
    most = poll["limits"].get("max_cost_cents")
    return int(poll["budget_cents"] if most is None else most)


def first_on(poll: Json) -> str:
    """The first project on the paper, beside which stands what is wrong with the whole."""
    return f"project-{poll['projects'][0]['number']}"
