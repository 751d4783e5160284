"""A folder of PostgreSQL data with its password, made once and kept between runs."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from commonpurse.embedded.account import Account, account_for
from commonpurse.embedded.binaries import Binaries, find_binaries
from commonpurse.embedded.errors import PostgresDidNotStart

OWNER = "commonpurse"
FIRST_WITH_ITS_OWN_LOCALES = 17


@dataclass(frozen=True, slots=True)
class Cluster:
    """PostgreSQL's data, the account they belong to, the programs that read them and the owner's password."""

    folder: Path
    account: Account
    binaries: Binaries
    password: str


def major_of(data: Path) -> str | None:
    """The major version that wrote the data in the folder; none if there are none."""
    version = data / "cluster" / "PG_VERSION"
    return version.read_text().strip() if version.exists() else None


def the_cluster_in(data: Path) -> Cluster:
    """The cluster kept in the folder; a new one if there is none."""
    folder = data / "cluster"
    account = account_for(folder)
    binaries = find_binaries(account, major_of(data))
    account.own(data)
    account.own(data / "lock")
    if not folder.exists():
        _make(data, account, binaries)
    return Cluster(folder, account, binaries, (data / "password").read_text())


def _make(data: Path, account: Account, binaries: Binaries) -> None:
    password = data / "password"
    _write_secret(password, secrets.token_hex(24))
    unfinished = data / "unfinished"  # renamed when whole: a killed initdb leaves no half cluster
    shutil.rmtree(unfinished, ignore_errors=True)
    account.own(password)
    with account.a_way_into(data) as passage:
        where = ["-D", f"{passage.path}/unfinished", f"--pwfile={passage.path}/password", "-U", OWNER]
        done = account.run([str(binaries.initdb), *where, *_how(binaries)], passage.doors)
    if done.returncode != 0:
        raise PostgresDidNotStart(done.stderr or done.stdout)
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
