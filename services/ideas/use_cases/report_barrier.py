"""Tell the town hall of a barrier on its pages; staff see it on their desk until it is answered."""

from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact, erased_on
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Database
from services.ideas.domain.barrier import Barrier
from services.ideas.storage import barriers


@dataclass(frozen=True, slots=True)
class ReportBarrier:
    """What somebody could not use, where, and how to answer them."""

    words: str
    page: str | None = None
    contact: Contact | None = None
    language: str = "en"
    submission_id: UUID | None = None


async def report_barrier(command: ReportBarrier, database: Database, clock: Clock) -> None:
    """Keep the report for staff, for a year."""
    now = clock.now()
    new = Barrier(new_id(), command.page, command.words, command.language, now, command.contact)
    async with database.transaction() as tx:
        await barriers.add(tx.session, new, erased_on(now.date(), now.date()), command.submission_id)


async def list_barriers(page: Page, database: Database) -> Found[Barrier]:
    """A page of the reports that wait for an answer."""
    async with database.reading() as session:
        return await barriers.waiting(session, page)


async def mark_barrier_as_answered(barrier_id: UUID, staff_id: UUID, database: Database, clock: Clock) -> None:
    """Take it off the list.

    Raises:
        BarrierIsNotWaiting: if it is not on it.
    """
    async with database.transaction() as tx:
        await barriers.finish(tx.session, barrier_id, clock.now(), staff_id)
