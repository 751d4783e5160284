"""Words that the town hall typed into a life line are taken down: alike for each thing that has one (decision 23)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.envelope import Event
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.typed_lines import said_otherwise
from libs.shared.kernel.workflow import Step
from libs.shared.platform.facts import retelling
from libs.shared.platform.facts.retelling import Retold
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.storage.line_rows import TypedLines

Keep = Callable[[AsyncSession, UUID, Original], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What was typed, what it says instead, and the events of before that say so from now on, too."""

    typed: str
    instead: str
    retold: Sequence[Retold]


async def take_down(
    tx: Transaction,
    of: UUID,
    lines: TypedLines[Any],
    step: Step,
    at: datetime,
    *,
    keep: Keep,
    told_by: Sequence[type[Event]],
) -> TakenDown:
    """Say other words in every line of the thing that holds just those of the step's line, and in what was told of it.

    What they were is kept apart.
    """
    typed, instead = lines.typed(step.fields["line"]), str(step.fields["words"])
    await keep(tx.session, of, Original.taken_down(OwnWords("", typed), at, is_the_offices=True))
    said = said_otherwise(lines.restate(typed, instead), typed, instead)
    await tx.write_announced()
    return TakenDown(typed, instead, await retelling.retell(tx.session, of, told_by, said))
