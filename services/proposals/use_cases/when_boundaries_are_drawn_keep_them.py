"""The areas of a round were drawn: keep where they end, for a place on the map decides its area."""

from libs.shared.events.ideas import BoundariesDrawn
from libs.shared.kernel.boundary import read_polygons
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.storage import boundaries


async def when_boundaries_are_drawn_keep_them(fact: Fact[BoundariesDrawn], tx: Transaction) -> None:
    """Keep the boundaries that the round's areas have now, and no others."""
    drawn = {area.area_id: read_polygons(area.outline.coordinates) for area in fact.event.areas}
    await boundaries.keep(tx.session, fact.event.round_id, drawn)
