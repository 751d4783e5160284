"""Halves of the polls' keys, a file each: the one thing of residents that is kept out of PostgreSQL.

PostgreSQL writes whatever it is given to its write-ahead log, to statistics and to every backup, and forgets none of it
on request. A file is overwritten and gone. Only a fingerprint of it stands in the database, so that a lost or exchanged
file is noticed before it makes a second pseudonym for the same person.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

_BYTES = 32


@dataclass(frozen=True, slots=True)
class PollKeys:
    """The folder of halves. All processes of residents share it; nobody else may read it."""

    folder: Path

    def make(self, poll_id: UUID) -> bytes:
        """The poll's half, made unless there is one."""
        return self.keep(poll_id, secrets.token_bytes(_BYTES))

    def keep(self, poll_id: UUID, half: bytes) -> bytes:
        """Keep this half for the poll unless it has one; which it has now. It is on the disk when this returns."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.folder / f"{poll_id}.{secrets.token_hex(4)}.new"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(half)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, self._file(poll_id))  # all or nothing, and the first one wins
        except FileExistsError:
            _overwrite(fresh)
        fresh.unlink()
        self._settle()
        return self._file(poll_id).read_bytes()

    def read(self, poll_id: UUID) -> bytes | None:
        """The poll's half; nothing if it was destroyed or lost."""
        try:
            return self._file(poll_id).read_bytes()
        except FileNotFoundError:
            return None

    def destroy(self, poll_id: UUID) -> None:
        """Overwrite the poll's half and take its file away, for good. There may be none."""
        if not self._file(poll_id).exists():
            return
        _overwrite(self._file(poll_id))
        self._file(poll_id).unlink()
        self._settle()

    def _file(self, poll_id: UUID) -> Path:
        return self.folder / str(poll_id)

    def _settle(self) -> None:
        with _opened(self.folder, os.O_RDONLY | os.O_DIRECTORY) as folder:
            os.fsync(folder)


def fingerprint(half: bytes) -> bytes:
    """What the database may know of a half: enough to recognise it, nothing to make it from."""
    return hashlib.sha256(b"commonpurse poll key\0" + half).digest()


def _overwrite(file: Path) -> None:
    with _opened(file, os.O_WRONLY) as descriptor:
        os.write(descriptor, secrets.token_bytes(_BYTES))
        os.fsync(descriptor)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
