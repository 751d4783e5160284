"""Drafts of workflows as they are shown, and what publishing one asks for."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from libs.shared.platform.api.languages import Language
from services.ideas.api.workflows.definition_bodies import DefinitionBody
from services.ideas.api.workflows.published_workflow_bodies import FaultBody
from services.ideas.domain.workflows.compared import Change, Kind, Place
from services.ideas.domain.workflows.draft import DraftBesideWorkflow, WorkflowDraft

_BASED_ON = "The number of the version from which it was begun; 0 if the workflow was never published."
_STANDS = "The number of the newest published version; 0 if there is none. Name it as `replaces` to publish the draft."


class DraftItem(BaseModel):
    """A draft of a workflow in a list: who of the staff changed it last, and when."""

    workflow: str
    label: str
    based_on: int = Field(description=_BASED_ON)
    changed_at: datetime
    changed_by: UUID

    @classmethod
    def of(cls, draft: WorkflowDraft, language: Language) -> Self:
        """The draft as a body."""
        return cls.model_validate(_about(draft, language))


class ChangeBody(BaseModel):
    """A state or an action that is new, is gone, or is different; or the workflow itself, in its label or its order."""

    part: Place
    name: str
    kind: Kind
    aspects: list[str] = Field(description="Which fields of its definition are different; `order` of the states.")

    @classmethod
    def of(cls, change: Change) -> Self:
        """The change as a body."""
        return cls(part=change.part, name=change.name, kind=change.kind, aspects=[*change.aspects])


class DraftBody(DraftItem):
    """A draft with all that is wrong with it, and all that it would change of the newest published version.

    Send ``version`` as ``If-Match`` with a change, or to publish it or throw it away.
    """

    version: str
    definition: DefinitionBody
    standing_number: int = Field(description=_STANDS)
    is_behind: bool = Field(description="Whether a version was published after the draft was begun.")
    faults: list[FaultBody]
    changes: list[ChangeBody]

    @classmethod
    def of_draft(cls, found: DraftBesideWorkflow, language: Language) -> Self:
        """The draft as a body, with all of it."""
        more = {
            "version": found.draft.mark,
            "definition": DefinitionBody.of(found.draft.definition),
            "standing_number": found.standing_number,
            "is_behind": found.is_behind,
            "faults": [FaultBody.of(each, language) for each in found.faults],
            "changes": [ChangeBody.of(each) for each in found.changes],
        }
        return cls.model_validate(_about(found.draft, language) | more)


class PublishDraftBody(BaseModel):
    """Which version the draft takes the place of: the newest that you have compared it with, 0 if there was none."""

    replaces: Annotated[int, Field(ge=0, le=2**31 - 1)]


def _about(draft: WorkflowDraft, language: Language) -> dict[str, object]:
    label = draft.definition.label
    return {
        "workflow": draft.definition.name,
        "label": label.get(language) or label.get("en") or draft.definition.name,
        "based_on": draft.based_on,
        "changed_at": draft.changed_at,
        "changed_by": draft.changed_by,
    }
