"""Who is at the desk, and what of the queue they want."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query

from libs.shared.platform.access.staff import roles_of
from libs.shared.platform.api.typed import CleanLine
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.domain.desk.opinion import OpinionsOfIdea
from services.ideas.domain.desk.queue import Appeals, Desk, DueWithin, InHands, QueueOrder, WantedAtDesk
from services.ideas.domain.idea import IntakeChannel


async def _at_desk(staff: Office, runtime: TheRuntime) -> Desk:
    return Desk(staff.staff_id, runtime.clock.now(), roles_of(staff))


AtDesk = Annotated[Desk, Depends(_at_desk)]


async def _wanted(
    state: Annotated[
        list[str] | None, Query(max_length=60, description="In these states; in those that wait if none is named.")
    ] = None,
    round_id: Annotated[list[UUID] | None, Query(description="Of these rounds; of all if none is named.")] = None,
    area_id: UUID | None = None,
    q: Annotated[CleanLine, Query(max_length=200, description="Words to find, or a tracking number.")] = "",
    language: Annotated[str | None, Query(max_length=35, description="Written in this language.")] = None,
    channel: Annotated[IntakeChannel | None, Query(description="Came by this way.")] = None,
    due: Annotated[DueWithin | None, Query(description="Late, due within seven days, or late and gone to you.")] = None,
    department: Annotated[
        UUID | Literal["none"] | None, Query(description="This department's to answer; `none` for nobody's yet.")
    ] = None,
    hands: Annotated[InHands | None, Query(description="In your hands, or in nobody's.")] = None,
    opinions: Annotated[
        OpinionsOfIdea | None, Query(description="Opinions of it are awaited, or overdue, or all there.")
    ] = None,
    appeals: Annotated[
        Appeals | None, Query(description="Its appeal waits to be decided; `for-me` if somebody else refused it.")
    ] = None,
    order: QueueOrder = "oldest",
) -> WantedAtDesk:
    return WantedAtDesk(
        states=state or (),
        round_ids=round_id or (),
        area_id=area_id,
        words=q,
        language=language,
        channel=channel,
        due=due,
        department_id=department if isinstance(department, UUID) else None,
        is_unassigned=department == "none",
        hands=hands,
        opinions=opinions,
        appeals=appeals,
        order=order,
    )


WantedHere = Annotated[WantedAtDesk, Depends(_wanted)]
