"""The server that another process of ours runs, for a command that works beside it."""

from pathlib import Path

from commonpurse.embedded.cluster import OWNER
from commonpurse.embedded.leftovers import processes_on

# The fourth line of the server's lock file is its port (miscadmin.h).
_PORT_LINE = 3


def address_of_running(data: Path) -> str | None:
    """The address of the server that runs on the data at this moment, without a database's name; none if none does."""
    cluster = data.resolve() / "cluster"
    lock = cluster / "postmaster.pid"
    if not lock.exists() or not processes_on(cluster):
        return None
    port = lock.read_text().split("\n")[_PORT_LINE]
    password = (data / "password").read_text()
    return f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/"
