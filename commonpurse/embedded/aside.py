"""Puts a folder of data aside, so that others can take its place. Nothing is deleted."""

from pathlib import Path

from commonpurse.embedded.postgres import EmbeddedPostgres


def put_aside(folder: Path) -> Path:
    """Where the data of before lie now.

    Raises:
        DataIsInUse: a server runs on them.
    """
    number = 1
    while (kept := folder.with_name(f"{folder.name}-before-{number}")).exists():
        number += 1
    if folder.exists():
        with EmbeddedPostgres.claimed(folder):
            folder.rename(kept)
    return kept
