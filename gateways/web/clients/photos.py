"""What the pages ask of the photos of an idea or a proposal."""

from dataclasses import dataclass

from gateways.web.clients.asking import ON_BEHALF_OF, Json, piece
from gateways.web.clients.caller import Caller

READING_A_PHOTO_S = 30.0
"""So long the darkroom may take, and whoever waits for it."""


@dataclass(frozen=True, slots=True)
class PhotosClient:
    """The photos of all things of one kind.

    Args:
        caller: Asks the service that has them.
        at: Where the things are, such as ``/api/ideas/v1/ideas``.
        key_header: The header that brings the key to one.
    """

    caller: Caller
    at: str
    key_header: str

    async def photo(self, number: str, photo_id: str, size: str, key: str) -> bytes:
        """A photo, as a JPEG file: of what is not public only for whoever holds the key."""
        path = f"{self._of(number)}/{piece(photo_id)}?size={size}"
        return await self.caller.download(path, {self.key_header: key} if key else {})

    async def add(self, number: str, content: bytes, key: str, client: str) -> Json:
        """The photo as it was taken in, which takes longer than a question does."""
        headers = {self.key_header: key, ON_BEHALF_OF: client}
        added: Json = await self.caller.send(self._of(number), content, headers, READING_A_PHOTO_S)
        return added

    async def describe(self, number: str, photo_id: str, description: str, key: str) -> None:
        """What the photo shows is kept."""
        path = f"{self._of(number)}/{piece(photo_id)}"
        await self.caller.put(path, {"description": description}, {self.key_header: key})

    async def remove(self, number: str, photo_id: str, key: str) -> None:
        """The photo is gone."""
        await self.caller.post(f"{self._of(number)}/{piece(photo_id)}/removal", {}, {self.key_header: key})

    def _of(self, number: str) -> str:
        return f"{self.at}/{piece(number)}/photos"
