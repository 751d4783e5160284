"""A workflow that was published, as one of its versions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.version import version_of
from services.ideas.domain.workflows.definition import Definition

WorkflowKey = tuple[str, int]
"""Name and version of a workflow."""


@dataclass(frozen=True, slots=True)
class PublishedWorkflow:
    """One version of a workflow, since when, and by whom of the staff; nobody if it came with Commonpurse."""

    definition: Definition
    version: int
    published_at: datetime
    published_by: UUID | None = None

    @property
    def mark(self) -> str:
        """Another one whenever a version was published."""
        return version_of(self.definition.name, self.version)
