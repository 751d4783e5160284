"""What is told of whom an outcome reached by channel and by area, and what is not."""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.casting.ballot import Ballot, Writing, naming_any_of
from services.voting.domain.casting.turnout import Turnout, turnout_of
from services.voting.domain.counting.reached import CellKept, Reached, shares_told

NORTH, SOUTH, EAST = (UUID(int=number) for number in (1, 2, 3))


def _turnout(cells: Mapping[CellKept, Reached], lost: int = 0) -> Turnout:
    """What was told of the box; of each cell so many more had voted as have lost their channel and area."""
    return turnout_of({(channel or "", area): part.ballots + lost for (channel, area), part in cells.items()}, ())


def _by_area(cells: dict[CellKept, Reached]) -> dict[UUID, tuple[int | None, int | None]]:
    told = shares_told(cells, _turnout(cells))["by_area"]
    return {UUID(part["area_id"]): (part["least_percent"], part["most_percent"]) for part in told}


def test_shares_are_told_where_ten_have_a_winner_and_ten_have_none() -> None:
    cells: dict[CellKept, Reached] = {
        ("web", NORTH): Reached(40, 20),
        ("paper", NORTH): Reached(10, 7),
        ("web", SOUTH): Reached(50, 20),
    }

    assert _by_area(cells) == {NORTH: (54, 54), SOUTH: (40, 40)}
    assert [part["channel"] for part in shares_told(cells, _turnout(cells))["by_channel"]] == ["web", "paper"]


def test_where_few_have_none_it_is_told_only_that_most_have_one() -> None:
    cells: dict[CellKept, Reached] = {
        ("web", NORTH): Reached(100, 97),
        ("web", SOUTH): Reached(60, 30),
        ("web", EAST): Reached(80, 30),
    }

    # then the second is not told either: its exact share would tell that of the first, as the sum is known
    assert _by_area(cells) == {NORTH: (82, 100), SOUTH: (None, None), EAST: (38, 38)}


def test_where_few_have_one_it_is_told_only_that_most_have_none() -> None:
    cells: dict[CellKept, Reached] = {("web", NORTH): Reached(100, 3), ("web", SOUTH): Reached(90, 4)}

    assert _by_area(cells) == {NORTH: (0, 18), SOUTH: (0, 20)}


def test_a_cell_in_which_both_are_few_tells_nothing() -> None:
    cells: dict[CellKept, Reached] = {("web", NORTH): Reached(14, 7), ("web", SOUTH): Reached(90, 40)}

    assert _by_area(cells) == {NORTH: (None, None), SOUTH: (None, None)}


def test_a_single_part_is_the_whole_and_has_no_table() -> None:
    cells: dict[CellKept, Reached] = {("web", NORTH): Reached(100, 60)}

    assert shares_told(cells, _turnout(cells)) == {"by_channel": [], "by_area": []}


def test_ballots_that_lost_their_channel_and_area_have_no_line() -> None:
    cells: dict[CellKept, Reached] = {
        ("web", NORTH): Reached(100, 60),
        (None, None): Reached(30, 15),
        ("web", None): Reached(50, 20),
    }

    told = shares_told(cells, _turnout(cells))

    assert [part["area_id"] for part in told["by_area"]] == [str(NORTH)]
    assert [part["channel"] for part in told["by_channel"]] == ["web"]


def test_where_so_few_voted_that_a_bound_would_leave_hardly_a_number_nothing_is_told() -> None:
    # given ten who all have none: who reads that few have one, and not that few have none, would know it of each
    def told(ballots: int) -> tuple[int | None, int | None]:
        return _by_area({("web", NORTH): Reached(ballots, 0), ("web", SOUTH): Reached(90, 0)})[NORTH]

    assert told(10) == told(18) == (None, None)
    assert told(19) == (0, 50)


def test_a_bound_does_not_tell_how_many_lost_their_channel_and_area() -> None:
    def told(lost: int) -> Any:
        kept: dict[CellKept, Reached] = {
            ("web", NORTH): Reached(40 - lost, 3),
            ("web", SOUTH): Reached(60, 55),
            (None, None): Reached(20 + lost, 10),
        }
        whole = turnout_of({("web", NORTH): 40, ("web", SOUTH): 60, ("sms", SOUTH): 20}, ())
        return shares_told(kept, whole)["by_area"]

    assert told(0) == told(1) == told(9)
    assert [(part["least_percent"], part["most_percent"]) for part in told(0)] == [(0, 45), (77, 100)]


def test_where_more_lost_their_area_than_kept_it_nothing_is_told() -> None:
    cells: dict[CellKept, Reached] = {("web", NORTH): Reached(20, 3), ("web", SOUTH): Reached(90, 4)}

    (north, south) = shares_told(cells, _turnout(cells, lost=21))["by_area"]

    assert (north["least_percent"], north["most_percent"]) == (None, None)
    assert (south["least_percent"], south["most_percent"]) == (0, 17)


def test_of_an_area_whose_turnout_is_not_told_there_is_no_line_as_it_would_tell_that_ten_voted_there() -> None:
    cells: dict[CellKept, Reached] = {
        ("web", NORTH): Reached(40, 20),
        ("web", SOUTH): Reached(12, 6),
        (None, None): Reached(17, 9),
    }
    turnout = Turnout(69, {"web": 69}, {NORTH: 40})

    told = shares_told(cells, turnout)

    assert [part["area_id"] for part in told["by_area"]] == [str(NORTH)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(10, 60), st.integers(0, 60)), min_size=2, max_size=5))
def test_whatever_is_told_of_a_part_where_few_have_one_or_few_have_none_fits_ten_numbers(
    drawn: list[tuple[int, int]],
) -> None:
    areas = [UUID(int=number + 1) for number in range(len(drawn))]
    parts = {area: Reached(ballots, min(ballots, won)) for area, (ballots, won) in zip(areas, drawn, strict=True)}

    told = _by_area({("web", area): part for area, part in parts.items()})

    for area, part in parts.items():
        least, most = told[area]
        if least is None or most is None:
            continue
        assert least <= 100 * part.with_a_winner / part.ballots + 0.5
        assert most >= 100 * part.with_a_winner / part.ballots - 0.5
        if min(part.with_a_winner, part.without) < 10:
            fitting = [won for won in range(part.ballots + 1) if least <= 100 * won / part.ballots <= most]
            assert len(fitting) >= 10


@pytest.mark.parametrize("writing", list(Writing))
@given(data=st.data())
def test_the_pattern_finds_the_ballots_that_are_for_one_of_the_projects(writing: Writing, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(1, 30), unique=True, max_size=5))
    numbers = numbers if writing is Writing.RANKED else sorted(numbers)
    allowed = {Writing.MARKED: st.integers(0, 12), Writing.SIGNED: st.sampled_from([1, -1])}.get(writing)
    marks = None if allowed is None else tuple(data.draw(allowed) for _ in numbers)
    winners = data.draw(st.sets(st.integers(1, 30), max_size=6))
    ballot = Ballot(tuple(numbers), marks, writing)

    found = re.search(naming_any_of(winners), ballot.canonical)

    of_each = marks or (1,) * len(numbers)
    assert bool(found) == any(mark > 0 and number in winners for number, mark in zip(numbers, of_each, strict=True))


def test_no_winner_is_named_by_no_ballot() -> None:
    for written, winners in product(("", "1", "1=2", "1>2", "-1,+2"), (set[int](),)):
        assert not re.search(naming_any_of(winners), written)
