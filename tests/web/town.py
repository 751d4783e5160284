"""A whole town for the pages: every service with its own database, every worker, and the sample round."""

import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from pydantic import SecretStr

from commonpurse.one_machine import one_machine
from commonpurse.parts import SERVICE_NAMES
from commonpurse.sample_round import ensure_sample_round
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.models import Model, create_like, drop, made_once, model_name, on
from tests.support.serving import served
from tests.support.starting import starting_with

COOKIE_SECRET = "the town of Lindenhof encrypts cookies with this"
ADMIN_PASSWORD = "a long enough password"


PARTS_SECRET = secrets.token_hex(32)
"""What the parts of a town show each other; whoever shows it reads all events of the feeds."""


class TownSettings(Settings):
    """Settings whose databases no other test uses."""

    town: str

    def database_of(self, service: ServiceName) -> str:
        assert self.database_url
        return on(self.database_url, f"{self.town}_{service}")


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


class Towns:
    """Towns on one server. The sample is made once, when it is first asked for; then every town gets a copy of it.

    Args:
        server: The address of the PostgreSQL.
        models: The folder of the models on that server: all who share it copy the same town.
    """

    def __init__(self, server: str, models: Path) -> None:
        self._server, self._models = server, models

    @asynccontextmanager
    async def empty(self, data: Path) -> AsyncIterator[Town]:
        """A running town before its first round, while the block lasts."""
        name = _a_name()
        async with _databases(self._server, name), _running(self._server, name, secrets.token_hex(32), data) as town:
            yield town

    @asynccontextmanager
    async def with_sample(self, data: Path) -> AsyncIterator[Town]:
        """The same with an open poll by approval, an announced one by points, ideas, offers."""
        model = await made_once(self._models, "town", self._made_model)
        shutil.copytree(self._models / "town", data, dirs_exist_ok=True)
        name = _a_name()
        async with (
            _databases(self._server, name, like=model["name"]),
            _running(self._server, name, model["secret"], data) as town,
        ):
            codes, passwords = _column(data, "sample-codes.csv"), dict(_rows(data, "sample-staff.csv"))
            yield replace(town, codes=codes, passwords=passwords)

    async def _made_model(self) -> Model:
        """The town that the others are copies of: how its databases' names begin, and the secret it was made with."""
        name, secret, data = model_name(self._models, "town"), secrets.token_hex(32), self._models / "town"
        await _create(self._server, name, like=None)
        (data / "secrets").mkdir(parents=True, exist_ok=True)
        async with _running(self._server, name, secret, data) as town:
            with starting_with({"COMMONPURSE_ADMIN_PASSWORD": ADMIN_PASSWORD}):
                await ensure_sample_round(town.address, data)
        return {"name": name, "secret": secret}


@asynccontextmanager
async def _running(server: str, name: str, secret: str, data: Path) -> AsyncIterator[Town]:
    environment = {
        "COMMONPURSE_SECRET": secret,
        "COMMONPURSE_COOKIE_SECRET": COOKIE_SECRET,
        "COMMONPURSE_SMS_SECRET": secrets.token_hex(16),
        "COMMONPURSE_ADMIN_PASSWORD": ADMIN_PASSWORD,
        "COMMONPURSE_COUNCIL_NAME": "Town of Lindenhof",
    }
    settings = TownSettings(
        database_url=server, data_dir=data, pool_size=5, town=name, parts_secret=SecretStr(PARTS_SECRET)
    )
    async with AsyncExitStack() as stack:
        # Alone of them asked for at each key that is made: it stands for as long as the town.
        stack.enter_context(starting_with({"COMMONPURSE_POLL_KEY_FOLDER": str(data / "poll-keys")}))
        with starting_with(environment):
            app = await stack.enter_async_context(one_machine(settings))
        yield Town(await stack.enter_async_context(served(app)), [], {}, settings)


def _a_name() -> str:
    return f"town_{secrets.token_hex(4)}"


@asynccontextmanager
async def _databases(server: str, town: str, like: str | None = None) -> AsyncIterator[None]:
    """The town's databases, empty or copies of another town's, while the block lasts."""
    await _create(server, town, like)
    yield
    await _drop(server, town)


async def _create(server: str, town: str, like: str | None) -> None:
    for service in SERVICE_NAMES:
        await create_like(server, f"{town}_{service}", f"{like}_{service}" if like else "template1")


async def _drop(server: str, town: str) -> None:
    for service in SERVICE_NAMES:
        await drop(server, f"{town}_{service}")


def _rows(data: Path, file: str) -> list[tuple[str, str]]:
    lines = (data / "secrets" / file).read_text().splitlines()[1:]
    return [(first, second) for first, second in (line.split(",", 1) for line in lines)]


def _column(data: Path, file: str) -> list[str]:
    return [second for _, second in _rows(data, file)]
