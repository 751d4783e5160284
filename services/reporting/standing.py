"""How the views stand."""

from dataclasses import dataclass

from libs.shared.platform.facts import positions
from libs.shared.platform.storage.database import Database
from services.reporting.storage.generations import active, listener_name
from services.reporting.views import VIEWS


@dataclass(frozen=True, slots=True)
class ViewStanding:
    """One view: which generation answers, and how far it has come in each source."""

    name: str
    generation: int
    positions: dict[str, int]


async def standings(database: Database) -> list[ViewStanding]:
    """Every view's standing."""
    found = []
    async with database.reading() as session:
        for view in VIEWS:
            generation = await active(session, view)
            reached = await positions.of_listener(session, listener_name(view, generation))
            found.append(ViewStanding(view, generation, reached))
    return found
