"""Ideas as they are sent in and shown."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.contact_bodies import ContactBody, ShownContact
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.location_bodies import LocationBody
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.photo_bodies import PhotoBody
from libs.shared.platform.api.typed import Line, Paragraphs, PlainSigns, Title
from libs.shared.platform.api.workflow_bodies import LineBody, life_line
from services.ideas.api.lineage.merging_bodies import RelativeBody
from services.ideas.domain.idea import IntakeChannel
from services.ideas.domain.origin import Origin, System
from services.ideas.domain.workflows.shipped import is_as_shipped
from services.ideas.domain.workflows.vocabulary import WITHDRAW
from services.ideas.use_cases.see_idea import SeenIdea
from services.ideas.use_cases.suggest_idea import SuggestIdea

_OWN_WORDS = ("title", "text", "place", "location")
_NUMBER = "^[A-Za-z0-9][A-Za-z0-9._/-]*$"


class OriginBody(BaseModel):
    """Where the idea stood before, its number there, and the day on which it was suggested there."""

    system: System
    number: Annotated[PlainSigns, Field(max_length=60, pattern=_NUMBER, json_schema_extra={"pattern": _NUMBER})]
    suggested_on: date | None = None

    def as_origin(self) -> Origin:
        """The origin as the domain knows it."""
        return Origin(self.system, self.number, self.suggested_on)


class NewIdea(BaseModel):
    """What somebody suggests. ``language`` is the one they want to be told in.

    ``origin`` is for staff: an idea that a round takes over from elsewhere is taken once, and answered again. Nobody
    holds a key to it.
    """

    round_id: UUID
    title: Title
    text: Paragraphs
    area_id: UUID | None = None
    place: Line | None = None
    channel: IntakeChannel = "api"
    contact: ContactBody | None = None
    language: Language = "en"
    submission_id: UUID | None = None
    origin: OriginBody | None = None
    location: LocationBody | None = None

    def command(self, *, is_entered_by_staff: bool) -> SuggestIdea:
        """What is asked for."""
        return SuggestIdea(
            self.round_id,
            self.title,
            self.text,
            self.channel,
            self.area_id,
            self.place,
            self.contact.as_contact() if self.contact else None,
            self.language,
            self.submission_id,
            is_entered_by_staff,
            self.origin.as_origin() if self.origin else None,
            self.location.as_location() if self.location else None,
        )


class FirstWordsBody(BaseModel):
    """How an idea was first written."""

    title: str
    text: str


class IdeaItem(BaseModel):
    """An idea in a list. Before it is public its own words are left out.

    It goes by the version of the workflow that it began with. ``due_at`` is the last moment at which the next step is
    in time; if that has passed it ``is_late``, and has ``escalated_to`` a role of staff if the workflow names one. It
    ``can_be_withdrawn`` by whoever holds its key. A state that ``is_as_shipped`` with the ballot budget a page may say
    in words of its own; else ``state_label`` alone says what the council calls it.
    """

    idea_id: UUID
    number: str
    round_id: UUID
    state: str
    state_label: str
    title: str | None
    text: str | None
    area_id: UUID | None
    place: str | None
    channel: IntakeChannel
    language: str
    submitted_at: datetime
    workflow: str
    workflow_version: int
    due_at: datetime | None
    is_late: bool
    escalated_to: str | None
    is_ended: bool
    is_as_shipped: bool
    can_be_withdrawn: bool
    fund_id: UUID | None
    proposal_id: UUID | None
    proposal_number: str | None
    criterion: str | None
    reason: str | None
    location: LocationBody | None

    @classmethod
    def of(cls, seen: SeenIdea, language: Language, now: datetime) -> Self:
        """The idea as whoever asks may see it."""
        return cls.model_validate(_item(seen, language, now))


class IdeaBody(IdeaItem):
    """An idea with its life line. Send its ``version`` as ``If-Match`` with an action that was decided by it.

    ``supporters`` is how often somebody pressed that they support it, or an idea that it carries on: no vote, for
    nobody says who they are. How many follow it is for staff.
    """

    version: str | None
    life_line: list[LineBody]
    contact: ShownContact | None = None
    originals: list[OriginalBody] = []
    supporters: int
    takes_support: bool
    followers: int | None = None
    photos: list[PhotoBody] = []
    takes_photos: bool = Field(description="Whether whoever holds its key may add photos now.")
    can_be_appealed: bool = Field(description="Whether whoever holds its key may appeal against the decision now.")
    appealed_at: datetime | None = Field(default=None, description="When whoever suggested it appealed, if they did.")
    appeal_waits: bool = Field(description="Whether nobody has decided about that yet.")
    appeal: str | None = Field(
        default=None, description="What they say against the decision: for staff, and for whoever sends its key."
    )
    first_words: FirstWordsBody | None = Field(
        default=None,
        description="How it was first written, if staff corrected it since: for everybody who may read its words.",
    )
    carried_on_by: list[RelativeBody] = Field(
        default=[], description="The idea that it was merged into, or those that it was split into: they carry it on."
    )
    carries: list[RelativeBody] = Field(
        default=[],
        description="Ideas that were merged into it, or out of which it came; and what those carried on.",
    )

    @classmethod
    def of_seen(cls, seen: SeenIdea, language: Language, now: datetime) -> Self:
        """The idea as whoever asks may see it."""
        lines = life_line(seen.life_line, language)
        contact = ShownContact.of(seen.contact)
        kept = original_bodies(seen.originals)
        photos = {"photos": [PhotoBody.of(photo) for photo in seen.photos], "takes_photos": seen.takes_photos}
        more = {"version": seen.version, "life_line": lines, "contact": contact, "originals": kept}
        appeals = {name: getattr(seen.idea, name) for name in ("appealed_at", "appeal_waits", "appeal")}
        appeals |= {"can_be_appealed": seen.can_be_appealed} | ({} if seen.shows_appeal else {"appeal": None})
        more |= {name: getattr(seen, name) for name in ("supporters", "takes_support", "followers")}
        kin = {name: [RelativeBody.of(one) for one in getattr(seen.kin, name)] for name in ("carried_on_by", "carries")}
        first = {"first_words": seen.first_words and asdict(seen.first_words)}
        return cls.model_validate(_item(seen, language, now) | more | first | appeals | photos | kin)


class SuggestedIdea(IdeaBody):
    """A new idea with the key to it: whoever sends it as X-Idea-Key reads its words and may act on it."""

    key: str | None

    @classmethod
    def of_new(cls, seen: SeenIdea, key: str | None, language: Language, now: datetime) -> Self:
        """The new idea as whoever suggested it sees it."""
        shown = IdeaBody.of_seen(replace(seen, shows_words=True), language, now)
        return cls(**shown.model_dump(), key=key)


def _item(seen: SeenIdea, language: Language, now: datetime) -> dict[str, object]:
    idea, state = seen.idea, seen.workflow.state(seen.idea.state)
    hidden = () if seen.shows_words else _OWN_WORDS
    names = [name for name in IdeaItem.model_fields if hasattr(idea, name)]
    shown = {name: None if name in hidden else getattr(idea, name) for name in names}
    is_late = idea.due_at is not None and idea.due_at < now
    return shown | {
        "state_label": in_language(state.label, language),
        "is_late": is_late,
        "escalated_to": state.escalates_to if is_late else None,
        "is_ended": state.is_ending,
        "is_as_shipped": is_as_shipped(seen.workflow, state),
        "can_be_withdrawn": seen.workflow.can(WITHDRAW, idea.state),
    }
