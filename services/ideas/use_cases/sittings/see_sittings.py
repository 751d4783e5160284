"""See sittings, as much of them as whoever looks may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.contact import SEES_CONTACTS
from libs.shared.kernel.own_words import Original
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.words import Words
from libs.shared.platform.storage.database import Database
from services.ideas.domain.idea import Idea
from services.ideas.domain.sittings.sitting import Sitting, WantedSittings
from services.ideas.storage import originals
from services.ideas.storage.sittings import ideas_on_agendas, sittings, ways_said


@dataclass(frozen=True, slots=True)
class SeenSitting:
    """A sitting with the ideas of its agenda, and what their life lines say of the ways chosen, by item.

    Minutes are for staff until they are published.
    """

    sitting: Sitting
    ideas: Mapping[UUID, Idea]
    shows_minutes: bool
    shows_words: bool
    ways: Mapping[UUID, Words]
    originals: Sequence[Original] = ()


async def see_sitting(sitting_id: UUID, roles: Collection[str], database: Database) -> SeenSitting:
    """The sitting.

    Raises:
        SittingIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        sitting = await sittings.get(session, sitting_id)
        named = await ideas_on_agendas.named(session, sitting.ideas)
        found = {idea.idea_id: idea for idea in named.values()}
        ways = await ways_said.of_items(session, sitting.agenda)
        kept = await originals.of_idea(session, sitting_id) if SEES_CONTACTS & {*roles} else []
    is_published = sitting.state == "minutes_published"
    return SeenSitting(sitting, found, bool(roles) or is_published, bool(roles), ways, kept)


async def list_sittings(wanted: WantedSittings, page: Page, database: Database) -> Found[Sitting]:
    """A page of the sittings, the one that was announced last first."""
    async with database.reading() as session:
        return await sittings.look(session, wanted, page)
