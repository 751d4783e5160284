"""Residents say that they want an idea, too. It is no vote: nobody says who they are.

Each support has a mark, a hash of a number that the sender's device made for this idea: who sends it again counts
once, and takes it back with it. One person with several devices counts several times; how many one network may add is
bounded.
"""

from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import hash_of_submission
from libs.shared.platform.storage.database import Database
from services.ideas.domain.following.errors import IdeaTakesNoSupport
from services.ideas.domain.following.supporting import takes_support
from services.ideas.storage import ideas
from services.ideas.storage.following import supports
from services.ideas.use_cases.see_idea import number_or_id


async def support_idea(number: str, submission_id: UUID, database: Database, clock: Clock) -> int:
    """How many support the idea now.

    Raises:
        IdeaIsNotKnown: if there is none.
        IdeaTakesNoSupport: if it is not public, or decided or up for the vote.
    """
    async with database.transaction() as tx:
        idea = await ideas.get(tx.session, number_or_id(number))
        if not takes_support(idea):
            raise IdeaTakesNoSupport(idea.state)
        await supports.add(tx.session, idea.idea_id, hash_of_submission(submission_id), clock.now())
        return await supports.count(tx.session, idea.idea_id)


async def take_support_back(number: str, submission_id: UUID, database: Database) -> int:
    """How many support the idea now, without whoever sent this number.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.transaction() as tx:
        idea = await ideas.get(tx.session, number_or_id(number))
        await supports.take_back(tx.session, idea.idea_id, hash_of_submission(submission_id))
        return await supports.count(tx.session, idea.idea_id)
