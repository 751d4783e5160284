"""The embedded PostgreSQL: started, watched, and started again if it dies, for as long as we run."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from commonpurse.embedded.cluster import OWNER
from commonpurse.embedded.errors import DataBelongsToSomeoneElse, DataIsInUse, PostgresIsNotRunning
from commonpurse.embedded.keeper import Keeper


class EmbeddedPostgres:
    """A PostgreSQL of our own on the loopback address, its data kept in one folder between runs.

    Durable (fsync stays on): after a kill -9 of it or of us everything committed is there at the next start. Only who
    can read the folder's password file can connect.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock: int | None = None
        self._keeper: Keeper | None = None

    def start(self) -> None:
        """Returns when the server takes connections.

        Raises:
            PostgresIsNotInstalled: No programs, or none of the version that wrote the data.
            DataIsInUse: Another process runs a server on the data.
            DataBelongsToSomeoneElse: The data are another account's.
            PostgresDidNotStart: The server said why.
        """
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = self._data.resolve()
        self._lock = _lock(data)
        self._keeper = Keeper(data)
        self._keeper.start()
        try:
            self._keeper.wait_for_the_first_start()
        except Exception:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends the server in order. Whatever was committed stays."""
        if self._keeper:
            self._keeper.end()
            self._keeper = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @staticmethod
    @contextmanager
    def claimed(data: Path) -> Iterator[None]:
        """The data, with no server on them, for the length of the block.

        Raises:
            DataIsInUse: Another process runs a server on them.
        """
        lock = _lock(data.resolve())
        try:
            yield
        finally:
            os.close(lock)

    def url(self, database: str = "postgres") -> str:
        """The address of a database of this server, password included: postgresql://…"""
        keeper = self._running()
        assert keeper.cluster
        return f"postgresql://{OWNER}:{keeper.cluster.password}@127.0.0.1:{keeper.port}/{database}"

    @property
    def version(self) -> str:
        """The running server's version, like 18.6."""
        keeper = self._running()
        assert keeper.cluster
        return keeper.cluster.binaries.version

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        keeper = self._running()
        assert keeper.server
        return keeper.server.pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _running(self) -> Keeper:
        if not self._keeper:
            raise PostgresIsNotRunning
        return self._keeper


def _lock(data: Path) -> int:
    """The open lock file. The system lets go of it when we end, however we end."""
    try:
        opened = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise DataBelongsToSomeoneElse(data) from None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise DataIsInUse(data) from None
    return opened
