"""Announce a sitting: its agenda is public from then on, and whoever suggested something on it is invited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.events.sittings import SittingAnnounced
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.sittings.sitting import DecidingBody, Plan, Sitting
from services.ideas.domain.sittings.telling import INVITED, invitation
from services.ideas.storage import rounds
from services.ideas.storage.sittings import sittings
from services.ideas.use_cases.sittings.agenda import WantedItem, read_agenda
from services.ideas.use_cases.sittings.tell_of_sitting import as_told, tell_of


@dataclass(frozen=True, slots=True)
class WantedSitting:
    """What a sitting is to be: its words, its moment, and what it is to deal with, in that order."""

    name: str
    begins_at: datetime
    place: str | None
    link: str | None
    agenda: Sequence[WantedItem]

    def plan(self, agenda: Sequence[tuple[UUID | None, str | None]]) -> Plan:
        """The same with the ideas that were found."""
        return Plan(self.name, self.begins_at, self.place, self.link, agenda)


@dataclass(frozen=True, slots=True)
class AnnounceSitting:
    """Who sits for which round, and what the sitting is to be."""

    round_id: UUID
    body: DecidingBody
    wanted: WantedSitting
    submission_id: UUID | None = None


async def announce_sitting(command: AnnounceSitting, database: Database, clock: Clock, zone: ZoneInfo) -> UUID:
    """The id of the announced sitting; of the earlier one if it was sent in before.

    Raises:
        RoundIsNotKnown: if there is no such round.
        AgendaIsNotSound: if something cannot stand on its agenda.
        SittingIsNotToCome: if its moment has passed.
    """
    now, wanted = clock.now(), command.wanted
    async with database.transaction() as tx:
        if earlier := await sittings.of_submission(tx.session, command.submission_id):
            return earlier
        within = await rounds.get(tx.session, command.round_id)
        agenda = await read_agenda(tx.session, within.round_id, wanted.agenda)
        plan = wanted.plan(agenda)
        plan.demand_to_come(now)
        empty = Sitting(new_id(), within.round_id, command.body, plan.name, plan.begins_at, plan.place, plan.link)
        new = empty.planned_as(plan, now)
        if not await sittings.add(tx.session, new, now, command.submission_id):
            # It was sent in at the same time, too.
            return await sittings.of_submission(tx.session, command.submission_id) or new.sitting_id
        tx.announce(SittingAnnounced(**as_told(new)))
        await tell_of(tx, new.ideas, invitation(INVITED, new, zone), now)
        return new.sitting_id
