"""What the pages ask of services/ideas."""

from dataclasses import dataclass

from gateways.web.clients.asking import ON_BEHALF_OF, Json, piece
from gateways.web.clients.caller import Caller
from gateways.web.clients.photos import PhotosClient

_AT = "/api/ideas/v1"
_A_PAGE = 100
_KEY = "X-Idea-Key"


@dataclass(frozen=True, slots=True)
class IdeasClient:
    """Rounds, ideas and their life lines."""

    caller: Caller

    async def rounds(self) -> list[Json]:
        """All rounds."""
        rounds: list[Json] = (await self.caller.get(f"{_AT}/rounds", limit=_A_PAGE))["items"]
        return rounds

    async def round(self, round_id: str) -> Json:
        """One round: calendar, areas, funds."""
        found: Json = await self.caller.get(f"{_AT}/rounds/{piece(round_id)}")
        return found

    async def boundaries(self, round_id: str) -> list[Json]:
        """The areas of the round that are drawn, as features of GeoJSON."""
        found = await self.caller.get(f"{_AT}/rounds/{piece(round_id)}/boundaries")
        features: list[Json] = found["features"]
        return features

    async def ideas(self, **wishes: str | int | list[str]) -> Json:
        """A page of the ideas that were accepted, newest first; wishes are round_id, area_id, state, q, page."""
        found: Json = await self.caller.get(f"{_AT}/ideas", **wishes)
        return found

    async def similar(self, round_id: str, text: str) -> list[Json]:
        """Ideas that say something like the text."""
        # What somebody is still writing is kept nowhere.
        found = await self.caller.get_as({}, f"{_AT}/ideas/similar", round_id=round_id, text=text)
        ideas: list[Json] = found["items"]
        return ideas

    async def idea(self, number: str) -> Json:
        """One idea by its tracking number."""
        found: Json = await self.caller.get(f"{_AT}/ideas/{piece(number)}")
        return found

    async def sittings(self, **wishes: str | int | list[str]) -> Json:
        """A page of the sittings, the one announced last first; wishes are round_id, idea_id, state, limit, page."""
        found: Json = await self.caller.get(f"{_AT}/sittings", **wishes)
        return found

    async def sitting(self, sitting_id: str) -> Json:
        """One sitting with its agenda, and its minutes once they are published."""
        found: Json = await self.caller.get(f"{_AT}/sittings/{piece(sitting_id)}")
        return found

    async def decisions(self, **wishes: str | int) -> Json:
        """A page of the decisions, the one recorded last first; wishes are round_id, idea_id, body, limit, page."""
        found: Json = await self.caller.get(f"{_AT}/decisions", **wishes)
        return found

    async def decision(self, decision_id: str) -> Json:
        """One decision with what it says of each of its ideas."""
        found: Json = await self.caller.get(f"{_AT}/decisions/{piece(decision_id)}")
        return found

    async def report_barrier(self, report: Json, client: str) -> None:
        """The report waits on the desk."""
        await self.caller.post(f"{_AT}/barriers", report, {ON_BEHALF_OF: client})

    async def withdraw(self, number: str, key: str) -> Json:
        """The idea after whoever suggested it took it back."""
        path = f"{_AT}/ideas/{piece(number)}/actions"
        withdrawn: Json = await self.caller.post(path, {"action": "withdraw"}, {_KEY: key})
        return withdrawn

    async def appeal(self, number: str, key: str, why: str) -> Json:
        """The idea after whoever suggested it appealed against its refusal."""
        path = f"{_AT}/ideas/{piece(number)}/actions"
        appealed: Json = await self.caller.post(path, {"action": "appeal", "appeal": why}, {_KEY: key})
        return appealed

    async def suggest(self, idea: Json, client: str) -> Json:
        """The idea as it was taken in, with its tracking number."""
        taken: Json = await self.caller.post(f"{_AT}/ideas", idea, {ON_BEHALF_OF: client})
        return taken

    async def idea_of(self, number: str, key: str) -> Json:
        """One idea as whoever holds the key sees it."""
        found: Json = await self.caller.get_as({_KEY: key}, f"{_AT}/ideas/{piece(number)}")
        return found

    @property
    def photos(self) -> PhotosClient:
        """The photos of ideas."""
        return PhotosClient(self.caller, f"{_AT}/ideas", _KEY)
