"""Draw the boundaries of a round's areas, and see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from libs.shared.events.ideas import BoundariesDrawn
from libs.shared.events.words import AreaBoundary, Outline
from libs.shared.kernel.boundary import Boundaries, Boundary
from libs.shared.platform.storage.database import Database
from services.ideas.domain.boundary import read_boundaries
from services.ideas.domain.round import Area, Round
from services.ideas.storage import boundaries, rounds


@dataclass(frozen=True, slots=True)
class DrawnRound:
    """A round, and where its areas end."""

    round: Round
    boundaries: Boundaries

    @property
    def drawn(self) -> list[tuple[Area, Boundary]]:
        """The areas that have a boundary, in the round's order."""
        drawn = self.boundaries
        return [(area, drawn[area.area_id]) for area in self.round.areas if area.area_id in drawn]


async def draw_boundaries(round_id: UUID, features: Sequence[Mapping[str, Any]], database: Database) -> DrawnRound:
    """The round with these boundaries, and no others: an area that no feature names has none.

    Raises:
        RoundIsNotKnown: if there is none.
        BoundariesAreNotSound: if one of them cannot be taken.
    """
    async with database.transaction() as tx:
        within = await rounds.lock(tx.session, round_id)
        drawn = read_boundaries(features, within.areas)
        if drawn != await boundaries.of_round(tx.session, round_id):
            await boundaries.change(tx.session, round_id, drawn)
            tx.announce(BoundariesDrawn(round_id=round_id, areas=[_told(*each) for each in drawn.items()]))
        return DrawnRound(within, drawn)


async def see_boundaries(round_id: UUID, database: Database) -> DrawnRound:
    """The round and the boundaries of its areas.

    Raises:
        RoundIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        return DrawnRound(await rounds.get(session, round_id), await boundaries.of_round(session, round_id))


def _told(area_id: UUID, boundary: Boundary) -> AreaBoundary:
    outline = Outline.model_validate({"coordinates": boundary.polygons})
    return AreaBoundary(area_id=area_id, outline=outline)
