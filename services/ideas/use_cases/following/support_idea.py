"""Residents say that they want an idea, too. It is no vote: nobody says who they are.

Each support has a mark, a hash of a number that the sender's device made for this idea: who sends it again counts
once, and takes it back with it. One person with several devices counts several times; how many one network may add is
bounded.
"""

from collections.abc import Collection
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import hash_of_submission
from libs.shared.platform.storage.database import Database
from services.ideas.domain.following.errors import IdeaTakesNoSupport
from services.ideas.domain.following.supporting import takes_support
from services.ideas.storage import ideas
from services.ideas.storage.following import supports
from services.ideas.storage.lineage import lineage
from services.ideas.use_cases.see_idea import number_or_id


async def support_idea(
    number: str, submission_id: UUID, database: Database, clock: Clock, earlier: Collection[UUID] = ()
) -> int:
    """How many support the idea now.

    ``earlier`` are the numbers under which the same device supported ideas that this one carries on: it counts once.

    Raises:
        IdeaIsNotKnown: if there is none.
        IdeaTakesNoSupport: if it is not public, or decided or up for the vote.
    """
    async with database.transaction() as tx:
        idea = await ideas.get(tx.session, number_or_id(number))
        if not takes_support(idea):
            raise IdeaTakesNoSupport(idea.state)
        carried = await lineage.carried(tx.session, idea.idea_id)
        if not await supports.has_any(tx.session, carried, _marks(submission_id, earlier)):
            await supports.add(tx.session, idea.idea_id, hash_of_submission(submission_id), clock.now())
        return await supports.count(tx.session, [idea.idea_id, *carried])


async def take_support_back(
    number: str, submission_id: UUID, database: Database, earlier: Collection[UUID] = ()
) -> int:
    """How many support the idea now, without whoever sent this number, and those for what it carries on.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.transaction() as tx:
        idea = await ideas.get(tx.session, number_or_id(number))
        those = await lineage.family(tx.session, idea.idea_id)
        await supports.take_back(tx.session, those, _marks(submission_id, earlier))
        return await supports.count(tx.session, those)


def _marks(submission_id: UUID, earlier: Collection[UUID]) -> list[bytes]:
    return [hash_of_submission(each) for each in (submission_id, *earlier)]
