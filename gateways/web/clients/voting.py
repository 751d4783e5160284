"""What the pages ask of services/voting."""

from dataclasses import dataclass

import httpx

from gateways.web.clients.asking import Json, ask, get, piece, post

_AT = "/api/voting/v1"


@dataclass(frozen=True, slots=True)
class VotingClient:
    """Polls, ballots, receipts, outcomes."""

    http: httpx.AsyncClient

    async def polls(self, **wishes: str) -> list[Json]:
        """The polls that the public may see; wishes are round_id and state."""
        answer = await get(self.http, f"{_AT}/polls", **wishes)
        polls: list[Json] = answer["items"] if isinstance(answer, dict) else answer
        return polls

    async def poll(self, poll_id: str) -> Json:
        """One poll with its paper."""
        found: Json = await get(self.http, f"{_AT}/polls/{piece(poll_id)}")
        return found

    async def cast(self, permit: str, marks: Json) -> Json:
        """The receipt for a ballot with these marks: ``{"choices": […]}`` or ``{"points": {…}}``."""
        cast: Json = await post(self.http, f"{_AT}/ballots", {"permit": permit, **marks})
        return cast

    async def receipt(self, poll_id: str, receipt: str) -> str:
        """Where the ballot with this receipt is: in-the-box, replaced or counted."""
        status: str = (await get(self.http, f"{_AT}/polls/{piece(poll_id)}/receipts/{piece(receipt)}"))["status"]
        return status

    async def outcome(self, poll_id: str) -> Json:
        """What the announced poll funds and why."""
        found: Json = await get(self.http, f"{_AT}/polls/{piece(poll_id)}/outcome")
        return found

    async def ballots_file(self, poll_id: str) -> bytes:
        """The announced poll's ballots, for a recount."""
        return (await ask(self.http, "GET", f"{_AT}/polls/{piece(poll_id)}/ballots.pb")).content
