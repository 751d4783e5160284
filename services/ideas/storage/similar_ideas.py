"""Looking for ideas that want the same.

Where there are hundreds of thousands of ideas most of them share some word with any text. To hold all of those beside
the text takes seconds, so its usual words find nothing but among the newest; the unusual ones find ideas of any age.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.usual_words import shares_of
from services.ideas.domain.idea import Idea, Wanted
from services.ideas.domain.lineage.actions import CARRIED
from services.ideas.domain.synonyms import Synonyms
from services.ideas.storage import synonyms
from services.ideas.storage.idea_search import chosen
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_MOST_FOUND = 4_000
"""About so many ideas the unusual words may find together."""
_NEWEST = 2_000
"""So many of the newest are looked at for any of the words."""


async def similar(session: AsyncSession, round_id: UUID, text: str, at_most: int) -> list[Idea]:
    """The round's public ideas that share most with the text, at least a third of its longer words.

    What others carry on is left out: whoever looks is to find those.
    """
    words = full_text.longer_words(text)
    if not words:
        return []
    alike = await synonyms.get(session)
    shared = full_text.shared_words(IdeaRow.document, words, alike.others)
    rows = _looked_at(round_id, words, await _unusual(session, words), alike).where(
        shared * 3 >= len(words),
        IdeaRow.state.not_in([state.name for state in CARRIED]),
    )
    found = await session.scalars(rows.order_by(shared.desc(), IdeaRow.submitted_at.desc()).limit(at_most))
    return [as_idea(row) for row in found]


def _looked_at(round_id: UUID, words: list[str], unusual: list[str], alike: Synonyms) -> Select[IdeaRow]:
    public = chosen(Wanted(is_public=True, round_ids=[round_id]))
    if len(unusual) == len(words):
        return public.where(full_text.any_word(IdeaRow.document, words, alike.others))
    newest = public.with_only_columns(IdeaRow.idea_id)
    newest = newest.order_by(IdeaRow.submitted_at.desc(), IdeaRow.idea_id.desc()).limit(_NEWEST)
    parts = [select(newest.subquery())]
    if unusual:
        holds = full_text.any_word(IdeaRow.document, unusual, alike.others)
        parts.append(public.with_only_columns(IdeaRow.idea_id).where(holds))
    return select(IdeaRow).where(IdeaRow.idea_id.in_(parts[0].union(*parts[1:])))


async def _unusual(session: AsyncSession, words: Sequence[str]) -> list[str]:
    """The words that together find few, the most unusual first; all of them where there are not many ideas."""
    many, shares = await shares_of(session, IdeaRow.document, [full_text.root_of(word) for word in words])
    found, unusual = 0.0, []
    for share, word in sorted(zip(shares, words, strict=True)):
        found += share * many
        if found > _MOST_FOUND:
            break
        unusual.append(word)
    return unusual
