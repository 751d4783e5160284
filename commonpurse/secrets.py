"""The secrets of a single machine: made once, kept in files that only their owner can read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

_MAKERS: dict[str, Callable[[], str]] = {
    "COMMONPURSE_SECRET": lambda: secrets.token_hex(32),
    "COMMONPURSE_COOKIE_SECRET": lambda: secrets.token_hex(32),
    "COMMONPURSE_SMS_SECRET": lambda: secrets.token_urlsafe(24),
    "COMMONPURSE_ADMIN_PASSWORD": lambda: secrets.token_urlsafe(12),
}


def provide(folder: Path) -> None:
    """Put every secret that the environment lacks into it, from the folder or fresh."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, make in _MAKERS.items():
        if not os.environ.get(name):
            os.environ[name] = _kept(folder / name.lower(), make)


def _kept(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        # Written whole or not at all: a half-written secret would lock everyone out.
        fresh = file.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(make())
        fresh.replace(file)
    return file.read_text().strip()
