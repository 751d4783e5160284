"""What a server that was killed leaves behind: its backends, itself if only we were killed, and its lock file."""

import os
import signal
import subprocess
import time
from pathlib import Path

PATIENCE_S = 2.0


def clear_leftovers(cluster: Path) -> None:
    """No process of an earlier server runs on the cluster any more, and none is announced.

    Only for the holder of the data's lock: then whoever still runs there is an orphan. PostgreSQL itself refuses to
    start while an orphaned backend holds the shared memory, or while any process bears the number in its lock file,
    which after a power cut may be somebody's editor.
    """
    # SIGQUIT: the postmaster's "immediate shutdown", a backend's order to go. The log is replayed at the next start.
    if not _all_gone(cluster, signal.SIGQUIT, PATIENCE_S):
        _all_gone(cluster, signal.SIGKILL, PATIENCE_S)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def _all_gone(cluster: Path, sign: signal.Signals, patience: float) -> bool:
    deadline = time.monotonic() + patience
    signalled: set[int] = set()
    while orphans := set(processes_on(cluster)):
        for pid in orphans - signalled:
            _send(pid, sign)
        signalled |= orphans
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def processes_on(cluster: Path) -> list[int]:
    """The processes that run on the cluster, by their numbers."""
    if Path("/proc/self").exists():
        # Each of PostgreSQL's processes has the cluster as its working folder.
        return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _is_in(entry, cluster)]
    return _announced(cluster)


def _is_in(process: Path, cluster: Path) -> bool:
    try:
        return (process / "cwd").readlink() == cluster and (process / "comm").read_text().strip() == "postgres"
    except OSError:  # ended meanwhile, or not ours to look at
        return False


def _announced(cluster: Path) -> list[int]:
    lock = cluster / "postmaster.pid"
    if not lock.exists():
        return []
    pid = lock.read_text().split("\n", 1)[0]
    name = subprocess.run(["/bin/ps", "-o", "comm=", "-p", pid], capture_output=True, text=True, check=False).stdout  # noqa: S603
    return [int(pid)] if "postgres" in name else []
