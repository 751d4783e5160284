"""What all parts of the story share: the town hall, the round, and the ideas with their numbers and keys."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from commonpurse.demo.story.script import Script, Wish
from commonpurse.town_hall import Body, TownHall, at_most_at_once

AT_ONCE = 16
"""So many people of the town are at it at a time."""
SECOND_LOOK = "moderator-2"
"""Who looks again at what another has decided."""

T = TypeVar("T")


@dataclass(slots=True)
class Idea:
    """A wish that was sent in."""

    wish: Wish
    number: str
    key: str | None = field(repr=False)
    proposal_id: str = ""


@dataclass
class Year:
    """A year of one round."""

    town: TownHall
    script: Script
    round: Body
    progress: Callable[[str, int], Callable[[int], None]]
    ideas: list[Idea] = field(default_factory=list)
    again: list[Idea] = field(default_factory=list)
    both: list[Idea] = field(default_factory=list)
    appeals: int = 0
    ballots: int = 0
    services: Body = field(default_factory=dict)

    @property
    def fund_id(self) -> str:
        """The fund that residents spend by their vote."""
        return str(self.round["funds"][0]["fund_id"])

    def area_id(self, wish: Wish) -> str:
        """The id of the locality that the wish is for."""
        return next(str(area["area_id"]) for area in self.round["areas"] if area["name"] == wish.area_name)

    def those(self, *becomes: str, areas: Iterable[int] = range(10)) -> list[Idea]:
        """The ideas that become one of these, from some of the localities."""
        wanted = set(areas)
        return [one for one in self.ideas if one.wish.kind.becomes in becomes and one.wish.area in wanted]

    def first_for(self, wish: Wish) -> Idea:
        """The idea that was first to ask for the same in the same locality."""
        return next(one for one in self.ideas if (one.wish.kind, one.wish.area) == (wish.kind, wish.area))

    async def act(self, idea: Idea, action: str, *, staff: str = "moderator", **fields: Any) -> None:
        """An officer takes the action."""
        await self.town.act("ideas", f"/ideas/{idea.number}", action, staff=staff, **fields)

    async def act_as_holder(self, idea: Idea, action: str, **fields: Any) -> None:
        """Whoever suggested the idea takes the action, by the key to it."""
        body = {"action": action, **fields}
        headers = {"X-Idea-Key": idea.key}
        await self.town.must("ideas", "POST", f"/ideas/{idea.number}/actions", body, headers=headers)

    async def each(self, words: str, ideas: Iterable[T], work: Callable[[T], Awaitable[object]]) -> None:
        """The work for each of them, some at a time, with a bar that says how far it is."""
        these = list(ideas)
        advance = self.progress(words, len(these))

        def turn(one: T) -> Callable[[], Awaitable[None]]:
            async def take() -> None:
                await work(one)
                advance(1)

            return take

        await at_most_at_once(AT_ONCE, [turn(one) for one in these])


async def publish_round(town: TownHall, script: Script) -> Body:
    """The round: ideas come in all year, and it goes by Lichtenberg's workflow."""
    today = datetime.now(UTC).date()
    since, until = (today + timedelta(days=days) for days in (-300, 20))
    wish = {
        "name": script.said["name"],
        "currency": script.said["currency"],
        "hourly_value_cents": script.said["hourly_value_cents"],
        "areas": [{"name": name} for name in script.said["areas"]],
        "funds": [
            {**script.said["fund"], "spent_by": "vote"},
            {"name": script.said["services"]["name"], "budget_cents": 0, "spent_by": "advice"},
        ],
        "calendar": [_phase("suggest", since, None), _phase("vote", today, until)],
        "workflow": "lichtenberg",
    }
    body: Body = await town.must("ideas", "POST", "/rounds", wish, staff="admin")
    return body


def _phase(name: str, begins: date, ends: date | None) -> Body:
    return {"name": name, "starts_on": str(begins), "ends_on": str(ends) if ends else None}
