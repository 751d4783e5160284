"""Folders for servers of the tests' own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.folders import a_reachable_folder


@pytest.fixture
def a_folder() -> Iterator[Path]:
    """An empty folder that every account of the machine can reach."""
    with a_reachable_folder() as folder:
        yield folder


@pytest.fixture
def only_as_root() -> None:
    """Skips the test for those who may not change accounts."""
    if os.geteuid() != 0:
        pytest.skip("only root may run programs under other accounts")
