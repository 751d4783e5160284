"""A part of an idea that is split begins: where that stood, with a number of its own, opened by the same key."""

from dataclasses import replace
from datetime import datetime
from itertools import repeat

from libs.shared.kernel.tracking_number import new_tracking_number
from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, life_lines, workflows
from services.ideas.use_cases.following.tell_followers import tell_followers
from services.ideas.use_cases.lineage.steps import taken
from services.ideas.use_cases.news_of_ideas import news_of, news_of_beginning


async def begin_part(tx: Transaction, whole: Idea, wanted: Idea, reason: str, at: datetime) -> Idea:
    """The part as it is stored, under a number that was free, with the first line of its life line."""
    part = await _stored(tx, whole, wanted)
    workflow = await workflows.of_idea(tx.session, part)
    step = taken(workflow, "split-off", part, whole.number, reason)
    line_id = await life_lines.add(tx.session, part.idea_id, Line(at, part.state, step.words, step.action.by))
    tx.announce(news_of_beginning(part), *news_of(part, step, workflow, None, is_new=part.is_public))
    await tell_followers(tx, line_id, part, part, at)
    return part


async def _stored(tx: Transaction, whole: Idea, wanted: Idea) -> Idea:
    key = await ideas.opened_by(tx.session, whole.idea_id)
    for part in (replace(wanted, number=new_tracking_number()) for _ in repeat(None)):
        if await ideas.add(tx.session, part, key):
            return part
    raise AssertionError("numbers do not run out")
