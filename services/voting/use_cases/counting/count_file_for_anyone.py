"""Where a file that anybody brings is counted: no transaction, as nothing of it is kept."""

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from services.voting.domain.counting.file_wish import FileWish

ROOM = "file-room"
"""The name under which the service has it at hand."""


class Room(Protocol):
    """Where a few files are counted, one after the other, each within bounds."""

    def place(self) -> AbstractAsyncContextManager[None]:
        """A place in the room.

        Raises:
            CountingRoomIsFull: if there is none.
        """
        ...

    async def count(self, content: bytes, wish: FileWish) -> dict[str, Any]:
        """What the count comes to.

        Raises:
            FileIsNotPabulib, RuleIsNotKnown, RuleDoesNotSuit, RulingDoesNotFit, FileCannotBeCountedHere: if it comes
                to nothing.
        """
        ...
