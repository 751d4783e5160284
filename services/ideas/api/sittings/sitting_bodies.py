"""Sittings as they are sent in and shown."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.typed import Line, Paragraphs, PlainSigns, Title
from services.ideas.domain.idea import Idea
from services.ideas.domain.sittings.agenda_item import AgendaItem, Attendance, Minutes
from services.ideas.domain.sittings.sitting import DecidingBody, Sitting, SittingState
from services.ideas.use_cases.sittings.agenda import WantedItem
from services.ideas.use_cases.sittings.announce_sitting import AnnounceSitting, WantedSitting
from services.ideas.use_cases.sittings.see_sittings import SeenSitting

_HTTPS = r"^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[!-~]*)?$"
HttpsLink = Annotated[PlainSigns, Field(max_length=500, pattern=_HTTPS, json_schema_extra={"pattern": _HTTPS})]
"""An address that a browser opens without a warning."""

_Many = Annotated[int, Field(ge=0, le=100_000)]


class NewAgendaItem(BaseModel):
    """What is to be dealt with: an ``idea`` by its number or id, or a ``topic`` in words."""

    idea: Annotated[PlainSigns, Field(max_length=60)] | None = None
    topic: Title | None = None


class ChangedSitting(BaseModel):
    """What a sitting is to be, whole: its words, its moment, and its agenda in order.

    Of a sitting that is over the words alone can be other ones.
    """

    name: Title
    begins_at: AwareDatetime
    place: Line | None = None
    link: HttpsLink | None = None
    agenda: Annotated[list[NewAgendaItem], Field(max_length=200)] = []

    def wanted(self) -> WantedSitting:
        """What is asked for."""
        agenda = [WantedItem(item.idea, item.topic) for item in self.agenda]
        return WantedSitting(self.name, self.begins_at, self.place, self.link, agenda)


class NewSitting(ChangedSitting):
    """A sitting to be. The same ``submission_id`` is taken once."""

    round_id: UUID
    body: DecidingBody
    submission_id: UUID | None = None

    def command(self) -> AnnounceSitting:
        """What is asked for."""
        return AnnounceSitting(self.round_id, self.body, self.wanted(), self.submission_id)


class CalledOff(BaseModel):
    """Why it does not take place, in words for the public."""

    reason: Paragraphs


class AttendanceBody(BaseModel):
    """How many of each part were there. Nobody is named."""

    citizens: _Many = 0
    politics: _Many = 0
    administration: _Many = 0
    submitters: _Many = 0
    public: _Many = 0


class WantedMinutes(BaseModel):
    """What was said of an item in short, what came of it, and who was there. Name no residents.

    ``reason`` is why minutes that are published say something else now.
    """

    said: Paragraphs
    result: Title
    attended: AttendanceBody = AttendanceBody()
    reason: Paragraphs | None = None

    def minutes(self) -> Minutes:
        """The minutes as they are to be."""
        return Minutes(self.said, self.result, Attendance(**self.attended.model_dump()))


class MinutesBody(BaseModel):
    """What the minutes say of an item; if they were corrected, when and why."""

    said: str
    result: str
    attended: AttendanceBody
    corrected_at: datetime | None
    correction: str | None


class WayBody(BaseModel):
    """The way that the board chose: an action of the workflow, what the life line says of it, what a jury is asked."""

    action: str
    chosen_at: datetime
    asked_cents: int | None
    said: str | None


class AgendaItemBody(BaseModel):
    """Something that a sitting deals with. The title of an idea that is not public is for staff.

    Staff send its ``version`` as ``If-Match`` with its minutes.
    """

    item_id: UUID
    version: str
    idea_id: UUID | None
    number: str | None
    title: str | None
    state: str | None
    topic: str | None
    minutes: MinutesBody | None
    way: WayBody | None

    @classmethod
    def of(cls, item: AgendaItem, seen: SeenSitting, language: Language) -> Self:
        """The item as whoever asks may see it."""
        idea = seen.ideas.get(item.idea_id) if item.idea_id else None
        minutes = item.minutes if seen.shows_minutes else None
        return cls(
            item_id=item.item_id,
            version=item.version,
            idea_id=item.idea_id,
            number=idea.number if idea else None,
            title=_title(idea, seen),
            state=idea.state if idea else None,
            topic=item.topic,
            minutes=MinutesBody.model_validate(minutes, from_attributes=True) if minutes else None,
            way=_way(item, seen, language),
        )


class SittingItem(BaseModel):
    """A sitting in a list."""

    sitting_id: UUID
    round_id: UUID
    body: DecidingBody
    name: str
    begins_at: datetime
    place: str | None
    link: str | None
    state: SittingState
    reason: str | None

    @classmethod
    def of_listed(cls, sitting: Sitting) -> Self:
        """The sitting as a body."""
        return cls.model_validate(sitting, from_attributes=True)


class SittingBody(SittingItem):
    """A sitting with its agenda. Send its ``version`` as ``If-Match`` with a change that was decided by it."""

    version: str
    agenda: list[AgendaItemBody]
    originals: list[OriginalBody] = []

    @classmethod
    def of(cls, seen: SeenSitting, language: Language) -> Self:
        """The sitting as whoever asks may see it."""
        own: dict[str, object] = SittingItem.of_listed(seen.sitting).model_dump()
        agenda = [AgendaItemBody.of(item, seen, language) for item in seen.sitting.agenda]
        more: dict[str, object] = {
            "version": seen.sitting.version,
            "agenda": agenda,
            "originals": original_bodies(seen.originals),
        }
        return cls.model_validate(own | more)


def _title(idea: Idea | None, seen: SeenSitting) -> str | None:
    return idea.title if idea and (idea.is_public or seen.shows_words) else None


def _way(item: AgendaItem, seen: SeenSitting, language: Language) -> WayBody | None:
    if item.way is None:
        return None
    said = seen.ways.get(item.item_id)
    return WayBody(
        action=item.way.action,
        chosen_at=item.way.chosen_at,
        asked_cents=item.way.asked_cents,
        said=in_language(said, language) if said else None,
    )
