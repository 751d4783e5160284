"""What the pages ask of services/deliberation."""

from dataclasses import dataclass

from gateways.web.clients.asking import ON_BEHALF_OF, Json, piece
from gateways.web.clients.caller import Caller

_AT = "/api/deliberation/v1"


@dataclass(frozen=True, slots=True)
class DeliberationClient:
    """Discussions, and the comments in them."""

    caller: Caller

    async def discussion(self, subject_id: str) -> Json:
        """The discussion of the idea or proposal, in numbers."""
        found: Json = await self.caller.get(f"{_AT}/discussions/{piece(subject_id)}")
        return found

    async def threads(self, subject_id: str, **wishes: str | int) -> Json:
        """A page of what was said, each with its replies; wishes are kind, side, order, page, limit."""
        found: Json = await self.caller.get(f"{_AT}/discussions/{piece(subject_id)}/comments", **wishes)
        return found

    async def write(self, subject_id: str, comment: Json, client: str) -> Json:
        """The comment as it was taken in, with the key of whoever wrote it."""
        path = f"{_AT}/discussions/{piece(subject_id)}/comments"
        made: Json = await self.caller.post(path, comment, {ON_BEHALF_OF: client})
        return made

    async def comment(self, comment_id: str, key: str | None = None) -> Json:
        """One comment; with its key also before it is shown."""
        headers = {"X-Comment-Key": key} if key else {}
        found: Json = await self.caller.get_as(headers, f"{_AT}/comments/{piece(comment_id)}")
        return found

    async def withdraw(self, comment_id: str, key: str) -> Json:
        """The comment after whoever wrote it took it back."""
        path = f"{_AT}/comments/{piece(comment_id)}/actions"
        withdrawn: Json = await self.caller.post(path, {"action": "withdraw"}, {"X-Comment-Key": key})
        return withdrawn

    async def report(self, comment_id: str, criterion: str, client: str) -> None:
        """The comment comes before a person of the office."""
        path = f"{_AT}/comments/{piece(comment_id)}/reports"
        await self.caller.post(path, {"criterion": criterion}, {ON_BEHALF_OF: client})
