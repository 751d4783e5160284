"""The history checker on facts: what a journal, a carrier, a listener and a view must not show."""

from collections.abc import Iterable
from dataclasses import replace

from tests.faults.history.facts import (
    carrier_anomalies,
    feed_repeats,
    hearing_anomalies,
    journal_anomalies,
    submission_anomalies,
    view_anomalies,
)
from tests.faults.history.records import Fact, Submission

ONE = Fact("one", 1, "oak", sequence=11)
TWO = Fact("two", 2, "elm", sequence=13)
THREE = Fact("three", 3, "oak", sequence=14)
JOURNAL = (ONE, TWO, THREE)
SENT = (Submission("benches", "26-1"), Submission("a lift"), Submission("lights", was_refused=True))


def says(found: Iterable[str], *words: str) -> bool:
    told = list(found)
    return len(told) == len(words) and all(word in one for word, one in zip(words, told, strict=True))


def test_a_journal_and_a_carrier_that_agree_have_no_anomaly() -> None:
    again = (ONE, TWO, ONE, TWO, THREE)

    assert says(journal_anomalies("ideas", JOURNAL))
    assert says(carrier_anomalies("ideas", JOURNAL, again, "topic"))
    assert says(hearing_anomalies("voting", "ideas", JOURNAL, {0: (3, "three")}))


def test_a_fact_without_a_position_is_found() -> None:
    assert says(journal_anomalies("ideas", (ONE, TWO, replace(THREE, position=None))), "never", "not in the order")


def test_a_gap_is_found() -> None:
    assert says(journal_anomalies("ideas", (ONE, THREE)), "not 1 to 2")


def test_a_position_given_twice_is_found() -> None:
    assert says(journal_anomalies("ideas", (*JOURNAL, Fact("four", 3, "ash", 15))), "not 1 to 4")


def test_a_fact_written_twice_is_found() -> None:
    assert says(journal_anomalies("ideas", (*JOURNAL, replace(TWO, position=4, sequence=15))), "twice")


def test_positions_against_the_order_of_writing_are_found() -> None:
    assert says(journal_anomalies("ideas", (replace(ONE, sequence=20), TWO, THREE)), "oak")


def test_a_fact_that_the_carrier_lost_is_found() -> None:
    assert says(carrier_anomalies("ideas", JOURNAL, (ONE, THREE), "topic"), "1 facts are not in the topic")


def test_a_fact_that_only_the_carrier_has_is_found() -> None:
    assert says(carrier_anomalies("ideas", JOURNAL[:2], JOURNAL, "topic"), "not in the journal")


def test_a_carrier_out_of_order_is_found() -> None:
    assert says(carrier_anomalies("ideas", JOURNAL, (THREE, TWO, ONE), "topic"), "oak out of order")


def test_a_feed_that_repeats_itself_is_found() -> None:
    assert says(feed_repeats("ideas", JOURNAL))
    assert says(feed_repeats("ideas", (*JOURNAL, TWO)), "1 facts twice")


def test_a_listener_that_is_behind_or_heard_something_else_is_found() -> None:
    assert says(hearing_anomalies("voting", "ideas", JOURNAL, {}), "up to 0 of 3")
    assert says(hearing_anomalies("voting", "ideas", JOURNAL, {0: (2, "two")}), "up to 2 of 3")
    assert says(hearing_anomalies("voting", "ideas", JOURNAL, {0: (3, "another")}), "another fact at 3")


def test_submissions_that_are_there_as_they_were_acknowledged_have_no_anomaly() -> None:
    assert says(submission_anomalies("idea", SENT, [("benches", "26-1")]))
    assert says(submission_anomalies("idea", SENT, [("benches", "26-1"), ("a lift", "26-2")]))


def test_submissions_that_are_lost_doubled_or_invented_are_found() -> None:
    assert says(submission_anomalies("idea", SENT, []), "lost: benches")
    assert says(submission_anomalies("idea", SENT, [("benches", "26-9")]), "lost: benches")
    assert says(submission_anomalies("idea", SENT, [("benches", "26-1"), ("benches", "26-2")]), "doubled: benches")
    assert says(submission_anomalies("idea", SENT, [("benches", "26-1"), ("lights", "26-2")]), "invented: lights")
    assert says(submission_anomalies("idea", SENT, [("benches", "26-1"), ("a pool", "26-2")]), "invented: a pool")


def test_a_view_that_says_something_else_is_found() -> None:
    assert says(view_anomalies("board", {"accepted": 2, "declined": 0}, {"accepted": 2}))
    assert says(view_anomalies("board", {"accepted": 1}, {"accepted": 2}), "the view says")
