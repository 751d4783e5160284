"""Imports of ideas over HTTP."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.kernel.words import in_language
from services.ideas.domain.moving_in.importing import Import, Kind, Stage, Unmoved
from services.ideas.domain.origin import System
from services.ideas.use_cases.moving_in.import_ideas import SeenImport


class UnmovedBody(BaseModel):
    """A line (or an entry) of the file that is not taken, and why: it ``stays`` behind by its state there, something is
    ``wrong`` with it, or it was ``refused`` when it was to be taken.
    """

    line: int
    kind: Kind
    why: str

    @classmethod
    def of(cls, one: Unmoved, language: str) -> Self:
        """The line as a body."""
        return cls(line=one.line, kind=one.kind, why=in_language(one.why, language))


class FirstIdeaBody(BaseModel):
    """One of the first ideas, as it would read."""

    model_config = ConfigDict(from_attributes=True)

    line: int
    number: str
    title: str
    text: str


class ImportItem(BaseModel):
    """A file of ideas: ``shown`` until somebody takes it, ``running`` while its ideas are taken, then ``ended``."""

    import_id: UUID
    round_id: UUID
    system: System
    language: str
    stage: Stage
    made_by: UUID
    made_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    to_take: int = Field(description="How many ideas it has for the round.")
    to_accept: int = Field(description="How many of them were accepted there, and so are accepted here at once.")
    with_cost: int = Field(description="How many have a cost, which is not taken along.")
    taken: int = Field(description="How many ideas it has brought so far.")
    there_before: int = Field(description="How many were there already.")
    stay: int = Field(description="How many lines stay behind by their state there.")
    wrong: int = Field(description="How many lines cannot be taken.")
    refused: int = Field(description="How many lines were refused when they were to be taken.")

    @classmethod
    def of(cls, what: Import) -> Self:
        """The import as a body."""
        return cls.model_validate(_told(what))


class ImportBody(ImportItem):
    """An import with what the file looks like. Of the ``unmoved`` lines the first hundred are told."""

    columns_read: list[str]
    columns_unread: list[str]
    first: list[FirstIdeaBody] = Field(description="The first ideas, until all are taken.")
    unmoved: list[UnmovedBody]

    @classmethod
    def of_seen(cls, seen: SeenImport, language: str) -> Self:
        """The import as a body."""
        sketch = seen.what.sketch
        more = {
            "columns_read": sketch.columns_read,
            "columns_unread": sketch.columns_unread,
            "first": [FirstIdeaBody.model_validate(each) for each in sketch.first],
            "unmoved": [UnmovedBody.of(each, language) for each in seen.unmoved],
        }
        return cls.model_validate(_told(seen.what) | more)


def _told(what: Import) -> dict[str, object]:
    own = "import_id", "round_id", "stage", "made_by", "made_at", "begun_at", "ended_at", "taken", "there_before"
    told = {name: getattr(what, name) for name in own}
    told |= {name: getattr(what.sketch, name) for name in ("system", "language", "to_take", "to_accept", "with_cost")}
    kinds = {"stay": what.unmoved.get("stays", 0)}
    return told | kinds | {kind: what.unmoved.get(kind, 0) for kind in ("wrong", "refused")}
