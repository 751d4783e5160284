"""Where a client has come to in a journal, and whether the journal knows of such a place."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.feed_query import Asked
from libs.shared.platform.facts.heads import EpochBody, Head, head_of
from libs.shared.platform.facts.journal import JournalRow
from libs.shared.platform.running.runtime import Runtime


class PlaceIsAnother(DomainError):
    """At the position another event stands than the client has, or none: the journal was put back to an older state."""

    code = "place-is-another"

    def __init__(self, head: Head) -> None:
        super().__init__(
            "The journal knows nothing of the place that you have come to: it was put back to an older state, or the "
            "place is another feed's. Nothing was skipped. Events that you have of an earlier epoch, behind the "
            "position after which a later one began, are lost: forget them, and read on from that position."
        )
        self.position: int = head.position
        self.epoch: UUID | None = head.epoch
        self.epochs: list[EpochBody] = head.epochs


async def place_of(runtime: Runtime, asked: Asked) -> int:
    """The position to go on from.

    Raises:
        PlaceIsAnother: if the journal has no such place.
    """
    if asked.last_event_id is None and asked.known is None and not asked.after:
        return 0
    async with runtime.database.looking() as session:
        place = await _position_of(session, asked)
        if place is not None and asked.epoch is None:
            return place
        head = await head_of(session)
    if place is None or not head.knows(place, asked.epoch):
        raise PlaceIsAnother(head)
    return place


async def _position_of(session: AsyncSession, asked: Asked) -> int | None:
    """Where the event stands that the client has; none if it stands nowhere, or another stands in its place."""
    if asked.last_event_id is not None:
        of_it = select(JournalRow.position).where(JournalRow.event_id == asked.last_event_id)
        return await session.scalar(of_it)  # none, too, while it waits for its position
    standing = (await journal.ids_at(session, [asked.after])).get(asked.after)
    return asked.after if standing is not None and asked.known in (None, standing) else None
