"""Files that a person names on the command line, read; or in a line for each mistake why not."""

from pathlib import Path
from typing import NoReturn

import typer

from services.voting.domain.tally.errors import FileIsNotPabulib
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import MOST_BYTES, read_pb

CANNOT_BE_COUNTED = 2


def read_file(file: Path) -> PabulibFile:
    """The file. Leaves with status 2 if it cannot be read."""
    try:
        return read_without_leaving(file)
    except (OSError, FileIsNotPabulib) as trouble:
        say_refusal(file, in_words(trouble))


def read_without_leaving(file: Path) -> PabulibFile:
    """The file.

    Raises:
        OSError, FileIsNotPabulib: if it cannot be read.
    """
    with file.open("rb") as stream:
        return read_pb(stream.read(MOST_BYTES + 1))


def in_words(trouble: OSError | FileIsNotPabulib) -> str:
    """The trouble, a line for each mistake."""
    return (getattr(trouble, "strerror", None) or str(trouble)) if isinstance(trouble, OSError) else str(trouble)


def say_refusal(file: Path, words: str) -> NoReturn:
    """Prints the lines, each with the file's name, and leaves with status 2."""
    for line in words.splitlines():
        typer.echo(f"{file}: {line}", err=True)
    raise typer.Exit(CANNOT_BE_COUNTED) from None
