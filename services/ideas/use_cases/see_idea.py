"""See ideas, as much of them as whoever looks may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import SEES_CONTACTS, Contact
from libs.shared.kernel.key import HOLDER, Visitor
from libs.shared.kernel.own_words import FirstWords, Original
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.photos.photo import Photo
from libs.shared.kernel.tracking_number import read_number_or_id
from libs.shared.kernel.version import version_of
from libs.shared.kernel.workflow import Line, Workflow
from libs.shared.platform.storage.database import Database
from services.ideas.domain.errors import IdeaIsNotKnown
from services.ideas.domain.following.supporting import takes_support
from services.ideas.domain.idea import Idea, Wanted
from services.ideas.domain.lineage.lineage import NO_KIN, Kin
from services.ideas.domain.workflows.vocabulary import APPEAL, WITHDRAW
from services.ideas.storage import (
    contacts,
    idea_search,
    ideas,
    life_lines,
    originals,
    similar_ideas,
    workflows,
)
from services.ideas.storage.first_words import FIRST_WORDS
from services.ideas.storage.following import followers, supports
from services.ideas.storage.lineage import lineage
from services.ideas.storage.photos import PHOTOS

_MOST_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class SeenIdea:
    """An idea with its life line; for those who may know, how to reach its author and what was taken down of it.

    ``supporters`` is how often somebody said that they want it, too; how many follow it is for the office alone.
    Its photos are those of whom its words are for.
    """

    idea: Idea
    workflow: Workflow
    life_line: Sequence[Line] = ()
    contact: Contact | None = None
    shows_words: bool = field(default=True)
    originals: Sequence[Original] = ()
    supporters: int = 0
    takes_support: bool = False
    followers: int | None = None
    photos: Sequence[Photo] = ()
    kin: Kin = NO_KIN
    shows_appeal: bool = False
    first_words: FirstWords | None = None

    @property
    def takes_photos(self) -> bool:
        """Whether its holder may add photos now."""
        return takes_photos(self.idea, self.workflow)

    @property
    def can_be_appealed(self) -> bool:
        """Whether its holder may appeal now."""
        return any(one.name == APPEAL for one in self.workflow.offered(self.idea.state, {HOLDER}, self.idea.done_once))

    @property
    def version(self) -> str | None:
        """Another one whenever the idea has changed; none for those who do not see all of it."""
        return version_of(self.idea) if self.shows_words else None


async def see_idea(typed: str, visitor: Visitor, database: Database) -> SeenIdea:
    """The idea of that number or id: before it is public its own words are for staff and whoever suggested it.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.looking() as session:
        idea = await ideas.get(session, number_or_id(typed))
        return await seen(session, idea, visitor.roles_with(await ideas.opened_by(session, idea.idea_id)))


async def seen(session: AsyncSession, idea: Idea, roles: Collection[str]) -> SeenIdea:
    """The idea as somebody with the roles sees it."""
    lines = await life_lines.of_idea(session, idea.idea_id)
    those = await lineage.family(session, idea.idea_id)
    contact = await contacts.of_idea(session, idea.idea_id) if SEES_CONTACTS & {*roles} else None
    originals_kept = await originals.of_idea(session, idea.idea_id) if SEES_CONTACTS & {*roles} else []
    shows_words = bool(roles) or idea.is_public
    return SeenIdea(
        idea,
        await workflows.of_idea(session, idea),
        lines,
        contact,
        shows_words,
        originals_kept,
        await supports.count(session, those),
        takes_support(idea),
        await followers.count_of_ideas(session, those) if SEES_CONTACTS & {*roles} else None,
        await PHOTOS.photos_of(session, idea.idea_id) if shows_words else (),
        await lineage.kin_of(session, those, shows_all=bool({*roles} - {HOLDER})),
        shows_appeal=bool(roles),
        first_words=await FIRST_WORDS.get(session, idea.idea_id) if shows_words else None,
    )


def takes_photos(idea: Idea, workflow: Workflow) -> bool:
    """Whether its holder may add photos: as long as it is theirs to take back, and nobody but staff has seen it."""
    return not idea.is_public and any(one.name == WITHDRAW for one in workflow.offered(idea.state, {HOLDER}))


async def list_ideas(wanted: Wanted, page: Page, roles: Collection[str], database: Database) -> Found[SeenIdea]:
    """A page of ideas: for everybody the public ones, for staff all. No states asked for means any."""
    async with database.reading() as session:
        found = await idea_search.look(session, replace(wanted, is_public=None if roles else True), page)
        return Found(await _listed(session, found.items, roles), found.total, found.next, found.as_of)


async def find_similar_ideas(round_id: UUID, text: str, database: Database) -> list[SeenIdea]:
    """Public ideas of the round that seem to want the same."""
    async with database.reading() as session:
        return await _listed(session, await similar_ideas.similar(session, round_id, text, _MOST_SIMILAR), ())


async def _listed(session: AsyncSession, found: Sequence[Idea], roles: Collection[str]) -> list[SeenIdea]:
    by_key = await workflows.of_ideas(session, found)
    return [SeenIdea(idea, by_key[idea.workflow_key], shows_words=bool(roles) or idea.is_public) for idea in found]


def number_or_id(typed: str) -> str | UUID:
    """The number or id that somebody typed.

    Raises:
        IdeaIsNotKnown: if it can be neither.
    """
    key = read_number_or_id(typed)
    if key is None:
        raise IdeaIsNotKnown(typed)
    return key
