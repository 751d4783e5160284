"""Lines of a library that are no trouble at a start, and are trouble when they go on."""

import inspect
import logging

from aiokafka import client, cluster
from aiokafka.consumer import group_coordinator

from libs.shared.platform.running.passing_trouble import _BEGINNINGS, UntilItLasts

TEMPLATE = "Topic %s not found in cluster metadata"


def a_line(template: str = TEMPLATE) -> logging.LogRecord:
    return logging.LogRecord("aiokafka.cluster", logging.ERROR, __file__, 1, template, ("town.ideas",), None)


def test_what_is_said_at_a_start_is_written_once_it_has_gone_on_for_half_a_minute() -> None:
    now = 1_000.0
    filtered = UntilItLasts(TEMPLATE, lambda: now)

    written = []
    for _ in range(5):
        written.append(filtered.filter(a_line()))
        now += 10

    assert written == [False, False, False, True, True]


def test_what_was_over_begins_anew_and_other_lines_are_written_at_once() -> None:
    now = 1_000.0
    filtered = UntilItLasts(TEMPLATE, lambda: now)
    assert not filtered.filter(a_line())

    now += 3_600

    assert not filtered.filter(a_line())
    assert filtered.filter(a_line("Topic %s is not authorized for this client"))


def test_the_library_still_says_it_in_these_words() -> None:
    sources = {
        "aiokafka": client,
        "aiokafka.cluster": cluster,
        "aiokafka.consumer.group_coordinator": group_coordinator,
    }

    for logger, template in _BEGINNINGS.items():
        assert any(f"{mark}{template}{mark}" in inspect.getsource(sources[logger]) for mark in "\"'")
