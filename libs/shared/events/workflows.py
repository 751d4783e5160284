"""What ``services/ideas`` announces of workflows: what a council wants of the ways of its ideas, as it is published."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.words import Label, Part


class StateOfWorkflow(Part):
    """Where an idea may stand."""

    state: str = Field(description="Its word for machines.")
    label: list[Label] = Field(description="What it is called.")
    is_public: bool = Field(description="Whether everybody reads the words of an idea that comes to stand in it.")
    is_ending: bool = Field(description="Whether nothing more must happen with an idea that stands in it.")
    working_days: int | None = Field(default=None, gt=0, description="Within how many the next step is in time.")


class WayOfWorkflow(Part):
    """What may be done with an idea, and where it leads."""

    action: str = Field(description="Its word for machines.")
    label: list[Label] = Field(description="What it is called.")
    of: list[str] = Field(description="The states in which it can be done.")
    to: str | None = Field(default=None, description="The state to which it leads; none if the idea stays.")
    roles: list[str] = Field(description="The roles that may do it; `events` is the news of a proposal.")


class WorkflowPublished(Event):
    """A workflow was published: ideas that are suggested from then on in its rounds go by this version.

    Ideas of before keep the version that they began with. What its actions ask for, and the words that they say, stand
    at the service: whoever reads life lines has them there.
    """

    type: ClassVar[str] = "ideas.workflow-published.v1"
    audience: ClassVar[Audience] = "public"

    workflow_id: UUID = Field(description="The same for all versions of a workflow.")
    workflow: str = Field(description="Its name, as rounds and ideas say it.")
    version_number: int = Field(gt=0, description="Its number: each version of a workflow has the next one.")
    is_shipped: bool = Field(description="Whether it came with Commonpurse; else a council has published it.")
    label: list[Label] = Field(description="What the workflow is called.")
    states: list[StateOfWorkflow] = Field(description="Its states; an idea begins in the first.")
    ways: list[WayOfWorkflow] = Field(description="Its actions.")

    @property
    def key(self) -> UUID:
        return self.workflow_id
