"""``commonpurse …`` in a process that also tells what its own accepted connections are like.

``python -m tests.support.a_listening_command PORT up …`` is the command itself; a line on its standard input is
answered with a JSON list: for each connection on the port, whether what is written to it leaves at once (TCP_NODELAY).
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator

from commonpurse.main import app


def connections(port: int) -> Iterator[socket.socket]:
    """This process's established connections on the port, as sockets to be closed by the caller."""
    for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 - names, not paths
        try:
            found = socket.socket(fileno=os.dup(number))
        except OSError:  # closed meanwhile, or no socket
            continue
        with found:
            if is_connection(found, port):
                yield found


def is_connection(found: socket.socket, port: int) -> bool:
    """Whether it is one end of an established connection, on the port."""
    try:
        found.getpeername()
        return bool(found.getsockname()[1] == port)
    except (OSError, IndexError):  # it listens, or is no socket of the internet
        return False


def tell(port: int) -> None:
    """Answer each line of the standard input."""
    for _ in sys.stdin:
        told = [bool(each.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)) for each in connections(port)]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    threading.Thread(target=tell, args=[int(sys.argv.pop(1))], daemon=True).start()
    app()
