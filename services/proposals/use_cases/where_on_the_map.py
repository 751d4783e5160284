"""In which area something lies: its place on the map says so, as it does for ideas."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.boundary import area_of
from libs.shared.kernel.location import Location
from services.proposals.domain.round import Round
from services.proposals.storage import boundaries


async def area_on_the_map(
    session: AsyncSession, within: Round, location: Location | None, said: UUID | None
) -> UUID | None:
    """The area in which the place lies; what was said, if there is no place or the map does not tell.

    Raises:
        LocationIsOutsideTheAreas: if every area is drawn, and the place lies in none.
    """
    if location is None:
        return said
    return area_of(location, said, within.area_ids, await boundaries.of_round(session, within.round_id))
