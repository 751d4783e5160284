"""A command that a page or a paper prints, run as a person would: in a shell's words, in the folder of the download."""

import asyncio
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of it."""

    status: int
    output: str
    errors: str


async def run_printed(command: str, folder: Path, **settings: str) -> Ran:
    """Runs the command in a process of its own; ``commonpurse`` is the one beside this Python."""
    # What other tests have set for platforms of their own is not for this one.
    others = {name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    process = await asyncio.create_subprocess_exec(
        *shlex.split(command),
        cwd=folder,
        env={**others, **settings, "PATH": path, "COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await asyncio.wait_for(process.communicate(), 60)
    return Ran(process.returncode or 0, output.decode(), errors.decode())
