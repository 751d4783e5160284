"""One running server process: from its launch until it is ready, or has said why it will not be."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

from commonpurse.embedded.cluster import Cluster
from commonpurse.embedded.errors import PostgresDidNotStart
from commonpurse.embedded.standstill import Standstill
from libs.shared.platform.running.environment import scrubbed

PATIENCE_S = 120.0  # replaying the log after a crash takes its time
LAUNCHER = Path(__file__).with_name("launch.py")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path may be 107 characters at most; ours may be longer
    "max_connections": "300",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The ballot box's secrecy: a log must not repeat what somebody tried to write.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def launch(cluster: Cluster, port: int, log: Path) -> subprocess.Popen[bytes]:
    """The server's process, not yet ready. It ends when the calling thread ends: Linux ties it to that."""
    settings = [f"--{name}={value}" for name, value in (SETTINGS | {"port": str(port)}).items()]
    account = cluster.account
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), *map(str, (os.getpid(), account.uid, account.gid))]
    with _private(log) as opened, account.a_way_into(cluster.folder) as passage:
        account.own(log)
        return subprocess.Popen(  # noqa: S603
            [*launcher, str(cluster.binaries.postgres), "-D", passage.path, *settings],
            cwd="/",
            env=scrubbed(),  # what PostgreSQL knows, whoever may run a program from SQL can read
            pass_fds=passage.doors,
            stdin=subprocess.DEVNULL,
            stdout=opened,
            stderr=opened,
            start_new_session=True,  # Ctrl-C in our terminal is for us; we stop the server when we are done with it
        )


def wait_until_ready(server: subprocess.Popen[bytes], cluster: Cluster, log: Path) -> None:
    """Returns when the server takes connections.

    Raises:
        PostgresDidNotStart: It ended, or stood still and was ended for that, or took too long.
    """
    deadline, standstill = time.monotonic() + PATIENCE_S, Standstill(cluster.folder)
    while not _says_ready(cluster.folder / "postmaster.pid", server.pid):
        if standstill.is_for_good():
            server.kill()  # it would wait for the process that repairs, which has died, as long as we for it
            server.wait()
        if server.poll() is not None or time.monotonic() > deadline:
            raise PostgresDidNotStart(log.read_text(errors="replace")[-2000:])
        time.sleep(0.02)


def a_free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _says_ready(lock: Path, pid: int) -> bool:
    # The lock file's first line is the server's number, its eighth the server's state (miscadmin.h).
    lines = lock.read_text().split("\n") if lock.exists() else []
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004


def _private(log: Path) -> BinaryIO:
    return os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
