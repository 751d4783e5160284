"""What the pages ask of services/reporting."""

from dataclasses import dataclass

from gateways.web.clients.asking import Caller, Json, piece

_AT = "/api/reporting/v1"


@dataclass(frozen=True, slots=True)
class ReportingClient:
    """Views: turnout, results, boards, the ledger of offers."""

    caller: Caller

    async def turnout(self, poll_id: str) -> Json:
        """How many have voted, by channel, area and hour."""
        found: Json = await self.caller.get(f"{_AT}/polls/{piece(poll_id)}/turnout")
        return found

    async def results(self, poll_id: str) -> Json:
        """What an announced poll funds."""
        found: Json = await self.caller.get(f"{_AT}/polls/{piece(poll_id)}/results")
        return found

    async def ledger(self, round_id: str) -> Json:
        """What residents offered in a round, by kind."""
        found: Json = await self.caller.get(f"{_AT}/rounds/{piece(round_id)}/ledger")
        return found
