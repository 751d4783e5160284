"""Answers that are looked at, and prepared, before everybody reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.workflow import Workflow
from services.ideas.domain.idea import Idea


@dataclass(frozen=True, slots=True)
class Preview:
    """What an answer would make of an idea, in the language of whoever suggested it.

    ``says`` is the line that everybody reads; ``told`` what whoever suggested it is told, if they are.
    """

    state: str
    says: str
    told: str | None
    is_public: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What staff see at an idea for which an answer waits: what it says, whose it is, and when it goes out, if ever."""

    says: str
    prepared_by: UUID
    goes_out_at: datetime | None


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """An answer that waits to be published, for the idea as it was seen. ``fits`` says whether it still is so.

    One that is kept back goes out by itself at ``goes_out_at``, with the roles of whoever decided it; one that could
    not go out then ``came_back``. Any other waits until it is published.
    """

    idea: Idea
    workflow: Workflow
    action: str
    fields: Mapping[str, object]
    seen: str
    says: str
    prepared_by: UUID
    prepared_at: datetime
    fits: bool = True
    goes_out_at: datetime | None = None
    roles: frozenset[str] = frozenset()
    came_back: bool = False
