"""What the pages ask of services/voting."""

from dataclasses import dataclass
from typing import Any

from gateways.web.clients.asking import ON_BEHALF_OF, Json, piece
from gateways.web.clients.caller import Caller

_AT = "/api/voting/v1"
_A_PAGE = 100
_A_LONG_COUNT_S = 120.0


@dataclass(frozen=True, slots=True)
class VotingClient:
    """Polls, ballots, receipts, outcomes."""

    caller: Caller

    async def polls(self, **wishes: str) -> list[Json]:
        """The polls that the public may see, newest first; wishes are round_id and state."""
        answer = await self.caller.get(f"{_AT}/polls", limit=_A_PAGE, **wishes)
        polls: list[Json] = answer["items"]
        return polls

    async def poll(self, poll_id: str) -> Json:
        """One poll with its paper."""
        found: Json = await self.caller.get(f"{_AT}/polls/{piece(poll_id)}")
        return found

    async def cast(self, permit: str, marks: Json) -> Json:
        """The receipt for a ballot with these marks: ``{"choices": […]}`` or ``{"points": {…}}``."""
        cast: Json = await self.caller.post(f"{_AT}/ballots", {"permit": permit, **marks})
        return cast

    async def receipt(self, poll_id: str, receipt: str) -> str:
        """Where the ballot with this receipt is: in-the-box, replaced or counted."""
        answer = await self.caller.post(f"{_AT}/polls/{piece(poll_id)}/receipts", {"receipt": receipt})
        status: str = answer["status"]
        return status

    async def outcome(self, poll_id: str) -> Json:
        """What the announced poll funds and why."""
        found: Json = await self.caller.get(f"{_AT}/polls/{piece(poll_id)}/outcome")
        return found

    async def ballots_file(self, poll_id: str) -> bytes:
        """The announced poll's ballots, for a recount."""
        return await self.caller.download(f"{_AT}/polls/{piece(poll_id)}/ballots.pb")

    async def outcome_table(self, poll_id: str) -> bytes:
        """The announced poll's projects, with what was paid and what was missing, as comma-separated values."""
        return await self.caller.download(f"{_AT}/polls/{piece(poll_id)}/outcome.csv")

    async def count_file(self, content: bytes, client: str, **wish: Any) -> Json:
        """The count of a Pabulib file that somebody brought; wishes are rule, beside, min_score and the rulings."""
        headers = {ON_BEHALF_OF: client, "Content-Type": "text/plain"}
        counted: Json = await self.caller.send(f"{_AT}/counts", content, headers, _A_LONG_COUNT_S, **wish)
        return counted
