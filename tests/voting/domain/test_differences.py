"""Which ballots set store by an option, and of which groups that is told."""

import re
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.casting.turnout import turnout_of
from services.voting.domain.counting.differences import MOST_TOLD, differences, options_told, setting_store_by
from services.voting.domain.counting.reached import CellKept, Reached
from services.voting.domain.polls.poll import Poll

NORTH, SOUTH, EAST = (UUID(int=number) for number in (1, 2, 3))


def a_poll(method: str, options: int = 11) -> Poll:
    return cast("Poll", SimpleNamespace(terms=SimpleNamespace(method=method), paper=range(options)))


def found(method: str, ballot: Ballot, options: int = 11) -> set[int]:
    """The options that the ballot sets store by."""
    poll = a_poll(method, options)
    return {number for number in range(1, 131) if re.search(setting_store_by(poll, number), ballot.canonical)}


@pytest.mark.parametrize(
    ("method", "ballot", "options"),
    [
        ("allocation", Ballot((1, 2, 10, 12, 100), (9, 10, 29, 0, 52), Writing.MARKED), {2, 10, 100}),
        ("allocation", Ballot((11,), (100,), Writing.MARKED), {11}),
        ("ranking", Ballot((12, 2, 1, 4), None, Writing.RANKED), {12, 2, 1}),
        ("ranking", Ballot((3,), None, Writing.RANKED), {3}),
        ("points", Ballot((1, 3, 11), (1, 0, 20), Writing.MARKED), {1, 11}),
        ("for-and-against", Ballot((1, 2, 12), (-1, 1, 1), Writing.SIGNED), {2, 12}),
    ],
)
def test_a_ballot_sets_store_by_what_it_gives_more_than_an_even_part_or_puts_among_the_first_or_is_for(
    method: str, ballot: Ballot, options: set[int]
) -> None:
    assert found(method, ballot) == options


def test_who_shares_out_evenly_sets_store_by_nothing() -> None:
    assert found("allocation", Ballot((1, 2), (50, 50), Writing.MARKED), options=2) == set()
    assert found("allocation", Ballot((1, 2), (51, 49), Writing.MARKED), options=2) == {1}


def test_it_is_told_of_the_first_twelve_alone() -> None:
    agreement = {"projects": [{"project": str(number)} for number in range(30, 0, -1)]}

    assert options_told(agreement) == list(range(30, 30 - MOST_TOLD, -1))
    assert differences([], [], turnout_of({}, ())) == {"projects": []}


def told_of(cells: dict[CellKept, Reached], lost: int = 0) -> dict[str, Any]:
    turnout = turnout_of({(channel or "", area): one.ballots + lost for (channel, area), one in cells.items()}, ())
    option: dict[str, Any] = differences([7], [cells], turnout)["projects"][0]
    return {"percent": option["percent"]} | {
        part.get("channel") or part["area_id"]: (part["least_percent"], part["most_percent"])
        for part in option["by_channel"] + option["by_area"]
    }


def test_groups_of_fifty_are_told_in_steps_of_ten_percent() -> None:
    told = told_of({("web", NORTH): Reached(50, 23), ("web", SOUTH): Reached(50, 12), ("paper", EAST): Reached(49, 24)})

    assert told == {"percent": 40, str(NORTH): (50, 50), str(SOUTH): (20, 20)}


def test_a_group_is_not_told_of_where_fewer_than_fifty_voted_otherwise() -> None:
    assert told_of({("web", NORTH): Reached(100, 40), ("paper", NORTH): Reached(49, 20)}) == {"percent": 40}


@pytest.mark.parametrize(("having", "bounds"), [(4, (0, 20)), (97, (80, 100))])
def test_where_few_do_or_few_do_not_the_bound_is_wide(having: int, bounds: tuple[int, int]) -> None:
    told = told_of({("web", NORTH): Reached(100, having), ("web", SOUTH): Reached(100, having)})

    assert told[str(NORTH)] == told[str(SOUTH)] == bounds


def test_of_a_group_whose_turnout_was_not_told_nothing_is() -> None:
    cells: dict[CellKept, Reached] = {("web", NORTH): Reached(60, 30), ("web", SOUTH): Reached(60, 30)}

    option = differences([7], [cells], turnout_of({("web", NORTH): 60}, ()))["projects"][0]

    assert option["by_area"] == []
