"""The account of this machine that PostgreSQL runs under: it refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commonpurse.embedded.errors import DataBelongsToSomeoneElse
from libs.shared.platform.running.environment import scrubbed


@dataclass(frozen=True, slots=True)
class Passage:
    """What to call a folder, and the open files that the name leads through."""

    path: str
    doors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A user and a group of this machine."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """True if this process runs under the account already."""
        return self.uid == os.geteuid()

    def can_reach(self, path: Path) -> bool:
        """True if the account may enter the folder (or run the program) at the path."""
        return self.run(["/bin/sh", "-c", 'test -x "$0"', str(path)]).returncode == 0

    @contextmanager
    def a_way_into(self, folder: Path) -> Iterator[Passage]:
        """How a process of the account, started within the block, gets into the folder.

        Somebody's home above the folder may be closed to the account. Linux lets a process through an open file that it
        was handed all the same, without passing through what lies above.
        """
        if self.can_reach(folder):
            yield Passage(str(folder), ())
            return
        door = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield Passage(f"/proc/self/fd/{door}", (door,))
        finally:
            os.close(door)

    def run(self, command: list[str], doors: tuple[int, ...] = ()) -> subprocess.CompletedProcess[str]:
        """What came of the command, run under the account; its files are the account's alone."""
        return subprocess.run(  # noqa: S603 our own commands
            command,
            cwd="/",
            env=scrubbed(),
            pass_fds=doors,
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
            umask=0o077,
            capture_output=True,
            text=True,
            check=False,
        )

    def own(self, path: Path) -> None:
        """Give the file or folder to the account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)


def nobody() -> Account:
    """The account that owns nothing."""
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def account_for(cluster: Path) -> Account:
    """The owner of the cluster if there is one, else an unprivileged account: our own, or nobody's if we are root."""
    owner = cluster.stat() if cluster.exists() else None
    if os.geteuid() == 0:
        return Account(owner.st_uid, owner.st_gid) if owner and owner.st_uid != 0 else nobody()
    if owner and owner.st_uid != os.geteuid():
        raise DataBelongsToSomeoneElse(cluster)
    return Account(os.geteuid(), os.getegid())
