"""A town with two gateways, and whether any page of theirs is other than it would be made now."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from commonpurse.embedded.server import a_free_port
from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from gateways.web.keeping.keeping import Keeping
from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.support.eventually import eventually
from tests.web.town import Town, Towns

_TRIES = 20


@dataclass(frozen=True)
class Gateways:
    """A town, its own gateway, a second one in a process of its own, and the staff's and residents' ways to act."""

    town: Town
    addresses: list[str]
    forgetful: Starlette
    hall: TownHall
    resident: httpx.AsyncClient

    async def pages(self, path: str, **headers: str) -> list[httpx.Response]:
        """The page as each gateway gives it, to anybody."""
        async with httpx.AsyncClient(headers={"accept-language": "en", **headers}, follow_redirects=True) as anybody:
            return [await anybody.get(address + path) for address in self.addresses]

    async def texts(self, path: str, **headers: str) -> list[str]:
        return [page.text for page in await self.pages(path, **headers)]

    async def made_now(self, path: str, language: str) -> str:
        """The page of a gateway that keeps nothing."""
        self.forgetful.state.keeping = Keeping(self.forgetful.state.neighbours)
        transport = httpx.ASGITransport(self.forgetful)
        async with httpx.AsyncClient(transport=transport, base_url=self.town.address, follow_redirects=True) as anybody:
            return (await anybody.get(path, headers={"accept-language": language})).text

    async def demand_nothing_is_stale(self) -> None:
        """Each page of each gateway is what would be made now."""
        for number, path in enumerate(await self.paths()):
            for _ in range(_TRIES):
                if await self._is_of_now(path, ("en", "de")[number % 2]):
                    break
            else:
                pytest.fail(f"{path} is not what would be made now")

    async def _is_of_now(self, path: str, language: str) -> bool:
        # A view may follow meanwhile: then the page that is given is the one of before, or of after, or between.
        before = await self.made_now(path, language)
        given = await self.texts(path, **{"accept-language": language})
        after = await self.made_now(path, language)
        assert before != after or set(given) == {before}, path
        return before == after

    async def paths(self) -> list[str]:
        """Every page that is kept, of everything that there is."""
        rounds = (await self.hall.must("ideas", "GET", "/rounds"))["items"]
        polls = (await self.hall.must("voting", "GET", "/polls"))["items"]
        ideas = (await self.hall.must("ideas", "GET", "/ideas"))["items"]
        proposals = (await self.hall.must("proposals", "GET", "/proposals"))["items"]
        compared = f"/proposals/compare?one={proposals[0]['number']}&other={proposals[1]['number']}"
        return [
            *("/", "/rounds", "/ideas", "/proposals", "/results", compared),
            *(f"/rounds/{one['round_id']}" for one in rounds),
            *(f"/polls/{one['poll_id']}/{page}" for one in polls for page in ("results", "turnout")),
            f"/ideas/{ideas[0]['number']}",
            f"/proposals/{proposals[0]['number']}",
        ]


@asynccontextmanager
async def another_gateway(town: Town, **environment: str) -> AsyncIterator[str]:
    """The pages of the town in a process of their own, as many machines have them; their address."""
    port = a_free_port()
    urls = {f"COMMONPURSE_{name.upper()}_URL": town.address for name in SERVICE_NAMES}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")}
    environment = inherited | urls | {"COMMONPURSE_COUNCIL_NAME": "Town of Lindenhof"} | environment
    command = [sys.executable, "-m", "commonpurse", "service", "web", "api", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(*command, env=environment, cwd=Path.cwd())
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            await eventually(lambda: _answers(client))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/rounds")).is_success
    except httpx.TransportError:
        return False


@asynccontextmanager
async def two_gateways(towns: Towns, data: Path) -> AsyncIterator[Gateways]:
    """The town with its gateways, each page on each shelf."""
    async with (
        towns.with_sample(data) as town,
        another_gateway(town) as other,
        httpx.AsyncClient(base_url=town.address, headers={"accept-language": "en"}) as resident,
    ):
        hall = TownHall(dict.fromkeys(SERVICE_NAMES, town.address))
        for name, password in [*town.passwords.items(), ("admin", "a long enough password")]:
            await hall.sign_in(name, password)
        urls = {f"{name}_url": town.address for name in SERVICE_NAMES}
        settings = WebSettings.model_validate({"council_name": "Town of Lindenhof", **urls})
        neighbours = Neighbours(settings)
        gateways = Gateways(town, [town.address, other], build(settings, neighbours), hall, resident)
        await gateways.demand_nothing_is_stale()  # now each page lies on each shelf
        yield gateways
        await neighbours.aclose()
        await hall.aclose()
