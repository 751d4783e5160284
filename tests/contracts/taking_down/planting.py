"""Whoever plants words in a town, and what they do there."""

from dataclasses import dataclass, field
from typing import Any

from commonpurse import preparation
from commonpurse.town_hall import Body, TownHall
from tests.contracts.taking_down.seeds import Seeds


@dataclass
class Things:
    """What there is in the town, by what a path calls it."""

    rounds: list[str] = field(default_factory=list)
    ideas: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    polls: list[str] = field(default_factory=list)
    sittings: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


@dataclass
class Planting:
    """A client of the town with words to plant, and what came of it."""

    hall: TownHall
    seeds: Seeds
    things: Things = field(default_factory=Things)
    town: Body = field(default_factory=dict)

    def sown(self, model: str, *names: str) -> dict[str, str]:
        """A word for each of the fields."""
        return {name: f"A {self.seeds.word(f'{model}.{name}')} here" for name in names}

    async def act(self, part: Any, of: str, which: str, action: str, /, **fields: Any) -> Body:
        """Take the action; where a field is given as ``...``, a word is planted."""
        thing = of.rstrip("s")
        told = {key: self._typed(f"{thing}.{action}.{key}") if value is ... else value for key, value in fields.items()}
        staff = {"voting": "officer-1"}.get(part, "moderator")
        return await self.hall.act(part, f"/{of}/{which}", action, staff=told.pop("staff", staff), **told)

    def _typed(self, field: str) -> str:
        if not field.endswith(".location"):
            return f"So {self.seeds.word(field)} it is"
        where = self.seeds.location(field)
        return f"{where['latitude']}, {where['longitude']}"

    async def idea(self, **words: Any) -> str:
        """An idea that waits for screening; its number."""
        wish = {"round_id": self.town["round_id"], "title": "A bench", "text": "To sit on."} | words
        number = (await self.hall.must("ideas", "POST", "/ideas", wish))["number"]
        self.things.ideas.append(number)
        return str(number)

    async def public_idea(self, **words: Any) -> str:
        number = await self.idea(**words)
        await self.act("ideas", "ideas", number, "accept")
        return number

    async def proposal(self, **words: Any) -> Body:
        """A proposal that waits for moderation."""
        place = {"round_id": self.town["round_id"], "fund_id": self.town["funds"][0]["fund_id"]}
        made = await preparation.propose(self.hall, place | {"title": "A tree", "summary": "An oak."} | words)
        self.things.proposals.append(made["proposal_id"])
        return made

    async def public_proposal(self, **words: Any) -> str:
        made = await self.proposal(**words)
        await self.act("proposals", "proposals", made["proposal_id"], "accept", cost_cents=100)
        return str(made["proposal_id"])

    async def offer(self, proposal: str, **words: Any) -> str:
        """An offer that waits for an answer."""
        contact = {"kind": "letter", "address": "Lane 1"}
        wish = {"kind": "space", "words": "A room.", "value_cents": 0, "contact": contact} | words
        made = await self.hall.must("proposals", "POST", f"/proposals/{proposal}/offers", wish)
        self.things.offers.append(made["offer_id"])
        return str(made["offer_id"])

    async def lines(self, part: Any, path: str) -> dict[str, str]:
        """The lines whose words can be taken down, by the value that chooses them."""
        staff = {"voting": "officer-1"}.get(part, "moderator")
        allowed = (await self.hall.must(part, "GET", f"{path}/actions", staff=staff))["items"]
        fields = [field for one in allowed if one["action"] == "redact-line" for field in one["fields"]]
        return {choice["value"]: choice["label"] for field in fields for choice in field["choices"] or ()}
