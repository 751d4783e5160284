"""PostgreSQL's own programs, run on a database."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from commonpurse.trouble import Trouble
from libs.shared.platform.running.environment import scrubbed


def run(command: Sequence[str | Path], address: str) -> None:
    """Return when the program has done its work on the database.

    Raises:
        Trouble: with the program's own words if it has not.
    """
    # By the environment, which other accounts cannot read; a command line anybody can.
    server = urlsplit(address)
    told = {"PGHOST": server.hostname, "PGPORT": str(server.port or 5432), "PGUSER": server.username}
    told |= {"PGPASSWORD": server.password, "PGDATABASE": server.path.strip("/")}
    environment = scrubbed() | {name: value for name, value in told.items() if value}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise Trouble(f"{Path(command[0]).name}: {done.stderr.strip() or done.returncode}")
