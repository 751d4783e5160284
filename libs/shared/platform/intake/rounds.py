"""The rounds that ask for ideas, and the areas that words name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from libs.shared.kernel.typed_text import same_name


@dataclass(frozen=True, slots=True)
class Round:
    """A round that asks for ideas, with its areas' ids by their names."""

    round_id: UUID
    name: str
    areas: dict[str, UUID]


def asks_for_ideas(calendar: Sequence[dict[str, str | None]], today: date) -> bool:
    """Whether the calendar has a phase for suggestions that holds the day."""
    return any(
        phase["name"] == "suggest"
        and str(phase["starts_on"]) <= today.isoformat() <= str(phase["ends_on"] or date.max.isoformat())
        for phase in calendar
    )


def area_named_in(text: str, within: Round) -> UUID | None:
    """The one area whose name stands in the text, as words of their own; none if there is none, or several do.

    "North" in "Mill Meadows North" is no other area than that.
    """
    said = same_name(text)
    found = {name: id_ for name, id_ in within.areas.items() if _stands_in(same_name(name), said)}
    longest = [name for name in found if not any(_is_part(name, other) for other in found)]
    return found[longest[0]] if len(longest) == 1 else None


def _stands_in(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _is_part(name: str, other: str) -> bool:
    return name != other and _stands_in(same_name(name), same_name(other))
