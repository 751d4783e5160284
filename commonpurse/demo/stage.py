"""Where the demonstration plays: a platform of its own, gone when it is over."""

import asyncio
import os
import secrets
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx

from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.parts import SERVICE_NAMES
from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import PartName, Settings
from libs.shared.platform.streams.kafka import check_broker, drop_topics, topic_of

_GATEWAYS: tuple[PartName, ...] = ("web", "sms", "mail")
_PARTS: tuple[PartName, ...] = (*SERVICE_NAMES, *_GATEWAYS)
_PATIENCE_S = 180.0
_SAMPLE = {
    "COMMONPURSE_SIGN_IN": "simple",
    "COMMONPURSE_ADMIN_NAME": "admin",
    "COMMONPURSE_LOG_LEVEL": "error",
}


class Stage:
    """A running platform: where its parts answer, and the secrets of its staff and of its providers."""

    def __init__(self, addresses: dict[PartName, str], environment: Mapping[str, str]) -> None:
        self.addresses = addresses
        self.admin_password = environment["COMMONPURSE_ADMIN_PASSWORD"]
        self.sms_secret = environment["COMMONPURSE_SMS_SECRET"]
        self.mail_secret = environment["COMMONPURSE_MAIL_SECRET"]


@asynccontextmanager
async def on_one_machine() -> AsyncIterator[Stage]:
    """One process with everything in it, on a temporary embedded database."""
    with tempfile.TemporaryDirectory(prefix="commonpurse-demo-") as folder:
        port = _free_port()
        environment = _environment() | {"COMMONPURSE_DATA_DIR": folder}
        async with _up(port, environment) as addresses:
            yield Stage(addresses, environment)


@asynccontextmanager
async def kept_in(folder: Path, mail_server: str, sender: str) -> AsyncIterator[Stage]:
    """The same on a database that stays in the folder, with the secrets that it was made with.

    Raises:
        Trouble: if something is in the folder already.
    """
    if await asyncio.to_thread(_holds_something, folder):
        raise Trouble(f"{folder} is not empty: name another folder with --data, or remove it")
    port = _free_port()
    environment = (
        _inherited()
        | _SAMPLE
        | {
            "COMMONPURSE_DATA_DIR": str(folder),
            "COMMONPURSE_SMTP_URL": mail_server,
            "COMMONPURSE_MAIL_FROM": sender,
            "COMMONPURSE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
    )
    async with _up(port, environment) as addresses:
        yield Stage(addresses, await asyncio.to_thread(_read_secrets, folder / "secrets"))


@asynccontextmanager
async def _up(port: int, environment: dict[str, str]) -> AsyncIterator[dict[PartName, str]]:
    async with _processes([["up", "--empty", "--port", str(port)]], environment):
        address = f"http://127.0.0.1:{port}"
        await _wait_until_ready([f"{address}/api/{name}/health/ready" for name in SERVICE_NAMES])
        yield dict.fromkeys(_PARTS, address)


@asynccontextmanager
async def over_kafka(broker: str) -> AsyncIterator[Stage]:
    """A process for each service, on a temporary embedded database, their events on topics of this run alone."""
    prefix = f"commonpurse-demo-{secrets.token_hex(4)}"
    settings = Settings(kafka=broker, topic_prefix=prefix)
    await check_broker(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(drop_topics, [topic_of(name, settings) for name in SERVICE_NAMES], settings)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="commonpurse-demo-"))
        database = stack.enter_context(EmbeddedPostgres(Path(folder) / "postgres"))
        ports = {part: _free_port() for part in _PARTS}
        addresses = {part: f"http://127.0.0.1:{port}" for part, port in ports.items()}
        environment = _environment() | {
            "COMMONPURSE_DATABASE_URL": database.url(""),
            "COMMONPURSE_KAFKA": broker,
            "COMMONPURSE_TOPIC_PREFIX": prefix,
            **{f"COMMONPURSE_{part.upper()}_URL": addresses[part] for part in _PARTS},
        }
        commands = [
            ["service", part, "api" if part in _GATEWAYS else "both", "--port", str(ports[part])] for part in _PARTS
        ]
        await stack.enter_async_context(_processes(commands, environment))
        await _wait_until_ready([f"{addresses[name]}/api/{name}/health/ready" for name in SERVICE_NAMES])
        await _wait_until_ready([f"{addresses['web']}/vote"])
        yield Stage(dict(addresses), environment)


def _environment() -> dict[str, str]:
    return (
        _inherited()
        | _SAMPLE
        | {
            "COMMONPURSE_SECRET": secrets.token_hex(32),
            "COMMONPURSE_COOKIE_SECRET": secrets.token_hex(32),
            "COMMONPURSE_SMS_SECRET": secrets.token_urlsafe(16),
            "COMMONPURSE_MAIL_SECRET": secrets.token_urlsafe(16),
            "COMMONPURSE_ADMIN_PASSWORD": secrets.token_urlsafe(16),
        }
    )


def _read_secrets(folder: Path) -> dict[str, str]:
    return {file.name.upper(): file.read_text().strip() for file in folder.iterdir()}


def _holds_something(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _inherited() -> dict[str, str]:
    # What the operator has set for the real platform must not reach the demonstration's.
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COMMONPURSE_") or name == "COMMONPURSE_PG_BIN"
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def _processes(commands: Sequence[Sequence[str]], environment: dict[str, str]) -> AsyncIterator[None]:
    started: list[asyncio.subprocess.Process] = []
    try:
        for command in commands:
            program = (sys.executable, "-m", "commonpurse", *command)
            process = await asyncio.create_subprocess_exec(*program, env=environment, stdout=asyncio.subprocess.DEVNULL)
            started.append(process)
        yield
    finally:
        for process in started:
            if process.returncode is None:
                process.terminate()
        await asyncio.gather(*(_gone(process) for process in started))


async def _gone(process: asyncio.subprocess.Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), 15)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _wait_until_ready(addresses: Sequence[str]) -> None:
    give_up_at = time.monotonic() + _PATIENCE_S
    async with httpx.AsyncClient(timeout=5) as client:
        for address in addresses:
            while not await _is_ready(client, address):
                if time.monotonic() > give_up_at:
                    raise Trouble(f"waited {_PATIENCE_S:.0f} s for {address}")
                await asyncio.sleep(0.1)


async def _is_ready(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(address)).is_success
    except httpx.TransportError:
        return False
