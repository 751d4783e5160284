"""What the pages ask of services/reporting."""

from dataclasses import dataclass

from gateways.web.clients.asking import Json, piece
from gateways.web.clients.caller import Caller

_AT = "/api/reporting/v1"


@dataclass(frozen=True, slots=True)
class ReportingClient:
    """Views: turnout, results, boards, the ledger of offers. Each has an edition of its own."""

    caller: Caller

    async def turnout(self, poll_id: str) -> Json:
        """How many have voted, by channel, area and hour."""
        found: Json = await self.caller.about("turnout").get(f"{_AT}/polls/{piece(poll_id)}/turnout")
        return found

    async def results(self, poll_id: str) -> Json:
        """What an announced poll funds."""
        found: Json = await self.caller.about("results").get(f"{_AT}/polls/{piece(poll_id)}/results")
        return found

    async def datasets(self) -> list[Json]:
        """The tables of open data: what each tells, by column, and its licence."""
        found: list[Json] = (await self.caller.about("open_data").get(f"{_AT}/data"))["items"]
        return found

    async def ledger(self, round_id: str) -> Json:
        """What residents offered in a round, by kind."""
        found: Json = await self.caller.about("ledger").get(f"{_AT}/rounds/{piece(round_id)}/ledger")
        return found
