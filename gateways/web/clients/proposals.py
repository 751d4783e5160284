"""What the pages ask of services/proposals."""

from dataclasses import dataclass

from gateways.web.clients.asking import ON_BEHALF_OF, Json, piece
from gateways.web.clients.caller import Caller
from gateways.web.clients.photos import PhotosClient

_AT = "/api/proposals/v1"


@dataclass(frozen=True, slots=True)
class ProposalsClient:
    """Proposals and the offers on them."""

    caller: Caller

    async def proposals(self, **wishes: str | int | list[str]) -> Json:
        """A page of the proposals that were accepted; wishes are round_id, fund_id, area_id, state, q, page."""
        found: Json = await self.caller.get(f"{_AT}/proposals", **wishes)
        return found

    async def proposal(self, number: str) -> Json:
        """One proposal with its offers, by its number or id."""
        found: Json = await self.caller.get(f"{_AT}/proposals/{piece(number)}")
        return found

    @property
    def photos(self) -> PhotosClient:
        """The photos of proposals that are their own."""
        return PhotosClient(self.caller, f"{_AT}/proposals", "X-Edit-Key")

    async def opened(self, number: str, key: str) -> Json:
        """One proposal as whoever holds its key sees it; without its words if the key does not fit."""
        found: Json = await self.caller.get_as({"X-Edit-Key": key}, f"{_AT}/proposals/{piece(number)}")
        return found

    async def submit_again(self, number: str, key: str, words: Json) -> Json:
        """The proposal after it was changed as was asked for."""
        changed: Json = await self.caller.put(f"{_AT}/proposals/{piece(number)}", words, {"X-Edit-Key": key})
        return changed

    async def withdraw(self, number: str, key: str) -> Json:
        """The proposal after whoever proposed it took it back."""
        path = f"{_AT}/proposals/{piece(number)}/actions"
        withdrawn: Json = await self.caller.post(path, {"action": "withdraw"}, {"X-Edit-Key": key})
        return withdrawn

    async def appeal(self, number: str, key: str, why: str) -> Json:
        """The proposal after whoever proposed it appealed against its refusal."""
        path = f"{_AT}/proposals/{piece(number)}/actions"
        appealed: Json = await self.caller.post(path, {"action": "appeal", "appeal": why}, {"X-Edit-Key": key})
        return appealed

    async def offer_help(self, proposal_id: str, offer: Json, client: str) -> Json:
        """The offer as it was taken in, with the key of whoever made it."""
        path = f"{_AT}/proposals/{piece(proposal_id)}/offers"
        made: Json = await self.caller.post(path, offer, {ON_BEHALF_OF: client})
        return made

    async def offer(self, offer_id: str, key: str | None) -> Json:
        """One offer; with its key also what is not public of it."""
        headers = {"X-Offer-Key": key} if key else {}
        found: Json = await self.caller.get_as(headers, f"{_AT}/offers/{piece(offer_id)}")
        return found

    async def answer_for_offer(self, offer_id: str, action: str, key: str) -> Json:
        """The offer after its maker stood by it or took it back."""
        path = f"{_AT}/offers/{piece(offer_id)}/actions"
        answered: Json = await self.caller.post(path, {"action": action}, {"X-Offer-Key": key})
        return answered
