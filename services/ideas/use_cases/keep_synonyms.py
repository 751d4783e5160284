"""Keep the list of words that mean the same, and see it."""

from collections.abc import Collection, Sequence

from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.storage.database import Database
from services.ideas.domain.synonyms import Synonyms, read_synonyms
from services.ideas.storage import synonyms


async def keep_synonyms(groups: Sequence[Sequence[str]], database: Database, seen: Collection[str] = ()) -> Synonyms:
    """The list with these groups, and no others.

    Raises:
        SynonymsAreNotSound: if it cannot be taken.
        ItHasChanged: if the list is not as it was seen.
    """
    read = read_synonyms(groups)
    async with database.transaction() as tx:
        demand_unchanged(seen, (await synonyms.lock(tx.session)).version)
        await synonyms.change(tx.session, read)
        return read


async def see_synonyms(database: Database) -> Synonyms:
    """The list as it is."""
    async with database.reading() as session:
        return await synonyms.get(session)
