"""The load model, on sums that can be done by hand."""

import numpy as np
import pytest

from tests.bench.load.model import (
    HOUR_S,
    LAST_HOURS,
    OF_LAST_HOURS,
    PROCESSES_AT_LEAST,
    Vote,
    arrivals,
    cores_needed,
    longest_wait_s,
    needs,
    rates,
)

TOWN = Vote("a town", people=100_000, turnout=0.2, days=2)


def chance() -> np.random.Generator:
    return np.random.default_rng(2026)


def test_everybody_comes_once_and_many_of_them_at_the_end() -> None:
    an_hour = rates(TOWN) * HOUR_S

    assert an_hour.sum() == pytest.approx(20_000)
    assert an_hour[-LAST_HOURS:].sum() == pytest.approx(20_000 * OF_LAST_HOURS)
    assert np.argmax(an_hour) == len(an_hour) - 1
    assert an_hour[-17] < an_hour[-9]  # three in the morning, eleven before noon


def test_who_comes_scatters_as_chance_does() -> None:
    came = arrivals(np.array([5.0]), chance())

    assert came.mean() == pytest.approx(5, rel=0.03)
    assert came.var() == pytest.approx(5, rel=0.1)


def test_nobody_waits_while_there_is_a_core_for_each() -> None:
    assert longest_wait_s(np.array([1, 0, 1]), cost_ms=1000, cores=1) == 0


def test_whoever_comes_in_a_crowd_waits_until_those_before_are_done() -> None:
    crowd = np.array([0, 10, 0, 0])

    assert longest_wait_s(crowd, cost_ms=1000, cores=2) == 4  # ten seconds of work, two done at once
    assert longest_wait_s(crowd, cost_ms=1000, cores=5) == 1


def test_what_was_left_idle_before_a_crowd_does_not_help_it() -> None:
    assert longest_wait_s(np.array([0] * 100 + [10]), cost_ms=1000, cores=2) == 4


def test_as_many_cores_are_needed_as_let_nobody_wait_longer_than_a_second() -> None:
    assert cores_needed(np.array([0, 10, 0, 0]), cost_ms=1000) == 5


def test_twice_the_cost_needs_twice_the_cores_and_twice_the_people_a_little_less() -> None:
    once = cores_needed(arrivals(np.array([50.0]), chance()), cost_ms=20)
    dearer = cores_needed(arrivals(np.array([50.0]), chance()), cost_ms=40)
    more = cores_needed(arrivals(np.array([100.0]), chance()), cost_ms=20)

    assert 1 < once < more <= dearer == pytest.approx(2 * once, abs=0.11)


def test_the_part_with_the_most_to_do_comes_first_and_none_is_alone() -> None:
    found = needs(TOWN, {"web": 30, "voting": 60, "postgres": 2}, {"web": 0, "voting": 60, "postgres": 2}, chance())

    assert [need.part for need in found] == ["voting", "web", "postgres"]
    assert [need.processes for need in found] == [PROCESSES_AT_LEAST, PROCESSES_AT_LEAST, 1]
    assert [need.connections for need in found] == [42, 0, 0]
