"""Workflows as they are shown, and what is wrong with them."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import Language
from services.ideas.api.workflows.definition_bodies import DefinitionBody
from services.ideas.domain.workflows.faults import Fault
from services.ideas.domain.workflows.published import PublishedWorkflow


class WorkflowItem(BaseModel):
    """A version of a workflow in a list. ``is_shipped`` if it came with Commonpurse, and no council has changed it."""

    workflow: str
    label: str
    version_number: int
    published_at: datetime
    is_shipped: bool

    @classmethod
    def of(cls, published: PublishedWorkflow, language: Language) -> Self:
        """The version as a body."""
        return cls.model_validate(_about(published, language))


class WorkflowBody(WorkflowItem):
    """A version of a workflow. Send ``version`` as ``If-Match`` with what was made of it."""

    version: str
    definition: DefinitionBody

    @classmethod
    def of_version(cls, published: PublishedWorkflow, language: Language) -> Self:
        """The version as a body, with all of it."""
        more = {"version": published.mark, "definition": DefinitionBody.of(published.definition)}
        return cls.model_validate(_about(published, language) | more)


class FaultBody(BaseModel):
    """A rule that is broken, and where: ``states.2.name`` is the name of the third state."""

    field: str
    rule: str
    message: str

    @classmethod
    def of(cls, found: Fault, language: Language) -> Self:
        """The fault in the reader's language."""
        return cls(field=found.field, rule=found.rule, message=in_language(found.words, language))


def _about(published: PublishedWorkflow, language: Language) -> dict[str, object]:
    return {
        "workflow": published.definition.name,
        "label": in_language(published.definition.label, language),
        "version_number": published.version,
        "published_at": published.published_at,
        "is_shipped": published.published_by is None,
    }
