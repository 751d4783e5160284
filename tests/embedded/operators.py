"""Somebody who runs the embedded PostgreSQL in a process of their own, to be killed.

``python -m tests.embedded.operators FOLDER UID GID`` says the server's address and number, and keeps it
until told to stop.
"""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from commonpurse.embedded.account import Account
from commonpurse.embedded.postgres import EmbeddedPostgres

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Operator:
    """A process that runs a server, and that server."""

    process: "subprocess.Popen[str]"
    address: str
    server: int

    def kill(self) -> None:
        """Ends the operator as the kernel ends a process when memory runs out."""
        self.process.kill()
        self.process.wait()


@contextmanager
def an_operator(folder: Path, account: Account | None = None) -> Iterator[Operator]:
    """An operator for the length of the block, under the account if one is given."""
    who = account or Account(os.geteuid(), os.getegid())
    with subprocess.Popen(
        [sys.executable, "-m", "tests.embedded.operators", str(folder), str(who.uid), str(who.gid)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        address, server = process.stdout.readline().split()
        yield Operator(process, address, int(server))
        process.terminate()


@asynccontextmanager
async def connected(address: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection for the length of the block."""
    connection = await asyncpg.connect(address)
    try:
        yield connection
    finally:
        await connection.close()


def _become(account: Account) -> None:
    """Go on under the account, once all is imported: our Python may lie in root's home, where nobody else gets in.

    Python of another version could not load our libraries. It can start the server, for which it needs none of them.
    """
    if account.is_ours:
        return
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    sys.executable = next(python for python in (sys.executable, "/usr/bin/python3") if os.access(python, os.X_OK))


def _main() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _become(Account(int(sys.argv[2]), int(sys.argv[3])))
    with suppress(KeyboardInterrupt), EmbeddedPostgres(Path(sys.argv[1])) as postgres:
        sys.stdout.write(f"{postgres.url()} {postgres.pid}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    _main()
