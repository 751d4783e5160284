"""Whose paper a voter fills in: the one that was chosen, or where the roll says it, that of where the voter lives."""

from base64 import urlsafe_b64encode
from json import dumps
from typing import Any

import pytest

from gateways.web.vote.areas import NO_AREA, area_for, at_paper, choices_of, is_given, paper_for
from gateways.web.vote.booth import Booth

NORTH, SOUTH, TOWN = "north", "south", "town"


def poll(area_choice: str = "voter", method: str = "approval", *areas: str | None) -> dict[str, Any]:
    """Projects 1, 2, … in these areas; two in each of two, and one for all, if none are named."""
    placed = areas or (NORTH, NORTH, SOUTH, SOUTH, None)
    projects = [{"number": number, "area_id": area} for number, area in enumerate(placed, start=1)]
    return {"area_choice": area_choice, "method": method, "area_id": TOWN, "projects": projects}


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
