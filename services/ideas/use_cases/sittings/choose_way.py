"""The board chooses a way for an idea on its agenda: that is a step of the idea, taken by the sitting alone."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.version import demand_unchanged
from libs.shared.kernel.workflow import Action
from libs.shared.platform.storage.database import Database
from services.ideas.domain.idea import Idea
from services.ideas.domain.sittings.agenda_item import Way
from services.ideas.storage import ideas
from services.ideas.storage.sittings import sittings
from services.ideas.use_cases.decisions.steps import offered_to, step_of
from services.ideas.use_cases.move_idea import move_idea
from services.ideas.use_cases.take_action import OpenChoices

_BOARD = "board"
_ASKED = "asked_cents"


async def offered_ways(sitting_id: UUID, item_id: UUID, database: Database) -> tuple[list[Action], OpenChoices, Idea]:
    """The ways that the sitting can choose for the item now, with the choices that the round leaves open.

    Raises:
        SittingIsNotKnown: if there is none.
        ItemIsNotOnTheAgenda: if it did not deal with that.
        SittingIsFurther: if it was not held.
        WaysAreForIdeas: if the item is a topic, or others than the board sat.
    """
    async with database.reading() as session:
        sitting = await sittings.get(session, sitting_id)
        idea = await ideas.get(session, sitting.idea_to_route(item_id))
        return *await offered_to(session, _BOARD, idea), idea


async def choose_way(
    sitting_id: UUID,
    item_id: UUID,
    action: str,
    fields: Mapping[str, object],
    database: Database,
    clock: Clock,
    seen: Collection[str],
) -> None:
    """The idea goes the way that the board chose.

    Raises:
        SittingIsNotKnown: if there is none.
        ItemIsNotOnTheAgenda: if it did not deal with that.
        SittingIsFurther: if it was not held.
        WaysAreForIdeas: if the item is a topic, or others than the board sat.
        ItHasChanged: if the item is not as it was seen.
        DomainError: what ``step_of`` raises if the idea cannot go that way.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await sittings.lock(tx.session, sitting_id)
        demand_unchanged(seen, before.item(item_id).version)
        idea = await ideas.lock(tx.session, before.idea_to_route(item_id))
        step = await step_of(tx.session, _BOARD, idea, action, fields)
        asked = step.fields.get(_ASKED)
        way = Way(action, now, asked if isinstance(asked, int) else None)
        routed = [replace(item, way=way) if item.item_id == item_id else item for item in before.agenda]
        await sittings.change(tx.session, before, replace(before, agenda=tuple(routed)))
        await move_idea(tx, idea, step, now)
