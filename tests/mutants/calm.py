"""A pytest plugin for runs on mutants: the same examples every time, no verdict that depends on the machine's speed."""

import os
import signal
from collections.abc import Iterator
from typing import Any, NoReturn

import hypothesis
import pytest

MOST = 40  # examples for each property: enough to notice, few enough for thousands of runs
INSIDE = "_hypothesis_internal_use_settings"  # the only place where a property's own settings can be read
LONGEST = 5.0  # seconds of processor time for one test, several times what the slowest needs
TIMEOUT = 24  # mutmut's exit status of a mutant that runs in circles

hypothesis.settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # that a test fails is enough; shrinking takes time
    suppress_health_check=list(hypothesis.HealthCheck),
)
# This plugin is loaded before the tests, so that their own settings are made on the ground of this profile.
hypothesis.settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for function in {item.obj for item in items if isinstance(item, pytest.Function)}:
        if own := getattr(function, INSIDE, None):
            setattr(function, INSIDE, hypothesis.settings(own, max_examples=min(own.max_examples, MOST)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Ends circles early: mutmut alone waits for as long as all of a mutant's tests might take."""
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _give_up(*_: Any) -> NoReturn:
    os._exit(TIMEOUT)
