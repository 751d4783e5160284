"""The parts of ``docker-compose.yml`` as processes, each told what the file tells it, behind the shipped proxy."""

import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

import yaml

from commonpurse.embedded.server import a_free_port
from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import PartName
from tests.deploy.test_env import made
from tests.faults.making.line import a_line
from tests.faults.making.parts import Part
from tests.support.proxy import the_proxy

if TYPE_CHECKING:
    from tests.faults.making.platform import Platform

_COMPOSE = Path(__file__).parents[3] / "docker-compose.yml"
_FILLED = re.compile(r"\$\{([A-Z_]+)(?::-((?:[^{}]|\$\{[^}]*\})*)|[^}]*)\}")
_ANSWERING: tuple[PartName, ...] = get_args(PartName)
_NOTHING: Mapping[str, str] = MappingProxyType({})


def a_dot_env() -> dict[str, str]:
    """What ``make_env.sh`` writes, for a town whose staff sign in as in a demonstration; the proxy is here."""
    of_a_test = {"COMMONPURSE_SIGN_IN": "simple", "COMMONPURSE_ADMIN_NAME": "admin", "PROXY_ADDRESS": "127.0.0.1"}
    return made() | of_a_test


def our_containers() -> dict[str, dict[str, Any]]:
    """What the file says of each container of our image: each service and role, each gateway."""
    said: dict[str, dict[str, Any]] = yaml.safe_load(_COMPOSE.read_text())["services"]
    return {name: one for name, one in said.items() if str(one["image"]).startswith("commonpurse:")}


def as_compose_does(said: Mapping[str, str | None], dot_env: Mapping[str, str]) -> dict[str, str]:
    """A variable without a value is passed on if .env has it; ${…} is filled in, ${…:-…} with its default."""

    def filled(found: re.Match[str]) -> str:
        name, default = found.groups()
        return dot_env[name] if default is None else dot_env.get(name) or _FILLED.sub(filled, default)

    given = {name: dot_env.get(name) if value is None else value for name, value in said.items()}
    return {name: _FILLED.sub(filled, value) for name, value in given.items() if value is not None}


async def lay_out_as_composed(
    platform: "Platform", database: str, kafka: str, stack: AsyncExitStack, beside: Mapping[str, str] = _NOTHING
) -> None:
    """Each container as a part, not yet started, and the proxy, by which everybody comes, we too.

    Only where things are differs from the file: Docker's names of hosts, their ports, and the folder of poll keys.

    Args:
        platform: its secrets are what .env says.
        database: PostgreSQL's address.
        kafka: the broker's.
        beside: what every process is told beside that.
    """
    server = f"127.0.0.1:{urlsplit(database).port}"
    ports = {name: a_free_port() for name in our_containers()}
    by_line: dict[PartName, str] = {}
    for name in _ANSWERING:  # as Docker's own: a name that leads to one container, and to another later
        line = a_line(f"http://127.0.0.1:{ports[name]}")
        platform.lines[name], by_line[name] = await stack.enter_async_context(line)
    where = {f"COMMONPURSE_{name.upper()}_URL": by_line[name] for name in SERVICE_NAMES}
    where |= {"COMMONPURSE_KAFKA": kafka, "COMMONPURSE_TOPIC_PREFIX": platform.topic_prefix}
    for container, said in our_containers().items():
        told = as_compose_does(said["environment"], platform.secrets)
        told = {key: value.replace("postgres:5432", server) for key, value in told.items()}
        if "COMMONPURSE_POLL_KEY_FOLDER" in told:
            told["COMMONPURSE_POLL_KEY_FOLDER"] = str(platform.poll_keys)
        command = [*said["command"][:3], "--port", str(ports[container])]
        log = platform.folder / f"{container}.log"
        platform.parts[container] = Part(container, command, {**beside, **told, **where}, log)
    door = await stack.enter_async_context(the_proxy(by_line, platform.folder))
    platform.addresses |= dict.fromkeys(_ANSWERING, door)
