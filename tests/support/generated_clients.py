"""Clients that programs of others make of the OpenAPI documents, each in a folder and a process of its own."""

import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.support.node import find_node, npm

_CONTRACTS = Path(__file__).parents[1] / "contracts"
_GENERATOR = "openapi-python-client==0.29.1"  # its typer is older than ours, so it runs in an environment of its own


class ProgramFailed(Exception):
    """A program that the tests need ended with an error; the message is what it said."""


async def python_told(documents: dict[str, Any], folder: Path, *arguments: str) -> Any:
    """What the Python client says after it has done its work."""
    uv = [str(Path(sys.executable).with_name("uv")), "run", "--isolated", "--no-project", "--with", _GENERATOR]
    shutil.copy(_CONTRACTS / "python" / "voter.py", folder)
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
        made = await _output_of(
            folder, *uv, "openapi-python-client", "generate", "--meta", "none", "--fail-on-warning",
            "--path", f"{name}.json", "--output-path", name,
        )  # fmt: skip
        assert "WARNING" not in made, made
    return json.loads(await _output_of(folder, *uv, "python", "voter.py", *arguments))


async def typescript_told(documents: dict[str, Any], folder: Path, *arguments: str) -> Any:
    """What the TypeScript client says after it has done its work; first its types are checked."""
    node = str(find_node())
    for file in (_CONTRACTS / "typescript").iterdir():
        shutil.copy(file, folder)
    await _output_of(folder, *npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
        generator = "node_modules/openapi-typescript/bin/cli.js"
        await _output_of(folder, node, generator, f"{name}.json", "-o", f"{name}.ts", "--default-non-nullable", "false")
    await _output_of(folder, node, "node_modules/typescript/bin/tsc", "-p", ".")
    return json.loads(await _output_of(folder, node, "voter.ts", *arguments))


async def _output_of(folder: Path, *command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    output, errors = await asyncio.wait_for(process.communicate(), 240)
    if process.returncode != 0:
        raise ProgramFailed(f"{command}: {output.decode()} {errors.decode()}")
    return output.decode()
