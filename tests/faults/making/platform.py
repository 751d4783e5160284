"""A whole platform in processes of its own, every line of which leads through our hands."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

import httpx

from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.server import a_free_port
from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import PartName
from tests.deploy.test_databases import set_up
from tests.faults.making.clocks import ClockShop
from tests.faults.making.composed import a_dot_env, lay_out_as_composed
from tests.faults.making.disks import a_small_disk
from tests.faults.making.line import Line, a_line
from tests.faults.making.parts import Part
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.kafka_broker import KafkaBroker

Carrier = Literal["feed", "kafka", "compose"]
_PARTS: tuple[PartName, ...] = (*SERVICE_NAMES, "web", "sms")
_START_S = 600.0  # also on a machine that others need more
_RESTART_S = 2.0  # as deploy/commonpurse.service has it


@dataclass
class Platform:
    """What runs, where it answers, and everything by which it can be disturbed."""

    carrier: Carrier
    folder: Path
    postgres: EmbeddedPostgres
    clock: ClockShop
    has_small_disk: bool
    secrets: Mapping[str, str]
    addresses: dict[PartName, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    broker: KafkaBroker | None = None
    topic_prefix: str = ""

    @property
    def poll_keys(self) -> Path:
        return self.folder / "poll-keys"

    @property
    def disk(self) -> Path:
        return self.folder / "postgres"

    def database(self, service: str) -> str:
        """The address of a service's database, past the line."""
        return self.postgres.url(f"commonpurse_{service}")

    def waits_for_a_core(self) -> dict[int, float]:
        """By process: for how many seconds it could have gone on and had no core."""
        return dict(part.waited_for_a_core for part in self.parts.values())

    async def wait_until_ready(self, within: float) -> None:
        """Return when every part answers and every worker is at work.

        Raises:
            AssertionError: which are not, after so many seconds.
        """
        async with httpx.AsyncClient(timeout=5) as client:
            for name in _PARTS:
                await eventually(partial(self._is_ready, client, name), within, every=0.2)

    async def _is_ready(self, client: httpx.AsyncClient, name: PartName) -> None:
        try:
            if name in SERVICE_NAMES:
                answer = await client.get(f"{self.addresses[name]}/api/{name}/health/ready")
            else:
                answer = await client.get(f"{self.addresses[name]}/{'vote' if name == 'web' else 'sms/generic'}")
                assert answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR, f"{name}: {answer.status_code}"
                return
        except httpx.TransportError as error:
            raise AssertionError(f"{name}: {error!r}") from None
        assert answer.is_success, f"{name}: {answer.text[:300]}"
        down = [one["worker"] for one in answer.json()["standings"] if not one["is_at_work"]]
        assert down == [], f"{name}: down are {down}"


@asynccontextmanager
async def a_platform(carrier: Carrier, of_version: Path | None = None) -> AsyncIterator[Platform]:
    """The platform, at work, on a database of its own; as processes of another version if its code lies there."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(a_reachable_folder())
        has_small_disk = stack.enter_context(a_small_disk(folder / "postgres"))
        postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres" / "data"))
        platform = Platform(carrier, folder, postgres, ClockShop(folder), has_small_disk, _secrets())
        line, address = await stack.enter_async_context(a_line(postgres.url("")))
        platform.lines["database"] = line
        environment = _environment(platform) | {"COMMONPURSE_DATABASE_URL": address}
        if of_version:
            await _lay_out_of_version(platform, environment, stack, of_version)
        elif carrier == "compose":
            await _lay_out_as_composed(platform, address, stack)
        elif carrier == "kafka":
            await _lay_out_on_kafka(platform, environment, stack)
        else:
            await _lay_out_on_one_machine(platform, environment)
        for part in platform.parts.values():
            stack.callback(part.end)
            part.start()
        keeping_up = asyncio.create_task(_keep_up(platform))
        stack.callback(keeping_up.cancel)
        try:
            await platform.wait_until_ready(_START_S)
            yield platform
        finally:
            for part in platform.parts.values():  # all at once: each takes its time to drain
                part.tell_to_end()


async def _keep_up(platform: Platform) -> None:
    """Start again whoever went by itself, as systemd and Docker do: the database was not there when it began."""
    while True:
        await asyncio.sleep(_RESTART_S)
        for part in platform.parts.values():
            if part.is_wanted and not part.is_running:
                part.start()


async def _lay_out_on_one_machine(platform: Platform, environment: dict[str, str]) -> None:
    port = a_free_port()
    command = ["up", "--empty", "--port", str(port)]
    platform.parts["platform"] = Part("platform", command, environment, platform.folder / "platform.log")
    platform.addresses |= dict.fromkeys(_PARTS, f"http://127.0.0.1:{port}")


def _a_broker(platform: Platform, stack: AsyncExitStack) -> dict[str, str]:
    platform.broker = stack.enter_context(KafkaBroker(platform.folder / "kafka"))
    platform.topic_prefix = f"faults-{secrets.token_hex(4)}"
    return {"COMMONPURSE_KAFKA": platform.broker.address, "COMMONPURSE_TOPIC_PREFIX": platform.topic_prefix}


async def _lay_out_on_kafka(platform: Platform, environment: dict[str, str], stack: AsyncExitStack) -> None:
    told = _a_broker(platform, stack)
    ports = {name: a_free_port() for name in _PARTS}
    for name, port in ports.items():
        address = f"http://127.0.0.1:{port}"
        platform.addresses[name] = address
        if name in SERVICE_NAMES:  # what others ask of it goes by a line; we ask it ourselves
            platform.lines[name], address = await stack.enter_async_context(a_line(address))
        told[f"COMMONPURSE_{name.upper()}_URL"] = address
    for name, port in ports.items():
        command = command_of(name, port)
        platform.parts[name] = Part(name, command, environment | told, platform.folder / f"{name}.log")


async def _lay_out_as_composed(platform: Platform, address: str, stack: AsyncExitStack) -> None:
    platform.secrets = a_dot_env()
    set_up(platform.postgres.url(), **platform.secrets)
    kafka = _a_broker(platform, stack)["COMMONPURSE_KAFKA"]
    await lay_out_as_composed(platform, address, kafka, stack, platform.clock.environment)


async def _lay_out_of_version(
    platform: Platform, environment: dict[str, str], stack: AsyncExitStack, code: Path
) -> None:
    told = _a_broker(platform, stack) if platform.carrier == "kafka" else {}
    ports = {name: a_free_port() for name in _PARTS}
    for name, port in ports.items():  # everybody comes by a line, also we: it leads to another version later
        by_line = await stack.enter_async_context(a_line(f"http://127.0.0.1:{port}"))
        platform.lines[name], platform.addresses[name] = by_line
    told |= {f"COMMONPURSE_{name.upper()}_URL": address for name, address in platform.addresses.items()}
    for name, port in ports.items():
        command, log = command_of(name, port), platform.folder / f"{name}.log"
        platform.parts[name] = Part(name, command, environment | told, log, code)


def command_of(name: PartName, port: int) -> list[str]:
    """How one part is started alone."""
    return ["service", name, "both" if name in SERVICE_NAMES else "api", "--port", str(port)]


def _secrets() -> dict[str, str]:
    names = ("SECRET", "COOKIE_SECRET", "SMS_SECRET", "ADMIN_PASSWORD", "PARTS_SECRET", "WEB_KEY", "SMS_KEY")
    return {f"COMMONPURSE_{name}": secrets.token_hex(32) for name in names}


def _environment(platform: Platform) -> dict[str, str]:
    # What somebody has set for their own platform must not reach this one.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")}
    own = {
        "COMMONPURSE_SIGN_IN": "simple",
        "COMMONPURSE_ADMIN_NAME": "admin",
        "COMMONPURSE_LOG_LEVEL": "warning",
        "COMMONPURSE_DATA_DIR": str(platform.folder / "data"),
        "COMMONPURSE_POLL_KEY_FOLDER": str(platform.poll_keys),
        "COMMONPURSE_COUNCIL_NAME": "Town of Lowmarsh",
    }
    return inherited | dict(platform.secrets) | own | dict(platform.clock.environment)
