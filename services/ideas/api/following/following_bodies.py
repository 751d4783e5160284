"""Following, as it is asked for and shown."""

from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from libs.shared.platform.api.contact_bodies import ContactBody
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.typed import PlainSigns
from services.ideas.domain.following.follower import About, Pace
from services.ideas.use_cases.following.ask_to_follow import AskToFollow
from services.ideas.use_cases.following.follow_by_text import State, Texted, Wish
from services.ideas.use_cases.following.keep_following import SeenFollower


class WaysBody(BaseModel):
    """How whoever follows can be told here, besides a feed reader."""

    mail: bool
    texts: bool


class NewFollower(BaseModel):
    """Who wants to hear of what: of an ``idea`` or a ``proposal`` by its number, or of a round, or an area of it."""

    model_config = ConfigDict(extra="forbid")

    contact: ContactBody
    idea: PlainSigns | None = Field(default=None, max_length=60, min_length=1)
    proposal: PlainSigns | None = Field(default=None, max_length=60, min_length=1)
    round_id: UUID | None = None
    area_id: UUID | None = None
    pace: Pace = "at_once"
    language: Language = "en"

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        named = [each for each in (self.idea, self.proposal, self.round_id) if each is not None]
        if len(named) != 1 or (self.area_id and self.round_id is None):
            raise ValueError("Say what to follow: an idea, or a proposal, or a round, or an area with its round.")
        return self

    def command(self) -> AskToFollow:
        """What is asked for."""
        contact = self.contact.as_contact()
        return AskToFollow(contact, self.idea, self.proposal, self.round_id, self.area_id, self.pace, self.language)


class AskedBody(BaseModel):
    """The same whoever asked: nobody learns from it who follows what."""

    state: Literal["asked"] = "asked"


class TextedBody(BaseModel):
    """What came as a text from the telephone ``number``; ``idea`` is the number of an idea or of a proposal."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    number: PlainSigns = Field(max_length=60, min_length=1)
    wish: Wish
    idea: PlainSigns | None = Field(default=None, max_length=60, min_length=1)
    language: Language = "en"

    def texted(self) -> Texted:
        """What is asked for."""
        return Texted(self.number, self.wish, self.idea, self.language)


class TextedOutcomeBody(BaseModel):
    """What came of a text, and the number of the idea or proposal that it was about.

    ``several`` means that an idea and a proposal have that number, so that nothing was followed; ``too_many`` that
    nothing was added, as the telephone follows the most that it can.
    """

    state: State
    number: str | None


class FollowedBody(BaseModel):
    """One thing that somebody follows. An idea or a proposal is named by its title, or not while that is not public."""

    follow_id: UUID
    about: About
    about_id: UUID
    round_id: UUID
    name: str
    number: str | None
    is_confirmed: bool


class FollowingBody(BaseModel):
    """What somebody follows or was asked about, how they hear of it and how often. Their address is not here."""

    by: Literal["mail", "text"]
    pace: Pace
    language: str
    things: list[FollowedBody]

    @classmethod
    def of(cls, seen: SeenFollower) -> Self:
        """What they follow as a body."""
        things = [FollowedBody.model_validate(each, from_attributes=True) for each in seen.things]
        by: Literal["mail", "text"] = "text" if seen.follower.contact.kind == "phone" else "mail"
        return cls(by=by, pace=seen.follower.pace, language=seen.follower.language, things=things)


class ConfirmedBody(BaseModel):
    """Which of the things they want to hear of; all that they were asked about, if none is named."""

    model_config = ConfigDict(extra="forbid")

    follow_ids: list[UUID] = Field(default=[], max_length=500)


class ChangedFollowing(BaseModel):
    """What is to be different from now on; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    pace: Pace | None = None
    language: Language | None = None
