"""A backup's manifest: what is in it, by which it is known to be whole. It is written last."""

import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import BaseModel, ValidationError

from commonpurse.parts import CAME_LATER, SERVICE_NAMES
from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import ServiceName

_NAME = "manifest.json"
_AT_ONCE = 1 << 20


class Dump(BaseModel):
    """One database's file, and what it holds.

    ``head`` is the journal's highest position, ``heard`` the position by listener and source, ``rows`` by table.
    """

    file: str
    bytes: int
    sha256: str
    schema_version: str
    head: int
    heard: Mapping[str, Mapping[str, int]]
    rows: Mapping[str, int]


class Manifest(BaseModel):
    """What the backup is of, and what it holds."""

    format: Literal[1] = 1
    made_at: datetime
    commonpurse: str
    postgres: str
    dumps: Mapping[ServiceName, Dump]

    @property
    def services(self) -> list[ServiceName]:
        """Whose data it holds: a service that came later begins empty, and hears of everything from the beginning."""
        return [name for name in SERVICE_NAMES if name in self.dumps]

    def write(self, folder: Path) -> None:
        """Put the manifest into the folder: the backup is whole now."""
        with private_file(folder / _NAME) as out:
            out.write(self.model_dump_json(indent=2).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def troubles(self, folder: Path) -> list[str]:
        """What of the files is not as it was when the backup was made."""
        return [words for dump in self.dumps.values() if (words := _trouble(folder / dump.file, dump))]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the backup in the folder.

    Raises:
        Trouble: if there is no whole backup.
    """
    try:
        manifest = Manifest.model_validate_json((folder / _NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble(f"{folder} is no whole backup: it has no {_NAME}, which is written last") from None
    except ValidationError:
        raise Trouble(f"{folder / _NAME} cannot be read: it is damaged, or of another version") from None
    if missing := [name for name in SERVICE_NAMES if name not in {*manifest.dumps, *CAME_LATER}]:
        raise Trouble(f"{folder} holds no data of {', '.join(missing)}")
    return manifest


def name_of(made_at: datetime) -> str:
    """What the folder of a backup of that moment is called."""
    return f"commonpurse-{made_at:%Y-%m-%dT%H-%M-%S}Z"


def whole_ones(where: Path) -> list[Path]:
    """The whole backups that are kept in the folder, the oldest first."""
    return sorted(one.parent for one in where.glob(f"commonpurse-*Z/{_NAME}"))


def checksum(file: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while part := opened.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def private_file(path: Path) -> BinaryIO:
    """A new file that only its owner may read, opened for writing bytes."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _trouble(file: Path, dump: Dump) -> str | None:
    if not file.exists():
        return f"{file.name} is missing"
    if file.stat().st_size != dump.bytes:
        return f"{file.name} has {file.stat().st_size} bytes and not {dump.bytes}: it is cut off or changed"
    return None if checksum(file) == dump.sha256 else f"{file.name} is damaged: its checksum is another one"
