"""What is discussed: an idea or a proposal, as far as a discussion needs to know it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

SubjectKind = Literal["idea", "proposal"]
Ending = Literal["rejected", "withdrawn", "merged", "split"]
Closed = Literal["rejected", "withdrawn", "merged", "split", "became-a-proposal"]


@dataclass(frozen=True, slots=True)
class Subject:
    """An idea or a proposal that is public, or was. Its words are not kept here."""

    subject_id: UUID
    kind: SubjectKind
    number: str
    idea_id: UUID | None = None
    is_public: bool = True
    ended: Ending | None = None
    goes_on_with: UUID | None = None
    """The proposal that the idea became: it is discussed from then on."""

    @property
    def closed_because(self) -> Closed | None:
        """Why nobody can say more about it; none if everybody can."""
        if self.ended:
            return self.ended
        return "became-a-proposal" if self.goes_on_with else None
