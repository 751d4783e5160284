#!/usr/bin/env python3
"""Exit status 0 if this container's port 8000 answers. ``is-ready PATH`` asks that page, which must answer 200."""

import http.client
import socket
import sys

TO_ANSWER_S = 4


def main() -> int:
    try:
        return _asks(sys.argv[1]) if len(sys.argv) > 1 else _connects()
    except (OSError, http.client.HTTPException) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1


def _asks(path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=TO_ANSWER_S)
    connection.request("GET", path)
    answer = connection.getresponse()
    sys.stdout.write(answer.read(1000).decode(errors="replace"))
    return 0 if answer.status == http.client.OK else 1


def _connects() -> int:
    socket.create_connection(("127.0.0.1", 8000), timeout=TO_ANSWER_S).close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
