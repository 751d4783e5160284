"""What somebody said in their own words, and what becomes of words that may not stay."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from libs.shared.kernel.location import Location

TAKEN_DOWN = "[…]"
"""What stands in place of words that nobody may read any more."""

ORIGINALS_ARE_KEPT = timedelta(days=90)
"""How long words that were taken down are kept apart, so that the office can answer for it."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of an idea or a proposal."""

    title: str
    text: str
    place: str | None = None
    location: Location | None = None

    def as_fields(self) -> dict[str, object]:
        """The words as the fields of an action that replaces them."""
        location = None if self.location is None else str(self.location)
        return {"title": self.title, "text": self.text, "place": self.place, "location": location}

    @property
    def where(self) -> str | None:
        """The place in words and by its coordinates, as one line for a reader."""
        return "; ".join(str(part) for part in (self.place, self.location) if part) or None


@dataclass(frozen=True, slots=True)
class FirstWords:
    """How a thing was first written, before the office corrected it: for everybody who may read its words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """Words that were taken down, and the day on which they are erased: the thing's own, or the office's about it."""

    words: OwnWords
    taken_down_at: datetime
    erase_on: date
    is_the_offices: bool = False

    @classmethod
    def taken_down(cls, words: OwnWords, at: datetime, *, is_the_offices: bool = False) -> "Original":
        """The words, kept apart from now on for as long as originals are."""
        return cls(words, at, (at + ORIGINALS_ARE_KEPT).date(), is_the_offices)
