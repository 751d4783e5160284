"""The words that several events share."""

from collections.abc import Mapping
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.kernel import location as kernel
from libs.shared.kernel import own_words

Channel = Literal["web", "sms", "kiosk", "paper", "meeting", "phone", "questionnaire"]
IntakeChannel = Literal["web", "api", "mail", "sms", "letter", "phone", "desk", "meeting"]
Method = Literal["approval", "knapsack", "points", "allocation", "ranking", "for-and-against", "score"]
PaperOrder = Literal["numbers", "lot", "voter"]
AreaChoice = Literal["none", "voter", "roll"]
Rule = Literal["score-order", "equal-shares", "bos-equal-shares", "ranked-list"]
LineKind = Literal["project", "service", "policy", "saving"]
Ending = Literal["skip", "stop", "stop-80", "stop-part"]
Equals = Literal["cheaper", "dearer", "more-votes", "lot"]
OfferKind = Literal["time", "skill", "material", "space", "money", "stewardship"]
CommentKind = Literal["comment", "question"]
Side = Literal["for", "against", "none"]
SubjectKind = Literal["idea", "proposal"]


TAKEN_DOWN = own_words.TAKEN_DOWN


def replaced(data: Mapping[str, Any], words: Mapping[str, str | None]) -> dict[str, Any]:
    """The data of an event of before with the words that everybody reads now, or with a sign that there were some."""
    return dict(data) | {name: text or TAKEN_DOWN for name, text in words.items() if data.get(name)}


def located(data: Mapping[str, Any], location: "Location | None") -> dict[str, Any]:
    """The data of an event of before with where it is now, or nowhere: nothing stands in place of coordinates."""
    where = None if location is None else location.model_dump()
    return dict(data) | ({"location": where} if "location" in data else {})


class Part(BaseModel):
    """A part of an event's data."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Location(Part):
    """A point on the map (WGS 84), to about a metre."""

    longitude: float = Field(ge=-180, le=180, description="In degrees east of Greenwich.")
    latitude: float = Field(ge=-90, le=90, description="In degrees north of the equator.")

    @classmethod
    def of(cls, location: kernel.Location | None) -> Self | None:
        """The location as events tell it."""
        return None if location is None else cls(longitude=location.longitude, latitude=location.latitude)

    def as_location(self) -> kernel.Location:
        """The location as the domain knows it."""
        return kernel.Location.at(self.longitude, self.latitude)


class Area(Part):
    """A place of a round; areas may nest."""

    area_id: UUID
    name: str
    population: int | None = None
    within: UUID | None = None


class Outline(Part):
    """A geometry as GeoJSON has it (RFC 7946): what lies within the polygons and in none of their holes."""

    type: Literal["MultiPolygon"] = Field(default="MultiPolygon", description="Always this kind of geometry.")
    coordinates: list[list[list[list[float]]]] = Field(
        description="Polygons of rings of positions; a position is longitude and latitude, in degrees (WGS 84)."
    )


class AreaBoundary(Part):
    """Where an area of a round ends."""

    area_id: UUID
    outline: Outline


class Fund(Part):
    """A pot of a round, and the way it is spent."""

    fund_id: UUID
    name: str
    budget_cents: int = Field(ge=0)
    area_id: UUID | None = None
    spent_by: Literal["vote", "council", "jury", "advice"] = "vote"


class Phase(Part):
    """A part of a round's calendar; ``ends_on`` is its last day, none if it never ends. Dates are the council's."""

    name: Literal["suggest", "screen", "cost", "vote", "deliver"]
    starts_on: str
    ends_on: str | None = None


class ChannelBallots(Part):
    """Ballots in force that came through a channel."""

    channel: Channel
    ballots: int


class AreaBallots(Part):
    """Ballots in force from an area; no id for people whose area is not known."""

    area_id: UUID | None
    ballots: int


class Label(Part):
    """What something is called in a language."""

    language: str = Field(description="The language, as `de`.")
    called: str = Field(description="What it is called there.")


class PartOfIdea(Part):
    """One of the ideas into which another was split."""

    idea_id: UUID = Field(description="The new idea, which carries the other on.")
    number: str


class IdeaWords(Part):
    """What an idea says."""

    title: str
    text: str
    place: str | None = None
    location: Location | None = None

    @classmethod
    def of(cls, words: own_words.OwnWords) -> Self:
        """The words as events tell them."""
        return cls(title=words.title, text=words.text, place=words.place, location=Location.of(words.location))

    def as_own_words(self) -> own_words.OwnWords:
        """The words as the domain knows them."""
        location = self.location.as_location() if self.location else None
        return own_words.OwnWords(self.title, self.text, self.place, location)


class Project(Part):
    """A line of a ballot paper, under the number that voters use: a proposal, or an option of the poll's own."""

    proposal_id: UUID
    number: int = Field(gt=0)
    title: str
    cost_cents: int = Field(ge=0)
    area_id: UUID | None = None
    kind: LineKind = Field(
        default="project",
        description="What it is: a project, or an option of a poll that funds nothing (`ranked-list`).",
    )
    saving_cents: int | None = Field(
        default=None, ge=0, description="What such a saving would save, in minor units. It is shown, and not counted."
    )


class BallotLimits(Part):
    """What one ballot may hold. Points apply to the methods ``points``, ``allocation`` and ``score``."""

    min_choices: int = 1
    max_choices: int
    min_points_each: int = 1
    max_points_each: int | None = None
    max_points: int | None = None
    max_cost_cents: int | None = Field(
        default=None,
        ge=0,
        description="Knapsack alone: what the projects on one ballot may cost together. None: all money of the fund.",
    )
    max_in_area: int | None = Field(
        default=None, ge=1, description="Where areas have papers: how many of the area's projects a ballot may name."
    )
    max_citywide: int | None = Field(
        default=None, ge=1, description="Where areas have papers: how many projects of no area a ballot may name."
    )


class AreaMoney(Part):
    """What is ruled of the money for the projects that stand in an area, under the name it had when that was ruled."""

    area_id: UUID
    name: str
    guaranteed_cents: int = Field(
        default=0, ge=0, description="Spent in the area first, before what is left is counted for all. 0: nothing."
    )
    at_most_cents: int | None = Field(
        default=None, ge=0, description="No more is spent on the area's projects in all. None: that is not limited."
    )


class ChannelWeight(Part):
    """For how many a ballot counts that comes through the channel."""

    channel: Channel
    weight: int = Field(ge=1, le=100, description="A ballot counts as so many that say the same.")


class CountedProject(Part):
    """What the count says of one project, and why in a machine's words."""

    proposal_id: UUID
    number: int
    title: str
    cost_cents: int
    score: int
    ballots: int
    is_funded: bool
    place: int | None = Field(
        default=None,
        description="In which order it was selected, from 1; none if not funded. On a ranked list: its place there, "
        "which equals share.",
    )
    missing_cents: int | None = Field(default=None, description="How much was missing when it dropped out.")
    without_cents: int | None = Field(
        default=None,
        description="Of a project that is funded in part: how much of its cost it is funded without, in minor units.",
    )
    unweighted_score: int | None = Field(
        default=None, description="Where ballots count by their channel: its score if each counted once."
    )
    unweighted_is_funded: bool | None = Field(
        default=None,
        description="Where ballots count by their channel: whether it would be funded if each counted once.",
    )
    withdrawn: str | None = Field(default=None, description="Why it was withdrawn from the vote, if it was.")
    overridden: str | None = Field(
        default=None, description="Why two officers decided otherwise than the count, if they did."
    )
    kind: LineKind = Field(
        default="project",
        description="What it is: a project, or an option of a poll that funds nothing (`ranked-list`).",
    )
    saving_cents: int | None = Field(
        default=None, ge=0, description="What such a saving would save, in minor units. It is shown, and not counted."
    )
