"""A disk that is full, and one that fails: for real, under PostgreSQL."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_CLONE_NEWNS, _MS_REC, _MS_PRIVATE = 0x20000, 0x4000, 1 << 18  # linux/sched.h, linux/mount.h
_SIZE = "768m"


def with_mounts_of_our_own() -> bool:
    """From now on what this process mounts is seen by it and its children alone, and gone with them."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNS):
        return False
    return bool(libc.mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None) == 0)


@contextmanager
def a_small_disk(folder: Path) -> Iterator[bool]:
    """The folder on a disk of its own, for the length of the block; whether that could be had."""
    folder.mkdir(parents=True, exist_ok=True)
    if not with_mounts_of_our_own():
        yield False
        return
    options = f"size={_SIZE},mode=711"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "faults", folder], check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)


def fill(folder: Path) -> None:
    """Take all the room that is left."""
    taken = (folder / "taken").open("ab")
    with taken, suppress(OSError):
        while True:
            taken.write(bytes(1 << 20))
            taken.flush()


def make_room(folder: Path) -> None:
    """Give it back."""
    (folder / "taken").unlink(missing_ok=True)


def can_fail() -> bool:
    """Whether strace is here, which lets a call of the system fail."""
    return shutil.which("strace") is not None


class FailingDisk:
    """Every process of a server is told by the next ``fsync`` that the disk could not do it."""

    def __init__(self, processes: Sequence[int]) -> None:
        pids = [word for pid in processes for word in ("-p", str(pid))]
        fails = "inject=fsync,fdatasync:error=EIO"
        command = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", fails, "-o", "/dev/null", *pids]
        self._strace = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def mend(self) -> None:
        """The disk works again."""
        self._strace.send_signal(signal.SIGTERM)
        try:
            self._strace.wait(10)
        except subprocess.TimeoutExpired:
            self._strace.kill()
            self._strace.wait()
