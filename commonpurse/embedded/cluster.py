"""A folder of PostgreSQL data with its password, made once and kept between runs."""

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from commonpurse.embedded.account import Account, account_for
from commonpurse.embedded.binaries import Binaries, find_binaries
from commonpurse.embedded.errors import PostgresDidNotStart

OWNER = "commonpurse"
FIRST_WITH_ITS_OWN_LOCALES = 17
ELSEWHERE = Path("/var/lib/commonpurse")


@dataclass(frozen=True, slots=True)
class Cluster:
    """PostgreSQL's data, the account they belong to, the programs that read them and the owner's password."""

    folder: Path
    account: Account
    binaries: Binaries
    password: str


def the_cluster_in(data: Path) -> Cluster:
    """The cluster kept in the folder; a new one if there is none."""
    folder = data / "cluster"
    account = account_for(folder)
    version = folder / "PG_VERSION"
    binaries = find_binaries(account, version.read_text().strip() if version.exists() else None)
    account.own(data)
    account.own(data / "lock")
    if not folder.exists():
        _make(data, account, binaries)
    return Cluster(folder, account, binaries, (data / "password").read_text())


def a_place_within_reach(data: Path) -> Path:
    """The folder that holds the data, free of links: the one asked for, or where its link leads.

    If we are root and the folder lies in our home, the account that PostgreSQL runs under cannot enter it. Then the
    data are kept in /var/lib, and a link stands where they were asked for.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    if not data.exists() and not account_for(data).can_reach(data.parent.resolve()):
        ELSEWHERE.mkdir(parents=True, exist_ok=True)
        data.symlink_to(tempfile.mkdtemp(dir=ELSEWHERE, prefix="postgres-"))
    data.mkdir(mode=0o700, exist_ok=True)
    return data.resolve()


def _make(data: Path, account: Account, binaries: Binaries) -> None:
    password = data / "password"
    _write_secret(password, secrets.token_hex(24))
    account.own(password)
    unfinished = data / "unfinished"  # renamed when whole: a killed initdb leaves no half cluster
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [str(binaries.initdb), "-D", str(unfinished), "-U", OWNER, f"--pwfile={password}", *_how(binaries)]
    made = account.run(command)
    if made.returncode != 0:
        raise PostgresDidNotStart(made.stderr or made.stdout)
    unfinished.rename(data / "cluster")


def _how(binaries: Binaries) -> list[str]:
    how = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"]
    if int(binaries.major) >= FIRST_WITH_ITS_OWN_LOCALES:
        return [*how, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*how, "--locale=C.UTF-8"]


def _write_secret(file: Path, secret: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(secret)
