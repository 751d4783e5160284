"""Splitting, as it is asked for."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.platform.api.typed import Paragraphs, Title
from services.ideas.api.lineage.merging_bodies import PublicReason
from services.ideas.use_cases.lineage.split_idea import Part, SplitIdea

FEWEST_PARTS, MOST_PARTS = 2, 10


class NewPart(BaseModel):
    """What one of the new ideas says: best in the words of whoever suggested it."""

    model_config = ConfigDict(extra="forbid")

    title: Title
    text: Paragraphs


class NewSplit(BaseModel):
    """Into what the idea is split, and why. Everybody reads the reason; it names nobody."""

    model_config = ConfigDict(extra="forbid")

    parts: Annotated[list[NewPart], Field(min_length=FEWEST_PARTS, max_length=MOST_PARTS)]
    reason: PublicReason

    def command(self, number: str, seen: frozenset[str]) -> SplitIdea:
        """What is asked for."""
        return SplitIdea(number, [Part(part.title, part.text) for part in self.parts], self.reason, seen)
