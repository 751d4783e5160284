"""The thread that launches the server, launches it again if it dies, and ends it when it is no longer wanted."""

import logging
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

from commonpurse.embedded.cluster import Cluster, the_cluster_in
from commonpurse.embedded.errors import PostgresDidNotStart
from commonpurse.embedded.leftovers import clear_leftovers
from commonpurse.embedded.server import a_free_port, launch, wait_until_ready
from commonpurse.embedded.standstill import Standstill

logger = logging.getLogger(__name__)

ATTEMPTS = 5
LOOK_EVERY_S = 0.2
PAUSE_S = 1.0
PATIENCE_S = 30.0


class Keeper(threading.Thread):
    """Keeps one server alive. A thread, because Linux ends the server when the thread that launched it ends."""

    def __init__(self, data: Path) -> None:
        super().__init__(name="embedded-postgres", daemon=True)
        self.port = a_free_port()
        self.cluster: Cluster | None = None
        self.server: subprocess.Popen[bytes] | None = None
        self._data = data
        self._log = data / "postgres.log"
        self._first_attempt = threading.Event()
        self._unwanted = threading.Event()
        self._failure: Exception | None = None

    def wait_for_the_first_start(self) -> None:
        """Returns when the server takes connections; raises whatever kept it from that."""
        self._first_attempt.wait()
        if self._failure:
            raise self._failure

    def end(self) -> None:
        """Returns when the server has ended in order."""
        self._unwanted.set()
        self.join()

    def run(self) -> None:
        try:
            self.cluster = the_cluster_in(self._data)
            self._start_somewhere(self.cluster)
        except Exception as failure:  # noqa: BLE001 raised in the thread that waits for the first start
            self._failure = failure
            return
        finally:
            self._first_attempt.set()
        standstill = Standstill(self.cluster.folder)
        while not self._unwanted.wait(LOOK_EVERY_S):
            self._revive(self.cluster, standstill)
        self._end_server()

    def _start_somewhere(self, cluster: Cluster) -> None:
        self._log.rename(self._log.with_suffix(".log.1")) if self._log.exists() else None
        for _ in range(ATTEMPTS - 1):
            try:
                return self._start(cluster)
            except PostgresDidNotStart as failure:
                if "could not bind" not in str(failure):
                    raise
                self.port = a_free_port()  # somebody else took the port since we looked
        return self._start(cluster)

    def _start(self, cluster: Cluster) -> None:
        clear_leftovers(cluster.folder)
        self.server = launch(cluster, self.port, self._log)
        try:
            wait_until_ready(self.server, cluster, self._log)
        except PostgresDidNotStart:
            self._end_server()
            raise

    def _revive(self, cluster: Cluster, standstill: Standstill) -> None:
        if self.server and self.server.poll() is None:
            if not standstill.is_for_good():
                return
            logger.error("PostgreSQL lives and does nothing any more")
            self.server.kill()
            self.server.wait()
        logger.error("PostgreSQL has ended (%s): starting it again", self.server and self.server.returncode)
        try:
            self._start(cluster)
        except Exception:  # a full disk, no memory for a process: nobody would start this thread again
            logger.exception("PostgreSQL could not be started again: trying once more in %s s", PAUSE_S)
            self._unwanted.wait(PAUSE_S)
        standstill.is_over()

    def _end_server(self) -> None:
        if not self.server:
            return
        for sign in (signal.SIGINT, signal.SIGQUIT):
            self.server.send_signal(sign)
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(PATIENCE_S)
                return
        self.server.kill()  # it was stopped, or hangs: the log is replayed at the next start
        self.server.wait()
