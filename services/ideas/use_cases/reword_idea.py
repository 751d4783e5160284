"""What becomes of an idea's own words when they change, or leave the public: the same everywhere (decision 23)."""

from datetime import datetime
from typing import Any

from libs.shared.events.ideas import IdeaAccepted, IdeaHandedOver, IdeaReworded
from libs.shared.events.words import TAKEN_DOWN, IdeaWords
from libs.shared.kernel.corrections import corrects
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.workflow import Step, Workflow
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.telling import opening_of
from services.ideas.storage import originals, tellings
from services.ideas.storage.first_words import FIRST_WORDS

_HOLD_WORDS = (IdeaAccepted, IdeaHandedOver, IdeaReworded)
_NOTHING = OwnWords(TAKEN_DOWN, TAKEN_DOWN)


async def say_in_public(tx: Transaction, before: Idea, after: Idea, step: Step) -> None:
    """Have events, those of before too, say what everybody may read of the idea now, if that is not what it was."""
    told: dict[str, Any] = IdeaWords.of(after.said_in_public or _NOTHING).model_dump()
    is_redacted = step.action.name == "redact"
    if before.said_in_public != after.said_in_public:
        await tx.write_announced()
        await retelling.reword(tx.session, after.idea_id, _HOLD_WORDS, told)
    elif not (is_redacted and after.said_in_public):
        return
    # Where nothing else is said, it was how it was first written that went: of its proposal it goes, too.
    shown: dict[str, Any] = told if after.said_in_public else dict.fromkeys(told)
    reason = step.fields.get("reason") if is_redacted else None
    tx.announce(IdeaReworded(idea_id=after.idea_id, reason=reason, **shown))


async def tell_the_title_of_now(tx: Transaction, before: Idea, after: Idea) -> None:
    """Have what is told to whoever suggested the idea call it as it is called now."""
    if before.title != after.title:
        await tellings.say_otherwise(tx.session, after.idea_id, opening_of(before), opening_of(after))


async def keep_what_is_taken_down(
    tx: Transaction, before: Idea, after: Idea, step: Step, at: datetime, workflow: Workflow
) -> None:
    """Keep the words of before apart for a while if the step takes them down, with how it was first written.

    If the step corrects them, they are how it was first written, and stay beside it.
    """
    if corrects(step, before.own_words, after.own_words):
        await FIRST_WORDS.keep(tx.session, before.idea_id, before.own_words, at)
    is_refused_for_them = workflow.is_refused_for_its_words(step)
    if step.action.name == "redact" or is_refused_for_them or (before.is_public and not after.is_public):
        await originals.keep(tx.session, before.idea_id, Original.taken_down(before.own_words, at))
        await FIRST_WORDS.take_down(tx.session, before.idea_id, at)
