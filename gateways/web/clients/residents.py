"""What the pages ask of services/residents."""

from dataclasses import dataclass

from gateways.web.clients.asking import ON_BEHALF_OF, Json
from gateways.web.clients.caller import Caller

_AT = "/api/residents/v1"


@dataclass(frozen=True, slots=True)
class ResidentsClient:
    """Permits for those who may vote."""

    caller: Caller

    async def permit(self, code: str, poll_id: str | None, client: str) -> Json:
        """A permit to vote by web, for a code from a letter.

        Args:
            code: as typed.
            poll_id: none means the one open poll.
            client: an opaque mark of where the request comes from, to limit attempts.
        """
        asked = {"code": code, "channel": "web", "poll_id": poll_id}
        permit: Json = await self.caller.post(f"{_AT}/permits", asked, {ON_BEHALF_OF: client})
        return permit
