"""The way to one poll's ballot box, as residents' devices go it: a permit, then the ballot."""

from commonpurse.town_hall import Body, TownHall, refusal_in
from libs.shared.events.words import Channel, Method
from services.voting.domain.casting.kinds import KINDS


class BallotBox:
    """Casts ballots in one poll through the public API."""

    def __init__(self, town: TownHall, poll_id: str) -> None:
        self._town, self.poll_id = town, poll_id

    async def permit(self, code: str, channel: Channel = "web") -> str:
        """A permit for the holder of the code, who comes by that channel."""
        body = await self._town.must("residents", "POST", "/permits", self._wish(code) | {"channel": channel})
        return str(body["permit"])

    async def cast(self, permit: str, method: Method, choices: dict[int, int]) -> str:
        """What came of the ballot: ``accepted`` or the problem's code."""
        answer = await self._town.ask("voting", "POST", "/ballots", {"permit": permit, **ballot_of(method, choices)})
        return "accepted" if answer.is_success else refusal_in(answer).code

    async def is_known_to_residents(self, code: str) -> bool | None:
        """True once residents have heard that the poll is open."""
        answer = await self._town.ask("residents", "POST", "/permits", self._wish(code))
        return True if answer.is_success else None

    def _wish(self, code: str) -> Body:
        return {"code": code, "channel": "web", "poll_id": self.poll_id}


def ballot_of(method: Method, choices: dict[int, int]) -> Body:
    """The ballot as voting takes it; ``choices`` are numbers with their points, places, 1 or -1."""
    match handed_in_as := KINDS[method].handed_in_as:
        case "choices":
            return {handed_in_as: list(choices)}
        case "votes":
            return {handed_in_as: {str(number): "for" if mark > 0 else "against" for number, mark in choices.items()}}
        case _:
            return {handed_in_as: {str(number): mark for number, mark in choices.items()}}
