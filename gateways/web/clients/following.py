"""What the pages ask of services/ideas for whoever follows or supports something."""

from dataclasses import dataclass

from gateways.web.clients.asking import ON_BEHALF_OF, Json, piece
from gateways.web.clients.caller import Caller

_AT = "/api/ideas/v1"
_MINE = f"{_AT}/following/mine"
_KEY = "X-Following-Key"


@dataclass(frozen=True, slots=True)
class FollowingClient:
    """Following by mail, and supporting."""

    caller: Caller

    async def ways(self) -> Json:
        """How the council tells whoever follows something: by ``mail``, and by ``texts``."""
        found: Json = await self.caller.get(f"{_AT}/following")
        return found

    async def ask(self, wish: Json, client: str) -> None:
        """A mail or a text asks whoever reads there whether they want it."""
        await self.caller.post(f"{_AT}/following", wish, {ON_BEHALF_OF: client})

    async def mine(self, key: str) -> Json:
        """What whoever has the key follows and was asked about."""
        found: Json = await self.caller.get_as({_KEY: key}, _MINE)
        return found

    async def say_yes(self, key: str, follow_ids: list[str]) -> None:
        """They follow these."""
        await self.caller.post(f"{_MINE}/confirmed", {"follow_ids": follow_ids}, {_KEY: key})

    async def change(self, key: str, change: Json) -> None:
        """They are told otherwise from now on."""
        await self.caller.patch(_MINE, change, {_KEY: key})

    async def end(self, key: str, follow_id: str = "") -> None:
        """They follow that no more; or nothing."""
        await self.caller.delete(_MINE, {_KEY: key}, follow_id=follow_id)

    async def support(self, number: str, submission_id: str, earlier: list[str], client: str) -> None:
        """Somebody supports the idea, or did so already by one of the earlier numbers for ideas that it carries on."""
        await self._support(number, "supports", submission_id, earlier, client)

    async def take_support_back(self, number: str, submission_id: str, earlier: list[str], client: str) -> None:
        """They do not any more, nor what it carries on."""
        await self._support(number, "supports/taken-back", submission_id, earlier, client)

    async def _support(self, number: str, what: str, submission_id: str, earlier: list[str], client: str) -> None:
        path = f"{_AT}/ideas/{piece(number)}/{what}"
        wish = {"submission_id": submission_id, "earlier": earlier}
        await self.caller.post(path, wish, {ON_BEHALF_OF: client})
