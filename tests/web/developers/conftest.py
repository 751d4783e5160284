"""Integrators of a town: each with an account, a key and a browser."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import httpx
import pytest

from tests.support.answers import good
from tests.web.test_two_at_one_page import form_of
from tests.web.town import ADMIN_PASSWORD, Town

_AT = "/api/residents/v1"
ALL_SCOPES = ("events:public", "events:integrator", "webhooks:manage")


@dataclass
class Integrator:
    """Somebody with a key, at a browser that runs no script and follows every redirect."""

    name: str
    client_id: str
    key: str = field(repr=False)
    key_id: str
    browser: httpx.AsyncClient
    administrator: dict[str, str] = field(repr=False)

    async def sign_in(self, key: str = "", page: httpx.Response | None = None) -> httpx.Response:
        """The page behind signing in, from the page with the form."""
        page = page or await self.browser.get("/developers/sign-in")
        account = {"client_id": self.client_id, "api_key": key or self.key}
        return await self.browser.post("/developers/sign-in", data=form_of(page, "Sign in") | account)

    async def press(self, page: httpx.Response, button: str, path: str, **typed: str) -> httpx.Response:
        """What comes of the form with the button, which stands on the page and goes to the path."""
        return await self.browser.post(path, data=form_of(page, button) | typed)

    async def opens(self, key: str) -> int:
        """How residents answers to the key."""
        answer = await self.browser.get(f"{_AT}/integrators/current", headers={"Authorization": f"Bearer {key}"})
        return answer.status_code

    async def another_key(self, *scopes: str) -> str:
        """Another key of the account."""
        asked = {"name": "Another", "scopes": scopes or ALL_SCOPES}
        path = f"{_AT}/integrators/{self.client_id}/keys"
        given = good(await self.browser.post(path, json=asked, headers=self.administrator), 201)
        return str(given["key"])

    async def lose_key(self) -> None:
        """An administrator revokes the key."""
        path = f"{_AT}/integrators/{self.client_id}/keys/{self.key_id}"
        assert (await self.browser.delete(path, headers=self.administrator)).status_code == 204


NewIntegrator = Callable[..., Awaitable[Integrator]]


@pytest.fixture
async def an_integrator(posting_town: Town) -> AsyncIterator[NewIntegrator]:
    """Makes integrators, each with an account of their own and a key for the scopes."""
    async with AsyncExitStack() as stack:

        async def made(*scopes: str, **more: Any) -> Integrator:
            client = httpx.AsyncClient(base_url=posting_town.address, follow_redirects=True)
            browser = await stack.enter_async_context(client)
            browser.headers["accept-language"] = "en"
            account = {"name": "admin", "password": ADMIN_PASSWORD}
            session = good(await browser.post(f"{_AT}/staff/sessions", json=account), 201)
            administrator = {"Authorization": f"Bearer {session['token']}"}
            name = f"Gazette {token_hex(4)}"
            new = good(await browser.post(f"{_AT}/integrators", json={"name": name}, headers=administrator), 201)
            asked = {"name": "Harvester", "scopes": scopes or ALL_SCOPES, **more}
            path = f"{_AT}/integrators/{new['integrator_id']}/keys"
            given = good(await browser.post(path, json=asked, headers=administrator), 201)
            return Integrator(name, given["client_id"], given["key"], given["key_id"], browser, administrator)

        yield made
