"""Folders that every account of the machine can enter, unlike pytest's own: PostgreSQL does not run as root."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def a_reachable_folder() -> Iterator[Path]:
    """An empty folder for the length of the block."""
    folder = Path(tempfile.mkdtemp(prefix="commonpurse-test-")).resolve()
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
