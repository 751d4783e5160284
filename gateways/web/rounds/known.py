"""The rounds that the council has had, has and will have; which of them a page is about, and the day it is in town."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.look.tiles import colours_of
from gateways.web.pages.rendering import speech_of
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.phases import is_on, is_over
from libs.shared.kernel.clock import Clock


def today_of(request: Request) -> date:
    """The day it is on the council's clock."""
    clock: Clock = request.app.state.clock
    return speech_of(request).on_the_calendar(clock.now())


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds, the one published last first."""

    all: list[Json]
    today: date

    @property
    def current(self) -> list[Json]:
        """Those that nobody has put away."""
        return [found for found in self.all if not found["is_archived"]]

    @property
    def under_way(self) -> list[Json]:
        """Those whose calendar has not ended."""
        return [found for found in self.current if not is_over(found, self.today)]

    @property
    def taking_ideas(self) -> list[Json]:
        """Those for which somebody can suggest something: where the calendar says so; if none does, any."""
        asking = [found for found in self.current if is_on(found, "suggest", self.today)]
        return asking or self.under_way or self.current

    def present(self) -> Json | None:
        """The one published last of those that have begun, else the one that begins next; none before the first."""
        rounds, today = self.current or self.all, self.today.isoformat()
        begun = [found for found in rounds if _beginning(found) <= today]
        return begun[0] if begun else min(rounds, key=_beginning, default=None)

    def get(self, round_id: str) -> Json | None:
        """The round of that id."""
        return next((found for found in self.all if found["round_id"] == round_id), None)

    def with_area(self, area_id: str) -> Json | None:
        """The round that the area is part of."""
        return next((found for found in self.all if area_id in area_names(found)), None)

    @property
    def by_id(self) -> dict[str, Json]:
        """The rounds by their ids."""
        return {found["round_id"]: found for found in self.all}

    @property
    def colours(self) -> dict[str, int]:
        """The colours of all rounds' areas by their ids."""
        return {area_id: colour for found in self.all for area_id, colour in colours_of(area_names(found)).items()}

    @property
    def areas(self) -> dict[str, str]:
        """The names of all rounds' areas by their ids."""
        return {area_id: name for found in self.all for area_id, name in area_names(found).items()}


async def known_rounds(request: Request) -> Rounds:
    """All rounds that ideas knows."""
    found = await services_of(request).ideas.rounds()
    return Rounds(sorted(found, key=lambda one: str(one["round_id"]), reverse=True), today_of(request))


def _beginning(found: Json) -> str:
    """The first day of its calendar; a round without one has always been there."""
    return min((str(phase["starts_on"]) for phase in found["calendar"]), default="")
