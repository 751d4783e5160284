"""Residents as a council runs it: whoever signs in has a password of their own and a second factor first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest

from tests.residents.conftest import Residents, residents_at
from tests.residents.test_staff import GOOD, STAFF
from tests.support.gateway import for_client

OWN, FIRST = "a password of my very own", "chief-4711"
FACTOR = f"{STAFF}/me/second-factor"


class Strict:
    """Residents as a council runs it, and somebody who signs in."""

    def __init__(self, residents: Residents) -> None:
        self.residents, self.http = residents, residents.http

    async def sign_in(self, name: str, password: str, code: str | None = None) -> httpx.Response:
        body = {"name": name, "password": password, "code": code}
        return await self.http.post(f"{STAFF}/sessions", json=body, headers=for_client("here"))

    async def token(self, name: str, password: str, code: str | None = None) -> dict[str, str]:
        answer = await self.sign_in(name, password, code)
        assert answer.status_code == 201, answer.text
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    async def choose_password(self, name: str, password: str) -> None:
        body = {"old": password, "new": OWN}
        answer = await self.http.put(f"{STAFF}/me/password", json=body, headers=await self.token(name, password))
        assert answer.status_code == 204, answer.text

    async def enrol(self, name: str, password: str = OWN) -> tuple[str, Any]:
        """The app's secret, and the answer with the recovery codes and the session."""
        headers = await self.token(name, password)
        secret: str = (await self.http.post(FACTOR, headers=headers)).json()["secret"]
        answer = await self.http.put(FACTOR, json={"code": self.code(secret)}, headers=headers)
        assert answer.status_code == 200, answer.text
        return secret, answer.json()

    def code(self, secret: str, steps: int = 0) -> str:
        """What the app shows now, or so many half minutes later."""
        return pyotp.TOTP(secret).at(self.residents.clock.now() + timedelta(seconds=30 * steps))

    def later(self, steps: int = 1) -> None:
        self.residents.clock.advance(timedelta(seconds=30 * steps))


@asynccontextmanager
async def strict_residents(database: str, environment: pytest.MonkeyPatch, folder: Path) -> AsyncIterator[Residents]:
    """The service, asking for all that a council's must, while the block lasts."""
    environment.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(folder / "poll-keys"))
    environment.setenv("COMMONPURSE_SIGN_IN", "strict")
    environment.setenv("COMMONPURSE_ADMIN_NAME", FIRST)
    async with residents_at(database, environment) as residents:
        yield residents


async def a_colleague(strict: Strict, administrator: dict[str, str], *roles: str) -> str:
    body = {"name": "Grace", "password": GOOD, "roles": roles}
    answer = await strict.http.post(STAFF, json=body, headers=administrator)
    assert answer.status_code == 201, answer.text
    staff_id: str = answer.json()["staff_id"]
    return staff_id
