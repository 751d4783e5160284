"""Ideas published a round, or changed it: from now on it can have a roll."""

from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.residents.domain.areas import lies_in
from services.residents.storage import rounds
from services.residents.storage.rounds import AreaOfRound


async def when_round_is_published_learn_its_areas(fact: Fact[RoundPublished | RoundChanged], tx: Transaction) -> None:
    """Keep the round's name and areas."""
    event = fact.event
    parents = {area.area_id: area.within for area in event.areas}
    areas = [AreaOfRound(area.area_id, area.name, lies_in(area.area_id, parents)) for area in event.areas]
    await rounds.keep(tx.session, event.round_id, event.name, areas)
