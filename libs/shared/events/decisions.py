"""What ``services/ideas`` announces of decisions: what the council, a committee or a jury resolved about ideas."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.words import Part, replaced


class DecidedIdea(Part):
    """What was decided about one idea."""

    idea_id: UUID = Field(description="The idea that was decided about.")
    outcome: str = Field(description="The state of its workflow that the decision led it to, as a word for machines.")
    granted_cents: int | None = Field(
        default=None, ge=0, description="What a jury grants, in minor units of the round's currency; none if nothing."
    )
    deferred_until: str | None = Field(
        default=None, description="The day until which it is deferred (YYYY-MM-DD); none if it is not."
    )


class _AboutADecision(Event):
    audience: ClassVar[Audience] = "public"

    decision_id: UUID = Field(description="The decision that it is about.")
    round_id: UUID
    body: Literal["council", "committee", "jury"] = Field(description="Who decided.")
    decided_on: str = Field(description="The day of the decision, by the council's calendar (YYYY-MM-DD).")
    paper_number: str | None = Field(default=None, description="The number of the paper; none if a jury had none.")
    link: str | None = Field(default=None, description="Where the paper can be read, if that is known.")
    sitting_id: UUID | None = Field(default=None, description="The sitting in which it was decided, if one is named.")
    results: list[DecidedIdea] = Field(description="What was decided about each of its ideas.")

    @property
    def key(self) -> UUID:
        return self.decision_id


class DecisionRecorded(_AboutADecision):
    """A decision was recorded, and each of its ideas has gone on by it. The reason stands in their life lines."""

    type: ClassVar[str] = "ideas.decision-recorded.v1"


class DecisionCorrected(_AboutADecision):
    """The record of a decision said something wrong of its paper: all of it as it stands. The results are the same.

    The events of before tell the number and the link that it has from now on, too.
    """

    type: ClassVar[str] = "ideas.decision-corrected.v1"
    rewords: ClassVar[bool] = True

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        told = dict(data) | {"decided_on": self.decided_on}
        return replaced(told, {"paper_number": self.paper_number, "link": self.link})
