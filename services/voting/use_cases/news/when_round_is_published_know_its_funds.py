"""A round was published or changed: voting knows its funds, and the days on which it votes."""

from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import rounds


async def when_round_is_published_know_its_funds(fact: Fact[RoundPublished | RoundChanged], tx: Transaction) -> None:
    """Keep the funds and the voting days, which are days on the council's clock."""
    await rounds.keep(tx.session, fact.event, Settings().time_zone)
