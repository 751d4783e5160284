"""Loads a dump into a database, whose server may be older than our programs."""

import tempfile
from pathlib import Path

import asyncpg

from commonpurse.embedded import programs

_KNOWS_ALL_THAT_WE_SAY = 17
# What every dump of ours begins with, and servers before 17 refuse. Overwritten in its place, so that nothing moves.
_NEW_IN_17 = b"SET transaction_timeout = 0;"
_HEAD = 4096
_HOW = ["--no-owner", "--no-acl", "--exit-on-error"]
_ASK = "select pg_get_userbyid(datdba), current_database() from pg_database where datname = current_database()"


async def owner_and_major(address: str) -> tuple[str, str, int]:
    """Whose the database is, what it is called, and the server's major version."""
    connection = await asyncpg.connect(address)
    try:
        owner, name = await connection.fetchrow(_ASK) or ("", "")
        return owner, name, connection.get_server_version().major
    finally:
        await connection.close()


def load(tools: Path, dump: Path, address: str, whose: tuple[str, str, int]) -> None:
    """Fill the database, which is empty, with the dump. All of it belongs to the database's owner afterwards.

    Raises:
        Trouble: with PostgreSQL's words if it does not go in.
    """
    owner, name, major = whose
    how = [*_HOW, f"--role={owner}"]
    if major >= _KNOWS_ALL_THAT_WE_SAY:
        programs.run([tools / "pg_restore", *how, "--jobs=2", f"--dbname={name}", dump], address)
        return
    with tempfile.TemporaryDirectory(dir=dump.parent) as folder:  # for its owner alone, where there was room for more
        script = Path(folder) / "script.sql"
        programs.run([tools / "pg_restore", *how, f"--file={script}", dump], address)
        _leave_out_what_is_new(script)
        quietly = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        programs.run([tools / "psql", *quietly, f"--file={script}"], address)


def _leave_out_what_is_new(script: Path) -> None:
    with script.open("r+b") as file:
        head = file.read(_HEAD)
        file.seek(0)
        file.write(head.replace(_NEW_IN_17, b"--".ljust(len(_NEW_IN_17))))
