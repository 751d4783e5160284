"""Servers that one run of the tests shares: started when first asked for, whichever worker asks, ended with the run."""

import asyncio
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from tests.support.folders import a_reachable_folder
from tests.support.kafka_server import a_kafka
from tests.support.models import drop_models
from tests.support.postgres_server import a_careless_postgres

KINDS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {"postgres": a_careless_postgres, "kafka": a_kafka}
PATIENCE_S = 90.0
MODELS = "models"
"""The folder, in the run's, of what its tests copy."""


class ServerDidNotStart(Exception):
    """A server that the tests need could not be had; the message says why."""


class Run:
    """One run of the tests: the folder through which its workers find the servers that they share."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="commonpurse-tests-")).resolve()
        self.folder.chmod(0o711)  # PostgreSQL's own account must get through
        os.mkfifo(self.folder / "lifeline")
        # Held open by this process alone, so the servers see its end however the run ends, kill -9 included.
        self._lifeline = os.open(self.folder / "lifeline", os.O_RDWR)

    def end(self) -> None:
        """Returns when the servers have ended."""
        if (address := self.folder / "postgres.address").exists():
            with suppress(OSError):  # where the server is gone, so are they
                asyncio.run(drop_models(address.read_text(), self.folder / MODELS))
        os.close(self._lifeline)
        deadline = time.monotonic() + PATIENCE_S
        while list(self.folder.glob("*.address")) and time.monotonic() < deadline:
            time.sleep(0.05)
        shutil.rmtree(self.folder, ignore_errors=True)


def shared_server(kind: str, run: Path) -> str:
    """The address of the run's server of that kind, started now if nobody asked for it before.

    Raises:
        ServerDidNotStart: It could not be had.
    """
    address, failure = run / f"{kind}.address", run / f"{kind}.failure"
    with _one_at_a_time(run / f"{kind}.lock"):
        if not address.exists() and not failure.exists():
            _start(kind, run)
        if failure.exists():
            raise ServerDidNotStart(failure.read_text())
        return address.read_text()


def _start(kind: str, run: Path) -> None:
    command = [sys.executable, "-m", "tests.support.servers", kind, str(run)]
    with (run / f"{kind}.log").open("wb") as log:
        keeper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    while not (run / f"{kind}.address").exists():
        if keeper.poll() is not None and not (run / f"{kind}.failure").exists():
            (run / f"{kind}.failure").write_text((run / f"{kind}.log").read_text())
        if (run / f"{kind}.failure").exists():
            return
        time.sleep(0.05)


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def keep(kind: str, run: Path) -> None:
    """Runs the server until the run ends."""
    address = run / f"{kind}.address"
    with a_reachable_folder() as folder, KINDS[kind](folder / kind) as started:
        _write_at_once(address, started)
        with (run / "lifeline").open("rb") as lifeline:
            lifeline.read()  # answers when nobody holds the other end any more
    address.unlink(missing_ok=True)


def _write_at_once(file: Path, text: str) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(text)
    unfinished.rename(file)


def _main() -> None:
    kind, run = sys.argv[1], Path(sys.argv[2])
    try:
        keep(kind, run)
    except Exception:
        _write_at_once(run / f"{kind}.failure", traceback.format_exc())
        raise


if __name__ == "__main__":
    _main()
