"""Folders for servers of the tests' own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def a_folder() -> Iterator[Path]:
    """An empty folder that every account of the machine can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="commonpurse-embedded-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def only_as_root() -> None:
    """Skips the test for those who may not change accounts."""
    if os.geteuid() != 0:
        pytest.skip("only root may run programs under other accounts")
