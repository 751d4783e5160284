"""Whether what a broker keeps was published from this journal.

Two installations with one prefix would publish into one topic and share the listeners' groups; one whose database is
another council's would tell that council's events as its own. The first events of the topic say whose it is: their
epoch is one of the journal's, whatever was put back since.
"""

from typing import Protocol
from uuid import UUID

from libs.shared.platform.facts import epochs
from libs.shared.platform.running.attendance import FailureInWords
from libs.shared.platform.running.settings import CannotStart
from libs.shared.platform.storage.database import Database


class HoldsAnothers(CannotStart, FailureInWords):
    """What is kept there another installation told, so nothing of ours may be added."""


class Kept(Protocol):
    """Where a journal is published to."""

    async def epochs_begun_with(self) -> set[UUID]:
        """The epochs of what was published there first; none if nothing was."""
        ...


async def refuse_anothers(kept: Kept, database: Database, what: str) -> None:
    """Return if nothing is kept there, or it is from this journal.

    Raises:
        HoldsAnothers: if all of it is from another.
    """
    begun_with = await kept.epochs_begun_with()
    if not begun_with:
        return
    async with database.reading() as session:
        ours = {one.epoch for one in await epochs.history(session)}
    if begun_with.isdisjoint(ours):
        raise HoldsAnothers(
            f"{what} holds what another installation told, and no event of ours; check COMMONPURSE_TOPIC_PREFIX and "
            "COMMONPURSE_DATABASE_URL; if the database was made anew, delete the topic"
        )
