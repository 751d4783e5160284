"""Secrets that lie in files, as Docker, Kubernetes and systemd hand them over: ``COMMONPURSE_SECRET_FILE=/run/…``."""

import os
from collections.abc import MutableMapping
from pathlib import Path

IN_FILES = (
    *("COMMONPURSE_DATABASE_URL", "COMMONPURSE_SMTP_URL", "COMMONPURSE_TEXTS_URL", "COMMONPURSE_INSPECTION_TOKEN"),
    *("COMMONPURSE_SECRET", "COMMONPURSE_COOKIE_SECRET", "COMMONPURSE_SMS_SECRET", "COMMONPURSE_WEBHOOKS_SECRET"),
    *("COMMONPURSE_PARTS_SECRET", "COMMONPURSE_WEB_KEY", "COMMONPURSE_SMS_KEY", "COMMONPURSE_GATEWAY_SECRET"),
    *("COMMONPURSE_MAIL_SECRET", "COMMONPURSE_MAIL_KEY", "COMMONPURSE_MAIL_BOX"),
    "COMMONPURSE_ADMIN_PASSWORD",
)
"""The settings that may. What lets one in to Kafka has settings of its own for files, read at each connection."""

_AT_MOST_BYTES = 65_536


class SecretCannotBeRead(Exception):
    """A secret was to come from a file and cannot; the words name the setting and the file, never what it holds."""


def take_from_files(environment: MutableMapping[str, str] = os.environ) -> None:
    """Put what lies in files into the environment, where all settings are read from; it names no file afterwards.

    Raises:
        SecretCannotBeRead: if a file cannot be read or holds nothing, or a setting is given in both ways.
    """
    for name in IN_FILES:
        file = environment.pop(f"{name}_FILE", "")
        if file and environment.get(name):
            raise SecretCannotBeRead(f"{name} and {name}_FILE are both set: keep one of them")
        if file:
            environment[name] = _read(name, Path(file))


def _read(name: str, file: Path) -> str:
    try:
        with file.open("rb") as opened:
            held = opened.read(_AT_MOST_BYTES + 1)
        words = held.decode().strip()
    except OSError as error:
        raise SecretCannotBeRead(f"{name}_FILE: {file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SecretCannotBeRead(f"{name}_FILE: {file} holds no text") from None
    if not words:
        raise SecretCannotBeRead(f"{name}_FILE: {file} is empty")
    if len(held) > _AT_MOST_BYTES or "\0" in words:
        raise SecretCannotBeRead(f"{name}_FILE: {file} holds no secret: it is longer than one may be, or no text")
    return words
