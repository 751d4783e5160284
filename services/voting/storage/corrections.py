"""What the life line says of corrected titles: the former beside the new, for as long as both may be read."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.own_words import TAKEN_DOWN
from libs.shared.kernel.words.of_options import words_of_options
from libs.shared.kernel.workflow_fields import say
from services.voting.domain.polls.change_actions import CHANGES
from services.voting.domain.polls.poll import Poll
from services.voting.storage.tables import ActRow

_SAID = {action.name: words_of_options(action.words) for action in CHANGES}


async def take_down(session: AsyncSession, poll: Poll, number: int) -> None:
    """Say the lines on this option's titles without any. What it is called now is for another correction to change."""
    acts = await session.scalars(select(ActRow).where(ActRow.poll_id == poll.poll_id))
    for act in acts:
        if "title" in act.fields and str(act.fields["project"]) == str(number):
            act.fields = act.fields | {"title": TAKEN_DOWN}
            act.words = dict(say(_SAID[act.action], (), act.fields))
