"""The roll of a round has changed: drafts are held against how many may vote."""

from libs.shared.events.residents import RollImported
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import rounds


async def when_roll_is_imported_know_how_many_may_vote(fact: Fact[RollImported], tx: Transaction) -> None:
    """Keep the figures. Nobody on the roll is known here."""
    await rounds.keep_roll(tx.session, fact.event)
