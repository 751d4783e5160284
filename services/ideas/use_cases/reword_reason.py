"""What becomes of words that the town hall typed about an idea when they are taken down (decision 23)."""

from dataclasses import asdict, replace
from datetime import datetime

from libs.shared.events.ideas import IdeaReasonReworded, IdeaRejected, IdeaReworded, IdeaStateChanged
from libs.shared.kernel.ballot_budget import REDACT_LINE
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.typed_lines import said_otherwise
from libs.shared.kernel.workflow import Step
from libs.shared.platform.facts import journal
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, life_lines, originals, tellings

_HOLD_REASONS = (IdeaRejected, IdeaReworded, IdeaStateChanged, IdeaReasonReworded)


async def reword_reason(tx: Transaction, idea: Idea, step: Step, at: datetime) -> Idea:
    """The idea without those words: they leave the life line, the feed, and what waits to be told."""
    if step.action.name != REDACT_LINE:
        return idea
    lines = await life_lines.typed(tx.session, idea.idea_id)
    typed, instead = lines.typed(step.fields["line"]), str(step.fields["words"])
    await originals.keep(tx.session, idea.idea_id, Original.taken_down(OwnWords("", typed), at, is_the_offices=True))
    said = said_otherwise(lines.restate(typed, instead), typed, instead)
    reworded = replace(idea, reason=instead) if idea.reason == typed else idea
    await ideas.change(tx.session, idea.idea_id, reason=reworded.reason)
    await tellings.say_otherwise(tx.session, idea.idea_id, typed, instead)
    await tx.write_announced()
    for retold in await journal.retell(tx.session, idea.idea_id, _HOLD_REASONS, said):
        tx.announce(_news(reworded, retold, str(step.fields["reason"])))
    return reworded


def _news(idea: Idea, retold: journal.Retold, why: str) -> IdeaReasonReworded:
    which = asdict(retold) | {"event_type": retold.type, "standing": idea.reason, "reason": why}
    return IdeaReasonReworded(**which | {"idea_id": idea.idea_id})
