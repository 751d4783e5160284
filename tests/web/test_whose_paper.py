"""Whose paper a voter fills in: the one that was chosen, or where the roll says it, that of where the voter lives."""

from base64 import urlsafe_b64encode
from json import dumps
from typing import Any

import pytest

from gateways.web.vote.areas import (
    FOR_ALL,
    NO_AREA,
    area_for,
    areas_of_lines,
    at_paper,
    bounds_in_words,
    choices_of,
    is_given,
    lines_of,
    most_choices,
    paper_for,
)
from gateways.web.vote.booth import Booth
from gateways.web.vote.left import left_of
from gateways.web.vote.rules import task_in_words

NORTH, SOUTH, TOWN = "north", "south", "town"


def poll(area_choice: str = "voter", method: str = "approval", *areas: str | None) -> dict[str, Any]:
    """Projects 1, 2, … in these areas; two in each of two, and one for all, if none are named."""
    placed = areas or (NORTH, NORTH, SOUTH, SOUTH, None)
    projects = [{"number": number, "area_id": area} for number, area in enumerate(placed, start=1)]
    limits = {"max_choices": 4, "min_choices": 1}
    return {"area_choice": area_choice, "method": method, "area_id": TOWN, "projects": projects, "limits": limits}


def booth(lives_in: str | None, **how: Any) -> Booth:
    claims = urlsafe_b64encode(dumps({"psn": "x", "area": lives_in}).encode()).decode().rstrip("=")
    return Booth("poll", f"head.{claims}.signature", **how)


def numbers_on(paper: dict[str, Any]) -> list[int]:
    return [project["number"] for project in paper["projects"]]


@pytest.mark.parametrize(
    ("area_choice", "lives_in", "chosen", "paper"),
    [
        ("roll", NORTH, "", NORTH),
        ("roll", NORTH, SOUTH, NORTH),
        ("roll", "east", SOUTH, SOUTH),
        ("roll", None, SOUTH, SOUTH),
        ("roll", None, "", ""),
        ("voter", NORTH, "", ""),
        ("voter", NORTH, SOUTH, SOUTH),
        ("voter", None, "elsewhere", ""),
        ("voter", None, NO_AREA, NO_AREA),
    ],
)
def test_the_paper_is_the_one_that_the_roll_gives_or_else_the_one_that_was_chosen(
    area_choice: str, lives_in: str | None, chosen: str, paper: str
) -> None:
    assert area_for(poll(area_choice), booth(lives_in, area=chosen)) == paper


def test_where_the_roll_gives_the_paper_nothing_is_asked() -> None:
    assert is_given(poll("roll"), booth(NORTH))
    assert not is_given(poll("roll"), booth(None))
    assert not is_given(poll("voter"), booth(NORTH))


def test_projects_in_the_area_of_the_poll_itself_are_for_all() -> None:
    of_a_town = poll("voter", "approval", NORTH, TOWN, SOUTH, None)

    assert numbers_on(paper_for(of_a_town, NORTH)) == [1, 2, 4]
    assert choices_of(of_a_town) == [NORTH, SOUTH, NO_AREA]
    assert choices_of(poll("voter", "approval", NORTH, SOUTH)) == [NORTH, SOUTH]


def test_officers_look_over_one_paper_after_the_other_and_read_whose_each_project_is() -> None:
    mixed, names = poll("voter", "approval", SOUTH, TOWN, NORTH, None, SOUTH), {NORTH: "The north", SOUTH: "The south"}

    assert [project["number"] for project in lines_of(mixed)] == [1, 5, 3, 2, 4]
    assert areas_of_lines(mixed, names) == {1: "The south", 2: FOR_ALL, 3: "The north", 4: FOR_ALL, 5: "The south"}


def test_where_all_have_one_paper_and_one_pot_no_area_is_named_beside_a_project() -> None:
    one, names = poll("none"), {NORTH: "The north", SOUTH: "The south"}

    assert [project["number"] for project in lines_of(one)] == [1, 2, 3, 4, 5]
    assert areas_of_lines(one, names) == {}
    assert areas_of_lines(poll(), {}) == {}, "the names cannot be had now"
    assert areas_of_lines({**one, "area_money": [{"area_id": NORTH}]}, names)[1] == "The north"


def test_what_was_marked_on_another_paper_is_laid_aside_and_comes_back_with_it() -> None:
    marked = booth(None, area=NORTH, marks={"1": 1, "5": 1}, is_chosen=True)

    south = at_paper(poll(), marked, SOUTH)
    north = at_paper(poll(), south, NORTH)

    assert (south.marks, south.aside, south.is_chosen) == ({"5": 1}, {"1": 1}, False)
    assert (north.marks, north.aside) == ({"5": 1, "1": 1}, {})


def test_places_close_up_and_what_comes_back_stands_behind() -> None:
    ranked = booth(None, area=NORTH, marks={"1": 1, "5": 2, "2": 3})

    south = at_paper(poll("voter", "ranking"), ranked, SOUTH)
    north = at_paper(poll("voter", "ranking"), south, NORTH)

    assert south.marks == {"5": 1}
    assert north.marks == {"5": 1, "1": 2, "2": 3}


def test_a_permit_that_nobody_can_read_says_no_area() -> None:
    assert not is_given(poll("roll"), Booth("poll", "no permit"))


@pytest.mark.parametrize(
    ("bounds", "most", "task", "told"),
    [
        ({}, 3, "Choose as many projects as you like.", 0),
        ({"max_in_area": 2, "max_citywide": 1}, 3, "Choose as many projects as you like.", 0),
        ({"max_in_area": 1}, 2, "Choose up to 2 projects.", 1),
        ({"max_in_area": 1, "max_citywide": 0}, 1, "Choose one project.", 2),
    ],
)
def test_a_paper_says_how_many_projects_it_holds_by_all_its_bounds_and_no_bound_that_it_cannot_reach(
    bounds: dict[str, int], most: int, task: str, told: int
) -> None:
    whole = {**poll(), "limits": {"max_choices": 4, "max_points": None, "max_points_each": None, **bounds}}
    paper = paper_for({**whole, "budget_cents": 0, "currency": "EUR"}, NORTH)

    assert left_of(paper, {}, lambda cents, _: str(cents)).most == most
    assert task_in_words(paper, lambda cents, _: str(cents)).text % {"most": most} == task
    assert len(bounds_in_words(paper)) == told


def test_what_was_withdrawn_is_not_reckoned_among_what_a_paper_can_hold() -> None:
    whole = {**poll(), "limits": {"max_choices": 4, "max_in_area": 2}}
    whole["projects"][0]["withdrawn"] = "The site was sold."

    assert most_choices(paper_for(whole, NORTH)) == 2


def test_an_area_whose_projects_are_all_withdrawn_has_no_paper_and_its_people_choose_another() -> None:
    by_roll = poll("roll")
    for project in by_roll["projects"][:2]:
        project["withdrawn"] = "The site was sold."

    assert choices_of(by_roll) == [SOUTH, NO_AREA]
    assert not is_given(by_roll, booth(NORTH))
    assert area_for(by_roll, booth(NORTH, area=SOUTH)) == SOUTH


def test_the_projects_for_all_are_no_paper_of_their_own_where_a_ballot_must_hold_more() -> None:
    two = {**poll(), "limits": {"max_choices": 4, "min_choices": 2}}

    assert choices_of(two) == [NORTH, SOUTH]
