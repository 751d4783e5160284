"""Patience with a platform that others leave no core to."""

from typing import cast

from tests.faults.making.patience import Patience
from tests.faults.making.platform import Platform


class ThatWaited:
    """A platform of two processes and what they have waited for a core so far."""

    def __init__(self) -> None:
        self.waits = {1: 5.0, 2: 7.0}

    def waits_for_a_core(self) -> dict[int, float]:
        return dict(self.waits)


def test_time_without_a_core_is_not_counted_and_of_several_the_longest_counts() -> None:
    waited = ThatWaited()
    patience = Patience(cast("Platform", waited), seconds=-1.0)
    is_over_at_first = patience.is_over

    waited.waits = {1: 7.0, 2: 17.0}

    assert is_over_at_first
    assert patience.without_a_core_s == 10.0
    assert not patience.is_over
    assert patience.was_starved


def test_a_process_that_was_started_meanwhile_counts_from_its_start() -> None:
    waited = ThatWaited()
    patience = Patience(cast("Platform", waited), seconds=1.0)

    waited.waits = {3: 4.0}

    assert patience.without_a_core_s == 4.0
