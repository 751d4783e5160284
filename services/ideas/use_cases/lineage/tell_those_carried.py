"""Whoever suggested an idea that another carries on hears what becomes of the other."""

from datetime import datetime
from uuid import UUID

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.words import Words
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.telling import words_of_carrier
from services.ideas.storage import contacts, tellings
from services.ideas.storage.lineage import lineage


async def tell_those_carried(tx: Transaction, carrier: Idea, news: Words, by: Words, at: datetime) -> None:
    """Tell whoever suggested what the idea carries on, each address once, and not whoever suggested the idea itself."""
    those = await lineage.carried_ideas(tx.session, carrier.idea_id)
    if not those:
        return
    known = await contacts.of_ideas(tx.session, [carrier.idea_id, *(idea.idea_id for idea in those)])
    reached = {known.get(carrier.idea_id)}
    for idea in those:
        contact = known.get(idea.idea_id)
        if contact is not None and contact not in reached:
            subject, text = words_of_carrier(idea, carrier, news, by)
            await tellings.add(tx.session, new_id(), idea.idea_id, subject, text, at)
        reached.add(contact)


async def say_otherwise_to_all(tx: Transaction, idea_id: UUID, before: str, after: str) -> None:
    """Replace words in what was told of the idea, to whoever suggested it or what it carries on, or did."""
    for each in (idea_id, *await lineage.carried(tx.session, idea_id, ever=True)):
        await tellings.say_otherwise(tx.session, each, before, after)
