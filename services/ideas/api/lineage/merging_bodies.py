"""Merging, as it is asked for and shown."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from libs.shared.platform.api.typed import SEEN, CleanText, PlainSigns, says_something
from services.ideas.domain.lineage.lineage import How, Relative
from services.ideas.use_cases.lineage.merge_idea import MergeIdea, MergePreview, Side

Number = Annotated[PlainSigns, Field(min_length=1, max_length=60)]
"""A tracking number, or an id."""

PublicReason = Annotated[CleanText, Field(max_length=2000, json_schema_extra=SEEN), AfterValidator(says_something)]
"""Why, for everybody to read."""


class RelativeBody(BaseModel):
    """An idea that carries this one on, or the other way round, and how. A title only if you may read it."""

    idea_id: UUID
    number: str
    title: str | None
    how: How

    @classmethod
    def of(cls, relative: Relative) -> Self:
        """The relative as a body."""
        return cls.model_validate(relative, from_attributes=True)


class NewMerge(BaseModel):
    """Which idea carries this one on, and why. Everybody reads the reason; it names nobody.

    ``into_version`` is the version of the other idea by which it was decided; ``If-Match`` takes that of this one.
    """

    model_config = ConfigDict(extra="forbid")

    into: Number
    reason: PublicReason
    into_version: Annotated[PlainSigns, Field(max_length=100)] | None = None

    def command(self, number: str, seen: frozenset[str]) -> MergeIdea:
        """What is asked for."""
        return MergeIdea(number, self.into, self.reason, seen, [self.into_version] if self.into_version else ())


class Undoing(BaseModel):
    """Why it is undone. Everybody reads the reason; it names nobody."""

    model_config = ConfigDict(extra="forbid")

    reason: PublicReason


class SideBody(BaseModel):
    """One of the two ideas. ``told`` is how many left an address at which they are told, its own and carried ones'."""

    idea_id: UUID
    number: str
    title: str
    state: str
    version: str
    is_public: bool
    proposal_number: str | None
    supporters: int
    followers: int
    told: int

    @classmethod
    def of(cls, side: Side) -> Self:
        """The side as a body."""
        idea = {name: getattr(side.idea, name) for name in cls.model_fields if hasattr(side.idea, name)}
        counts = {name: getattr(side, name) for name in ("version", "supporters", "followers", "told")}
        return cls.model_validate(idea | counts)


class MergePreviewBody(BaseModel):
    """What merging would come to. ``supporters`` and ``followers`` are those of both: who is known in both counts once.

    The other idea's proposal, its offers and a ballot paper on which it stands (``is_on_ballot``) stay as they are.
    """

    idea: SideBody
    into: SideBody
    supporters: int
    followers: int
    is_on_ballot: bool

    @classmethod
    def of(cls, preview: MergePreview) -> Self:
        """The preview as a body."""
        counts = {name: getattr(preview, name) for name in ("supporters", "followers", "is_on_ballot")}
        return cls(idea=SideBody.of(preview.idea), into=SideBody.of(preview.into), **counts)
