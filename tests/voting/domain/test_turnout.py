from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.small_cells import SHOWN_FROM
from services.voting.domain.casting.turnout import (
    NOTHING_TOLD,
    Cell,
    Turnout,
    large_cells,
    told_at_the_end,
    told_next,
    turnout_of,
)

NORTH, SOUTH, EAST = UUID(int=1), UUID(int=2), UUID(int=3)
CHANNELS = ("web", "sms", "paper")

cells = st.dictionaries(st.tuples(st.sampled_from(CHANNELS), st.sampled_from([NORTH, SOUTH, None])), st.integers(1, 40))
boxes_hour_after_hour = st.lists(cells, min_size=1, max_size=6)


def by_area(north: int, south: int) -> Turnout:
    return Turnout(north + south, {"web": north + south}, {NORTH: north, SOUTH: south})


def hour_after_hour(came: list[dict[Cell, int]]) -> list[Turnout]:
    """What is told at each hour, while these ballots come in from one to the next."""
    told, box = [NOTHING_TOLD], Counter[Cell]()
    for ballots in came:
        box.update(ballots)
        told.append(told_next(told[-1], turnout_of(box, CHANNELS)))
    return told


def test_the_sums_of_a_box_have_every_channel_that_is_offered() -> None:
    turnout = turnout_of({("web", NORTH): 3, ("web", None): 2, ("sms", NORTH): 1}, CHANNELS)

    assert turnout == Turnout(6, {"web": 5, "sms": 1, "paper": 0}, {NORTH: 4, None: 2})


def test_nothing_is_told_of_the_first_nine() -> None:
    assert told_next(NOTHING_TOLD, by_area(9, 0)) == NOTHING_TOLD


def test_a_figure_moves_on_with_the_tenth_that_came_since() -> None:
    told = told_next(NOTHING_TOLD, by_area(30, 20))

    assert told_next(told, by_area(35, 24)) == told
    assert told_next(told, by_area(45, 30)) == by_area(45, 30)


def test_one_that_came_from_an_area_is_not_told_by_what_came_from_the_other() -> None:
    told = told_next(NOTHING_TOLD, by_area(30, 20))

    told = told_next(told, by_area(31, 35))

    assert told.ballots == 66
    assert told.by_area == {NORTH: 30, SOUTH: 20}


def assert_moved_by_ten(was: Mapping[Any, int], now: Mapping[Any, int]) -> None:
    assert was.keys() <= now.keys()
    assert all(number == was.get(cell, 0) or number - was.get(cell, 0) >= SHOWN_FROM for cell, number in now.items())


@given(boxes_hour_after_hour)
def test_no_figure_ever_moves_by_fewer_than_ten(came: list[dict[Cell, int]]) -> None:
    for before, after in pairwise(hour_after_hour(came)):
        assert after.ballots == before.ballots or after.ballots - before.ballots >= SHOWN_FROM
        assert_moved_by_ten(before.by_channel, after.by_channel)
        assert_moved_by_ten(before.by_area, after.by_area)


@given(boxes_hour_after_hour)
def test_a_figure_that_stays_stays_with_another_so_that_the_total_tells_neither(came: list[dict[Cell, int]]) -> None:
    for before, after in pairwise(hour_after_hour(came)):
        if after.ballots != before.ballots:
            stayed = [one for one in CHANNELS if after.by_channel.get(one) == before.by_channel.get(one)]
            assert len(stayed) != 1


@given(cells)
def test_at_the_end_all_is_told_but_small_cells(box: dict[Cell, int]) -> None:
    turnout = turnout_of(box, CHANNELS)

    told = told_at_the_end(NOTHING_TOLD, turnout)

    assert told.ballots == turnout.ballots
    assert told.by_channel.items() <= turnout.by_channel.items()
    assert min([*told.by_channel.values(), *told.by_area.values()], default=SHOWN_FROM) >= SHOWN_FROM


@given(boxes_hour_after_hour, cells)
def test_the_last_figures_do_not_tell_of_the_few_who_came_after_those_before(
    came: list[dict[Cell, int]], at_last: dict[Cell, int]
) -> None:
    before, box = hour_after_hour(came)[-1], Counter[Cell]()
    for ballots in [*came, at_last]:
        box.update(ballots)
    whole = turnout_of(box, CHANNELS)

    final = told_at_the_end(before, whole)

    assert final.ballots == whole.ballots
    assert_moved_by_ten(before.by_channel, final.by_channel)
    stayed = [one for one in CHANNELS if final.by_channel.get(one) == before.by_channel.get(one)]
    assert len(stayed) != 1 or final.by_channel.get(stayed[0]) == whole.by_channel[stayed[0]]


def test_a_few_who_came_at_last_are_in_the_sum_alone() -> None:
    told = told_next(NOTHING_TOLD, by_area(30, 20))

    assert told_at_the_end(told, by_area(32, 20)) == Turnout(52, {"web": 52}, {NORTH: 30, SOUTH: 20})


def test_an_area_from_which_nobody_voted_is_not_told_by_the_others() -> None:
    box = turnout_of({("web", NORTH): 30, ("web", SOUTH): 12}, ["web"], [NORTH, SOUTH, EAST])

    told = told_next(NOTHING_TOLD, box)

    assert told.by_area == {NORTH: 30}, "the others are twelve and none, or eleven and one, or …"


def test_an_area_in_which_nearly_all_have_voted_is_not_told_and_another_with_it() -> None:
    people: dict[UUID | None, int] = {NORTH: 39, SOUTH: 100, EAST: 100}
    box = turnout_of({("web", NORTH): 30, ("web", SOUTH): 20, ("web", EAST): 40}, ["web"], people)

    assert told_next(NOTHING_TOLD, box, people).by_area == {EAST: 40}
    assert told_next(NOTHING_TOLD, box, {**people, NORTH: 40}).by_area == {NORTH: 30, SOUTH: 20, EAST: 40}


@given(cells)
def test_a_ballot_without_channel_and_area_is_one_of_ten_at_least_or_of_all(box: dict[Cell, int]) -> None:
    kept = large_cells(box)

    blank = sum(ballots for cell, ballots in box.items() if cell not in kept)
    assert all(box[cell] >= SHOWN_FROM for cell in kept)
    assert blank == 0 or blank >= SHOWN_FROM or not kept
