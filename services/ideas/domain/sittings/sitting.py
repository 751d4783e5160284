"""A sitting: who sits when and where, what it deals with, and the minutes of that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.version import version_of
from services.ideas.domain.sittings.agenda_item import AgendaItem, Minutes
from services.ideas.domain.sittings.errors import (
    AgendaIsFixed,
    CorrectionNeedsAReason,
    ItemIsNotOnTheAgenda,
    MinutesAreNotComplete,
    SittingHasNotBegun,
    SittingIsFurther,
    SittingIsNotToCome,
    WaysAreForIdeas,
)

DecidingBody = Literal["board", "jury", "committee", "council"]
SittingState = Literal["announced", "held", "minutes_published", "cancelled"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wished of a sitting: its words, its moment, and what it is to deal with (an idea or a topic each)."""

    name: str
    begins_at: datetime
    place: str | None
    link: str | None
    agenda: Sequence[tuple[UUID | None, str | None]]

    def demand_to_come(self, now: datetime) -> None:
        """Nothing, if its moment has not passed.

        Raises:
            SittingIsNotToCome: if it has.
        """
        if self.begins_at <= now:
            raise SittingIsNotToCome(self.begins_at)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as it stands now. ``reason`` is why it was called off."""

    sitting_id: UUID
    round_id: UUID
    body: DecidingBody
    name: str
    begins_at: datetime
    place: str | None
    link: str | None
    state: SittingState = "announced"
    reason: str | None = None
    agenda: tuple[AgendaItem, ...] = ()

    @property
    def version(self) -> str:
        """Another one whenever the sitting, its agenda or its minutes have changed."""
        return version_of(self)

    @property
    def ideas(self) -> list[UUID]:
        """The ideas on the agenda, in its order."""
        return [item.idea_id for item in self.agenda if item.idea_id]

    @property
    def typed(self) -> tuple[str | None, ...]:
        """The words of it that somebody typed, but for the minutes."""
        return (self.name, self.place, self.link, self.reason, *(item.topic for item in self.agenda))

    def item(self, item_id: UUID) -> AgendaItem:
        """The item of the agenda.

        Raises:
            ItemIsNotOnTheAgenda: if there is none of that id.
        """
        found = next((item for item in self.agenda if item.item_id == item_id), None)
        if found is None:
            raise ItemIsNotOnTheAgenda(item_id)
        return found

    def idea_to_route(self, item_id: UUID) -> UUID:
        """The idea for which the board chose a way in this sitting.

        Raises:
            ItemIsNotOnTheAgenda: if there is none of that id.
            SittingIsFurther: if it was not held.
            WaysAreForIdeas: if the item is a topic, or others than the board sat.
        """
        item = self.item(item_id)
        self._demand("held", "minutes_published")
        if item.idea_id is None or self.body != "board":
            raise WaysAreForIdeas
        return item.idea_id

    def planned_as(self, plan: Plan, now: datetime) -> "Sitting":
        """The sitting by the plan. What it deals with keeps its place's id; a sitting that is over, its agenda.

        Raises:
            SittingIsNotToCome: if it is announced for a moment that has passed.
            AgendaIsFixed: if it is over, and the plan has more than other words.
        """
        agenda = self._agenda_of(plan) if self.state == "announced" else self._reworded(plan)
        if self.state == "announced" and plan.begins_at != self.begins_at:
            plan.demand_to_come(now)
        return replace(
            self, name=plan.name, begins_at=plan.begins_at, place=plan.place, link=plan.link, agenda=tuple(agenda)
        )

    def _agenda_of(self, plan: Plan) -> list[AgendaItem]:
        standing = [*self.agenda]
        agenda = []
        for idea_id, topic in plan.agenda:
            same = next((item for item in standing if item.is_about(idea_id, topic)), None)
            if same:
                standing.remove(same)
            agenda.append(same or AgendaItem(new_id(), idea_id, topic))
        return agenda

    def _reworded(self, plan: Plan) -> list[AgendaItem]:
        same_ideas = [item.idea_id for item in self.agenda] == [idea_id for idea_id, _ in plan.agenda]
        if plan.begins_at != self.begins_at or not same_ideas:
            raise AgendaIsFixed
        topics = [topic for _, topic in plan.agenda]
        return [replace(item, topic=topic) for item, topic in zip(self.agenda, topics, strict=True)]

    def held(self, now: datetime) -> "Sitting":
        """The sitting once it was held.

        Raises:
            SittingIsFurther: if it was held, or called off.
            SittingHasNotBegun: if that is still to come.
        """
        self._demand("announced")
        if now < self.begins_at:
            raise SittingHasNotBegun(self.begins_at)
        return replace(self, state="held")

    def called_off(self, reason: str) -> "Sitting":
        """The sitting that does not take place; of one that was called off before, for a reason in other words.

        Raises:
            SittingIsFurther: if it was held.
        """
        self._demand("announced", "cancelled")
        return replace(self, state="cancelled", reason=reason)

    def with_minutes(self, item_id: UUID, minutes: Minutes, reason: str | None, now: datetime) -> "Sitting":
        """The sitting with what the minutes say of an item; what was published is corrected for a reason.

        Raises:
            SittingIsFurther: if it was not held.
            ItemIsNotOnTheAgenda: if it did not deal with that.
            CorrectionNeedsAReason: if the minutes are published, and no reason is given.
        """
        self._demand("held", "minutes_published")
        self.item(item_id)
        if self.state == "minutes_published":
            if not reason:
                raise CorrectionNeedsAReason
            minutes = replace(minutes, corrected_at=now, correction=reason)
        agenda = [replace(item, minutes=minutes) if item.item_id == item_id else item for item in self.agenda]
        return replace(self, agenda=tuple(agenda))

    def with_minutes_published(self) -> "Sitting":
        """The sitting with minutes that everybody reads.

        Raises:
            SittingIsFurther: if it was not held, or they are published.
            MinutesAreNotComplete: if they say nothing of an item.
        """
        self._demand("held")
        if silent := [place for place, item in enumerate(self.agenda, start=1) if item.minutes is None]:
            raise MinutesAreNotComplete(silent)
        return replace(self, state="minutes_published")

    def _demand(self, *states: SittingState) -> None:
        if self.state not in states:
            raise SittingIsFurther(self.state)


@dataclass(frozen=True, slots=True)
class WantedSittings:
    """Which sittings somebody looks for. No states mean any."""

    states: Sequence[str] = ()
    round_id: UUID | None = None
    idea_id: UUID | None = None
