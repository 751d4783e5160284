"""Ideas of a file as they wait in the database, and as they are suggested."""

from datetime import date
from typing import Any
from uuid import UUID

from libs.shared.kernel.location import Location
from services.ideas.domain.origin import Origin
from services.ideas.use_cases.suggest_idea import SuggestIdea


def wished(wish: SuggestIdea) -> dict[str, Any]:
    """The wish as it waits."""
    told: dict[str, Any] = {name: getattr(wish, name) for name in ("title", "text", "place", "language")}
    if wish.area_id:
        told["area_id"] = str(wish.area_id)
    if wish.location:
        told["location"] = [wish.location.longitude, wish.location.latitude]
    if wish.origin:
        day = wish.origin.suggested_on
        told["origin"] = [wish.origin.system, wish.origin.number, day.isoformat() if day else None]
    return told


def wish_of(told: dict[str, Any], round_id: UUID) -> SuggestIdea:
    """What waits as a wish of the staff's."""
    system, number, day = told["origin"]
    return SuggestIdea(
        round_id=round_id,
        title=told["title"],
        text=told["text"],
        channel="api",
        area_id=UUID(told["area_id"]) if "area_id" in told else None,
        place=told["place"],
        language=told["language"],
        is_entered_by_staff=True,
        origin=Origin(system, number, date.fromisoformat(day) if day else None),
        location=Location(*told["location"]) if "location" in told else None,
    )
