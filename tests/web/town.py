"""A whole town for the pages: every service with its own database, every worker, and the sample round."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx
import pytest

from commonpurse.one_machine import one_machine
from commonpurse.parts import SERVICE_NAMES
from commonpurse.sample_round import ensure_sample_round
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.serving import served

COOKIE_SECRET = "the town of Lindenhof encrypts cookies with this"
ADMIN_PASSWORD = "a long enough password"


class TownSettings(Settings):
    """Settings whose databases no other test uses."""

    town: str

    def database_of(self, service: ServiceName) -> str:
        assert self.database_url
        return urlunsplit(urlsplit(self.database_url)._replace(path=f"/{self.town}_{service}"))


@dataclass(frozen=True)
class Town:
    """A running town: where its pages are, and the codes and accounts of its sample round."""

    address: str
    codes: list[str]
    passwords: dict[str, str]
    settings: TownSettings

    async def rounds(self) -> list[tuple[str, str]]:
        """Identifier and name of each of its rounds: most forms ask for one as soon as there are two."""
        async with httpx.AsyncClient(base_url=self.address) as visitor:
            listed = (await visitor.get("/api/ideas/v1/rounds")).raise_for_status().json()["items"]
        return [(one["round_id"], one["name"]) for one in listed]


@asynccontextmanager
async def a_town(server: str, data: Path) -> AsyncIterator[Town]:
    """The town while the block lasts: an open poll by approval, an announced one by points, ideas, offers."""
    async with an_empty_town(server, data) as town:
        (data / "secrets").mkdir()
        await ensure_sample_round(town.address, data)
        codes, passwords = _column(data, "sample-codes.csv"), dict(_rows(data, "sample-staff.csv"))
        yield replace(town, codes=codes, passwords=passwords)


@asynccontextmanager
async def an_empty_town(server: str, data: Path) -> AsyncIterator[Town]:
    """A running town before its first round."""
    name = f"town_{secrets.token_hex(4)}"
    async with AsyncExitStack() as stack:
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        environment.setenv("COMMONPURSE_SECRET", secrets.token_hex(32))
        environment.setenv("COMMONPURSE_COOKIE_SECRET", COOKIE_SECRET)
        environment.setenv("COMMONPURSE_SMS_SECRET", secrets.token_hex(16))
        environment.setenv("COMMONPURSE_ADMIN_PASSWORD", ADMIN_PASSWORD)
        environment.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(data / "poll-keys"))
        environment.setenv("COMMONPURSE_COUNCIL_NAME", "Town of Lindenhof")
        await stack.enter_async_context(_databases(server, name))
        settings = TownSettings(database_url=server, data_dir=data, pool_size=5, town=name)
        address = await stack.enter_async_context(served(await stack.enter_async_context(one_machine(settings))))
        yield Town(address, [], {}, settings)


@asynccontextmanager
async def _databases(server: str, town: str) -> AsyncIterator[None]:
    connection = await asyncpg.connect(server)
    try:
        for service in SERVICE_NAMES:
            await connection.execute(f'CREATE DATABASE "{town}_{service}"')
    finally:
        await connection.close()
    yield
    connection = await asyncpg.connect(server)  # anew: a test may have killed what was there before
    try:
        for service in SERVICE_NAMES:
            await connection.execute(f'DROP DATABASE "{town}_{service}" WITH (FORCE)')
    finally:
        await connection.close()


def _rows(data: Path, file: str) -> list[tuple[str, str]]:
    lines = (data / "secrets" / file).read_text().splitlines()[1:]
    return [(first, second) for first, second in (line.split(",", 1) for line in lines)]


def _column(data: Path, file: str) -> list[str]:
    return [second for _, second in _rows(data, file)]
