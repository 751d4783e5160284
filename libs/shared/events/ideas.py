"""What ``services/ideas`` announces: rounds, and the life of ideas until they are handed over."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.reasons import ReasonReworded
from libs.shared.events.words import (
    Area,
    AreaBoundary,
    Fund,
    IntakeChannel,
    Label,
    Location,
    PartOfIdea,
    Phase,
    located,
    replaced,
)


class _AboutARound(Event):
    audience: ClassVar[Audience] = "public"

    round_id: UUID
    name: str
    currency: str
    hourly_value_cents: int
    areas: list[Area]
    funds: list[Fund]
    calendar: list[Phase]

    @property
    def key(self) -> UUID:
        return self.round_id


def _named(data: Mapping[str, Any], parts: str, by: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [part | {"name": names.get(str(part[by]), part["name"])} for part in data[parts]]


class RoundPublished(_AboutARound):
    """A round began: its calendar, areas and funds are known."""

    type: ClassVar[str] = "ideas.round-published.v1"


class RoundChanged(_AboutARound):
    """Something of a round is different now: all of it as it stands, and whether it is archived.

    The events of before tell the names that it, its areas and its funds have from now on, too.
    """

    type: ClassVar[str] = "ideas.round-changed.v1"
    rewords: ClassVar[bool] = True

    is_archived: bool = False

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        areas = {str(area.area_id): area.name for area in self.areas}
        funds = {str(fund.fund_id): fund.name for fund in self.funds}
        named = {"areas": _named(data, "areas", "area_id", areas), "funds": _named(data, "funds", "fund_id", funds)}
        return dict(data) | {"name": self.name} | named


class BoundariesDrawn(Event):
    """The council has drawn where the areas of a round end: all of them as they are now; others have no boundary."""

    type: ClassVar[str] = "ideas.boundaries-drawn.v1"
    audience: ClassVar[Audience] = "public"

    round_id: UUID
    areas: list[AreaBoundary] = Field(description="Each area that has a boundary, with it.")

    @property
    def key(self) -> UUID:
        return self.round_id


class _AboutAnIdea(Event):
    audience: ClassVar[Audience] = "public"

    idea_id: UUID

    @property
    def key(self) -> UUID:
        return self.idea_id


class IdeaSubmitted(_AboutAnIdea):
    """Somebody suggested something. Nobody has screened its words yet, so they are not here."""

    type: ClassVar[str] = "ideas.idea-submitted.v1"
    audience: ClassVar[Audience] = "integrator"

    number: str
    round_id: UUID
    area_id: UUID | None
    channel: IntakeChannel
    state: str = Field(default="submitted", description="The state of its workflow in which it begins.")
    workflow: str | None = Field(default=None, description="The name of the workflow that it goes by.")
    workflow_version: int | None = Field(default=None, description="The version, which it keeps to its end.")


class IdeaAccepted(_AboutAnIdea):
    """The idea passed the screening and is public."""

    type: ClassVar[str] = "ideas.idea-accepted.v1"

    number: str
    round_id: UUID
    area_id: UUID | None
    title: str
    text: str
    place: str | None = None
    location: Location | None = None


class IdeaRejected(_AboutAnIdea):
    """The idea was turned down, for a public reason."""

    type: ClassVar[str] = "ideas.idea-rejected.v1"

    number: str
    round_id: UUID
    criterion: str
    reason: str


class IdeaWithdrawn(_AboutAnIdea):
    """Whoever suggested the idea does not want it any more, and it stands on no ballot paper."""

    type: ClassVar[str] = "ideas.idea-withdrawn.v1"


class IdeaHandedOver(_AboutAnIdea):
    """The idea is to become a proposal, which the key of whoever suggested it opens, too.

    Of that key only the fingerprint is told, from which nobody finds it: it is 160 random bits.
    """

    type: ClassVar[str] = "ideas.idea-handed-over.v1"
    audience: ClassVar[Audience] = "integrator"

    number: str
    round_id: UUID
    fund_id: UUID
    area_id: UUID | None
    title: str
    text: str
    place: str | None = None
    location: Location | None = None
    lock: str | None = None


class IdeaMerged(_AboutAnIdea):
    """Another idea carries this one on from now on. It keeps its number; the line that says why is news of its own.

    A proposal that the other has become, and a ballot paper on which it stands, are as they were.
    """

    type: ClassVar[str] = "ideas.idea-merged.v1"

    number: str
    round_id: UUID
    into_id: UUID
    into_number: str


class IdeaMergeUndone(_AboutAnIdea):
    """The idea goes its own way again, from where it stood before it was merged."""

    type: ClassVar[str] = "ideas.idea-merge-undone.v1"

    number: str
    from_id: UUID


class IdeaSplit(_AboutAnIdea):
    """New ideas carry this one on from now on, which stand where it stood. It keeps its number.

    The line that says why, and what each new idea says, is news of its own.
    """

    type: ClassVar[str] = "ideas.idea-split.v1"

    number: str
    round_id: UUID
    parts: list[PartOfIdea]


class IdeaSplitUndone(_AboutAnIdea):
    """The idea goes on from where it stood before it was split, and carries its parts on: each is merged into it."""

    type: ClassVar[str] = "ideas.idea-split-undone.v1"

    number: str


class IdeaStateChanged(_AboutAnIdea):
    """A line was added to the idea's life line, in the words that its readers see."""

    type: ClassVar[str] = "ideas.idea-state-changed.v1"

    state: str
    text: str
    state_label: list[Label] = Field(
        default=[], description="What the state is called: each workflow has words of its own."
    )


class IdeaReworded(_AboutAnIdea):
    """From now on everybody reads these words of the idea, or none: whoever keeps words of before replaces them.

    Words were corrected, or taken down for the reason. The events of before are told without the former words, too.
    """

    type: ClassVar[str] = "ideas.idea-reworded.v1"
    rewords: ClassVar[bool] = True

    title: str | None
    text: str | None
    place: str | None = None
    location: Location | None = None
    reason: str | None = None

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        # A line of the life line has a text, too, which is the office's and not the idea's.
        own = {"title": self.title, "text": self.text, "place": self.place} if "title" in data else {}
        return located(replaced(data, own), self.location)


class IdeaReasonReworded(_AboutAnIdea, ReasonReworded):
    """Words of the town hall about the idea were taken down from its life line."""

    type: ClassVar[str] = "ideas.idea-reason-reworded.v1"
