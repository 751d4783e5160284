"""The CloudEvents envelope in which every event travels, on both carriers.

Based on CloudEvents 1.0 (structured JSON mode) with the partitioning extension, and two extensions of ours:
``position``, the event's gapless place in its service's journal, and ``epoch``, which changes when the journal was put
back to an older state and gives positions once more.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self, TypeVar
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
)

from libs.shared.kernel.errors import DomainError

Audience = Literal["public", "integrator"]
"""Who may read an event wherever they are: everybody, as on public pages, or software that the council knows.

None tells of a person, whoever reads it.
"""


class Event(BaseModel):
    """What happened. A subclass declares its ``type``, such as ``voting.poll-closed.v1``."""

    # Readers are tolerant, so that a field can be added within a version.
    model_config = ConfigDict(frozen=True, extra="ignore")

    type: ClassVar[str]
    audience: ClassVar[Audience] = "integrator"
    rewords: ClassVar[bool] = False
    """Whether it replaces words of events of before (decision 23)."""

    @property
    def key(self) -> UUID:
        """The aggregate that the event is about; events of one key keep their order."""
        raise NotImplementedError

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        """What the data of an event of before, about the same, say now that this one is known."""
        return dict(data)


E = TypeVar("E", bound=Event)


class Envelope(BaseModel):
    """One event on its way: who says it, since when it is so, and its place in the journal."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"] = Field(default="1.0", description="The version of CloudEvents.")
    id: UUID = Field(description="The event's own id: the same on both carriers, and each time that it is told.")
    source: str = Field(
        description="Who tells it, as a URI: the installation and its service. Short, like voting, in what versions "
        "before 0.2 published to Kafka."
    )
    type: str = Field(description="What happened, such as voting.poll-closed.v1.")
    subject: str = Field(description="What it happened to: the id of a round, idea, proposal or poll.")
    time: datetime = Field(description="When it was written down (UTC).")
    datacontenttype: Literal["application/json"] = Field(default="application/json", description="The form of data.")
    # None in what was published before 0.2.
    dataschema: str | None = Field(default=None, description="The address of the schema that data satisfy: its $id.")
    partitionkey: str = Field(description="Events of one key keep their order. Kafka's key, too.")
    position: int = Field(gt=0, description="Its gapless place in the service's journal, within the epoch.")
    # None in what was published by versions that knew of no epochs.
    epoch: UUID | None = Field(
        default=None, description="Which life of the journal: another one once it was put back to an older state."
    )
    # CloudEvents' Distributed Tracing extension.
    traceparent: str | None = Field(
        default=None,
        exclude_if=lambda told: told is None,
        description="Where the trace of what led to it goes on (W3C Trace Context); only where traces are on.",
    )
    # From left to right: left to choose, pydantic would read any object as an Event without fields.
    data: dict[str, object] | SerializeAsAny[Event] = Field(
        union_mode="left_to_right", description="What the type's own schema says."
    )

    def encode(self) -> bytes:
        """The envelope as CloudEvents JSON."""
        return self.model_dump_json().encode()

    @classmethod
    def decode(cls, body: bytes | str) -> Self:
        """The envelope in a CloudEvents JSON text, its data not yet read.

        Raises:
            EventIsUnreadable: if the text is none.
        """
        try:
            return cls.model_validate_json(body)
        except ValidationError as error:
            raise EventIsUnreadable(_in_one_line(error)) from None

    @classmethod
    def from_json_object(cls, content: object) -> Self:
        """The envelope in an already parsed CloudEvents JSON object.

        Raises:
            EventIsUnreadable: if the object is none.
        """
        try:
            return cls.model_validate(content)
        except ValidationError as error:
            raise EventIsUnreadable(_in_one_line(error)) from None


class EventIsUnreadable(DomainError):
    """What arrived is not an event of the published language."""

    code = "event-is-unreadable"


def read(envelope: Envelope, model: type[E]) -> E:
    """The envelope's data as the event that its type declares.

    Raises:
        EventIsUnreadable: if the data do not fit.
    """
    try:
        return model.model_validate(envelope.data)
    except ValidationError as error:
        raise EventIsUnreadable(_in_one_line(error)) from None


def _in_one_line(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'event'}: {one['msg']}" for one in error.errors())
