"""A client of the platform's public API, as the staff of a council and its residents would use it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from commonpurse.trouble import Trouble
from libs.shared.kernel.page import LARGEST_SIZE
from libs.shared.platform.running.settings import PartName

Body = dict[str, Any]
T = TypeVar("T")

# Whoever plays a vote on a busy machine wants it to end, not to be told that the machine is busy.
_PATIENCE_S = 180.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was refused: the status and the problem's code."""

    status: int
    code: str
    detail: str


class TownHall:
    """One client per part. Methods raise ``Trouble`` where a refusal is not expected."""

    def __init__(self, addresses: Mapping[PartName, str]) -> None:
        # Sooner than servers end an idle connection: one that both end at once would lose a request.
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=32, keepalive_expiry=2)
        self._clients = {
            part: httpx.AsyncClient(base_url=address, timeout=120, limits=limits) for part, address in addresses.items()
        }
        self._tokens: dict[str, str] = {}

    async def aclose(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def ask(
        self, part: PartName, method: str, path: str, body: object = None, *, staff: str | None = None, **options: Any
    ) -> httpx.Response:
        """The answer of a part to one request, asked as the named member of staff."""
        headers = options.pop("headers", {})
        if staff:
            headers["Authorization"] = f"Bearer {self._tokens[staff]}"
        if body is not None:
            options["json"] = body
        prefix = "" if part in ("web", "sms", "mail") else f"/api/{part}/v1"
        return await self._clients[part].request(method, prefix + path, headers=headers, **options)

    async def must(self, part: PartName, method: str, path: str, body: object = None, **options: Any) -> Any:
        """The body of an answer that may not be a refusal."""
        answer = await self.ask(part, method, path, body, **options)
        if answer.is_error:
            refusal = refusal_in(answer)
            raise Trouble(f"{part} refused {method} {path}: {refusal.status} {refusal.code}: {refusal.detail}")
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text

    async def sign_in(self, name: str, password: str, *also_as: str, code: str | None = None) -> None:
        """Sign a member of staff in; later requests name them, or a post that they fill as well."""
        wish = {"name": name, "password": password} | ({"code": code} if code else {})
        answer = await self.ask("residents", "POST", "/staff/sessions", wish)
        if answer.is_error and refusal_in(answer).code.startswith("second-factor-is-"):
            raise Trouble(f"{name} has a second factor: give the code that the authenticator app shows now with --code")
        body = await self.must("residents", "POST", "/staff/sessions", wish) if answer.is_error else answer.json()
        if body.get("must"):
            raise Trouble(f"{name} must first sign in on the pages, to choose a password and set up a second factor")
        self._tokens |= dict.fromkeys((name, *also_as), body["token"])

    async def act(self, part: PartName, thing: str, action: str, *, staff: str, **fields: Any) -> Body:
        """Take an action of the workflow on a thing such as ``/ideas/26-0001``."""
        body: Body = await self.must(part, "POST", f"{thing}/actions", {"action": action, **fields}, staff=staff)
        return body

    async def all_items(self, part: PartName, path: str, *, staff: str | None = None, **params: Any) -> list[Body]:
        """Every item of a paged list."""
        items: list[Body] = []
        wanted = {**params, "limit": LARGEST_SIZE}
        while True:
            found = await self.must(part, "GET", path, staff=staff, params=wanted)
            items += found["items"]
            if not found["next"]:
                return items
            wanted["cursor"] = found["next"]


def refusal_in(answer: httpx.Response) -> Refusal:
    """The problem in a refusing answer."""
    try:
        body = answer.json()
    except ValueError:
        body = {}
    return Refusal(answer.status_code, str(body.get("code", "unknown")), str(body.get("detail", answer.text[:200])))


async def eventually(look: Callable[[], Awaitable[T | None]], what: str, patience_s: float = _PATIENCE_S) -> T:
    """What the look finds, as soon as it finds something: facts travel by events, a moment behind.

    Raises:
        Trouble: if it finds nothing in time.
    """
    give_up_at, pause_s = time.monotonic() + patience_s, 0.05
    while time.monotonic() < give_up_at:
        if (found := await look()) is not None:
            return found
        await asyncio.sleep(pause_s)
        pause_s = min(1.5 * pause_s, 0.5)  # whoever asks all the time keeps busy those who should tell
    raise Trouble(f"waited {patience_s:.0f} s for {what}")


async def at_most_at_once(limit: int, works: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Every work's result, in order, with so many under way at a time."""
    results: list[T] = [None] * len(works)  # type: ignore[list-item]
    waiting = iter(enumerate(works))

    async def take_turns() -> None:
        for number, work in waiting:
            results[number] = await work()

    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(take_turns())
    return results
