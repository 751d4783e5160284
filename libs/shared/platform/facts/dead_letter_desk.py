"""Staff look at dead letters and replay them."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from libs.shared.events.envelope import Envelope, EventIsUnreadable
from libs.shared.kernel.errors import DomainError
from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import dead_letters, heard
from libs.shared.platform.facts.dead_letters import NoSuchDeadLetter
from libs.shared.platform.facts.listener import Subscriber, is_poison
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database, Transaction


class ListenerIsNoMore(DomainError):
    """The listener that set the event aside does not exist any more, such as an earlier generation of a view."""

    code = "listener-is-no-more"

    def __init__(self, listener: str) -> None:
        super().__init__(f"there is no listener {listener} any more")
        self.listener = listener


class DeadLetterFailsAgain(DomainError):
    """Whatever kept the event from being applied still does."""

    code = "dead-letter-fails-again"

    def __init__(self, failure: Exception) -> None:
        kind = failure.code if isinstance(failure, DomainError) else type(failure).__name__
        super().__init__(f"it cannot be applied yet ({kind}); it stays set aside, and nothing was changed")
        self.kind = kind


PROBLEMS: Problems = {
    NoSuchDeadLetter: Problem(404, "There is no such dead letter"),
    ListenerIsNoMore: Problem(409, "The listener is no more"),
    DeadLetterFailsAgain: Problem(409, "The event cannot be applied yet"),
    EventIsUnreadable: Problem(409, "The event cannot be read"),
}


class DeadLetterBody(BaseModel):
    """One event that could not be applied."""

    id: int
    listener: str
    source: str
    place: str
    reason: str
    set_aside_at: datetime


def router(service: str, replayer_of: Callable[[str], Subscriber | None]) -> APIRouter:
    """The dead letters' routes for the service."""
    routes = APIRouter(
        prefix=f"/api/{service}/v1/dead-letters",
        tags=["dead letters"],
        dependencies=[Depends(staff_with("administrator"))],
    )

    @routes.get("")
    async def waiting(database: Annotated[Database, Depends(database_of)]) -> ListBody[DeadLetterBody]:
        """What waits, oldest first, with the reason."""
        async with database.reading() as session:
            letters = await dead_letters.waiting(session)
        return whole_list([DeadLetterBody.model_validate(one, from_attributes=True) for one in letters])

    @routes.post("/{number}/replay", status_code=204)
    async def replay(number: RowNumber, database: Annotated[Database, Depends(database_of)]) -> None:
        """Apply the event again, once its cause is mended."""
        async with database.transaction() as tx:
            letter = await dead_letters.take(tx.session, number)
            subscriber = replayer_of(letter.listener)
            if subscriber is None:
                raise ListenerIsNoMore(letter.listener)
            envelope = Envelope.decode(letter.body)
            # It may have taken effect meanwhile: after a source was put back, its events come once more.
            if await heard.keep(tx.session, letter.listener, letter.source, [envelope]):
                await _apply(subscriber, envelope, tx)

    return routes


async def _apply(subscriber: Subscriber, envelope: Envelope, tx: Transaction) -> None:
    try:
        await subscriber([envelope], tx)
    except Exception as failure:
        if not is_poison(failure):
            raise
        raise DeadLetterFailsAgain(failure) from failure
