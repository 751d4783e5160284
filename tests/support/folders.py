"""Folders that every account of the machine can enter, unlike pytest's own: PostgreSQL does not run as root."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - tempfile makes a folder of a name of its own there
_ROOM = 4 << 30


@contextmanager
def a_reachable_folder() -> Iterator[Path]:
    """An empty folder for the length of the block.

    It is in memory where there is plenty: a database is a thousand files, and to copy them takes some disks ten times
    as long as all that a test does with it.
    """
    folder = Path(tempfile.mkdtemp(prefix="commonpurse-test-", dir=_MEMORY if _has_room() else None)).resolve()
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def copy_with_owners(folder: Path, to: Path) -> None:
    """Copy a folder with whose each file is: PostgreSQL's stay its own account's."""
    subprocess.run(["cp", "-a", folder, to], check=True)


def _has_room() -> bool:
    try:
        memory = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
        available = int(memory["MemAvailable"].split()[0]) << 10
        return min(available // 2, shutil.disk_usage(_MEMORY).free) > _ROOM
    except (OSError, KeyError):
        return False
