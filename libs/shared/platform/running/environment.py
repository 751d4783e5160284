"""What a process that we start is told: enough to run, and none of our secrets."""

import os
from collections.abc import Mapping

# By name, not by what looks like a secret: a new one must not travel because nobody thought of it here.
_TO_RUN = (
    "PATH",
    "HOME",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
)


def scrubbed(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables of the environment that any program may need to run, and no others."""
    return {name: value for name, value in environment.items() if name in _TO_RUN or name.startswith("LC_")}
