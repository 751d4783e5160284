"""Keys in the rows of what they are for."""

from typing import Protocol

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.key import Key, Lock


class KeyColumns:
    """What a table holds besides its own of things that somebody may hold the key to."""

    submission_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    key_salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_hash: Mapped[bytes | None] = mapped_column(LargeBinary)


class _HasKey(Protocol):
    @property
    def submission_hash(self) -> bytes | None: ...

    @property
    def key_salt(self) -> bytes | None: ...

    @property
    def key_hash(self) -> bytes | None: ...


def key_values(key: Key | Lock) -> dict[str, bytes]:
    """The key as values of a row; of one that another service gave out there is the lock alone."""
    if isinstance(key, Lock):
        return {"key_hash": key.fingerprint}
    return {"submission_hash": key.submission_hash, "key_salt": key.salt, "key_hash": key.lock.fingerprint}


def key_of(row: _HasKey) -> Key | None:
    """The row's key; none if it was not given out here."""
    if row.submission_hash is None or row.key_salt is None or row.key_hash is None:
        return None
    return Key(row.submission_hash, row.key_salt, Lock(row.key_hash))


def lock_of(row: _HasKey) -> Lock | None:
    """What opens the row's thing; none if nobody holds a key to it."""
    return None if row.key_hash is None else Lock(row.key_hash)
