"""The secrets of a single machine: made once, kept in files that only their owner can read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from commonpurse.embedded.cluster import major_of
from commonpurse.trouble import Trouble
from libs.shared.platform.running.part_settings import KEYS_OF_PARTS
from libs.shared.platform.running.settings import Settings

_MAKERS: dict[str, Callable[[], str]] = {
    "COMMONPURSE_SECRET": lambda: secrets.token_hex(32),
    "COMMONPURSE_COOKIE_SECRET": lambda: secrets.token_hex(32),
    "COMMONPURSE_SMS_SECRET": lambda: secrets.token_urlsafe(24),
    "COMMONPURSE_MAIL_SECRET": lambda: secrets.token_urlsafe(24),
    "COMMONPURSE_WEBHOOKS_SECRET": lambda: secrets.token_hex(32),
    "COMMONPURSE_ADMIN_PASSWORD": lambda: secrets.token_urlsafe(12),
    **{f"COMMONPURSE_{name.upper()}": lambda: secrets.token_hex(32) for name in KEYS_OF_PARTS},
}
_SAMPLE_STAFF = "sample-staff.csv"


def choose_how_staff_sign_in(folder: Path, database: Path, *, with_sample: bool) -> None:
    """A town that is only a sample is looked at at once: staff sign in by password alone, and the first is "admin".

    A real one has a second factor, and a first administrator whose name nobody guesses. What the environment says
    stays.
    """
    is_fresh = not (folder / "commonpurse_secret").exists() and major_of(database) is None
    is_sample = (folder / _SAMPLE_STAFF).exists() or (is_fresh and with_sample)
    if not os.environ.get("COMMONPURSE_SIGN_IN"):
        os.environ["COMMONPURSE_SIGN_IN"] = "simple" if is_sample else "strict"
    if is_sample and not os.environ.get("COMMONPURSE_REFERENCE_IS_PUBLIC"):
        os.environ["COMMONPURSE_REFERENCE_IS_PUBLIC"] = "true"
    if not os.environ.get("COMMONPURSE_ADMIN_NAME"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"admin-{secrets.token_hex(3)}" if is_fresh and not is_sample else "admin"
        os.environ["COMMONPURSE_ADMIN_NAME"] = _kept(folder / "commonpurse_admin_name", lambda: name)


def provide(folder: Path, database: Path | None = None) -> None:
    """Put every secret that the environment lacks into it, from the folder or fresh.

    Raises:
        Trouble: if a database lies in its folder already, and the secret that it was made with is not there.
    """
    if database is not None and major_of(database) is not None:
        _demand_the_secret(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, make in _MAKERS.items():
        if not os.environ.get(name):
            os.environ[name] = _kept(folder / name.lower(), make)


def _demand_the_secret(folder: Path) -> None:
    file = folder / "commonpurse_secret"
    if os.environ.get("COMMONPURSE_SECRET") or file.exists():
        return
    raise Trouble(
        f"the secret of this database is missing: {file}. With another one no invitation code would be known, and"
        " people could vote twice. Put the file back from your backup of the folder. If it is lost for good, write 64"
        " random hexadecimal digits into it and start once with COMMONPURSE_SECRET_IS_NEW=true: all codes end, and"
        " polls that are open take no more votes"
    )


def _kept(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        # Written whole or not at all: a half-written secret would lock everyone out.
        fresh = file.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(make())
        fresh.replace(file)
    return file.read_text().strip()


def with_keys_of_parts(settings: Settings) -> Settings:
    """The settings with what parts show each other, from the environment or this machine's folder.

    A command beside the running platform is such a part: without it, feeds tell it public events alone.
    """
    found: dict[str, SecretStr] = {}
    for name in KEYS_OF_PARTS:
        told, file = os.environ.get(f"COMMONPURSE_{name.upper()}"), settings.data_dir / f"secrets/commonpurse_{name}"
        if not told and file.exists():
            told = file.read_text().strip()
        if told:
            found[name] = SecretStr(told)
    return settings.model_copy(update=found)
