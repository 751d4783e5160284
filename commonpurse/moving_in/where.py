"""Where a town's ideas go: a round that is there, or one that is made with the areas of the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonpurse.moving_in.taking import STAFF
from commonpurse.town_hall import Body, TownHall
from commonpurse.trouble import Trouble
from libs.shared.kernel.money import minor_digits
from libs.shared.kernel.typed_text import same_name


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which round and fund the operator named; with a budget the round may be made."""

    name: str | None = None
    fund: str | None = None
    new_budget: int | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Place:
    """The round, none if it is to be made, and the fund's name if projects are to be paid from one."""

    name: str
    currency: str
    round_body: Body | None
    fund_name: str | None
    budget_cents: int = 0

    @property
    def fund(self) -> tuple[str, str] | None:
        """The fund's id, or a word for one that is to be, and its name."""
        if self.fund_name is None:
            return None
        return (self.fund_id_in(self.round_body) if self.round_body else None) or "to be", self.fund_name

    def fund_id_in(self, round_body: Body) -> str | None:
        """The fund's id in the round."""
        if self.fund_name is None:
            return None
        wanted = same_name(self.fund_name)
        return next((each["fund_id"] for each in round_body["funds"] if same_name(each["name"]) == wanted), None)

    async def made(self, town: TownHall, areas: Sequence[str]) -> Body:
        """The round, made now if it is not there yet."""
        if self.round_body:
            return self.round_body
        wish = {
            "name": self.name,
            "currency": self.currency,
            "areas": [{"name": area} for area in areas],
            "funds": [{"name": self.fund_name or self.name, "budget_cents": self.budget_cents}],
        }
        made: Body = await town.must("ideas", "POST", "/rounds", wish, staff=STAFF)
        return made


async def place_of(town: TownHall, wanted: Wanted) -> Place:
    """Where the operator wants the ideas.

    Raises:
        Trouble: if there is no such round or fund, or it is not said which.
    """
    found = [one for one in await town.all_items("ideas", "/rounds") if not one["is_archived"]]
    meant = [one for one in found if wanted.name is None or same_name(one["name"]) == same_name(wanted.name)]
    if wanted.new_budget is not None:
        if wanted.name is None:
            raise Trouble("say with --round what the new round is called")
        if not meant:
            cents = wanted.new_budget * 10 ** minor_digits(wanted.currency)
            return Place(wanted.name, wanted.currency, None, wanted.fund, cents)
    if len(meant) != 1:
        known = ", ".join(str(one["name"]) for one in found) or "none"
        raise Trouble(f"say with --round which round they are for, or make one with --new-round; there are: {known}")
    place = Place(meant[0]["name"], meant[0]["currency"], meant[0], wanted.fund)
    if wanted.fund and place.fund_id_in(meant[0]) is None:
        known = ", ".join(str(one["name"]) for one in meant[0]["funds"])
        raise Trouble(f"the round has no fund “{wanted.fund}”; there are: {known}")
    return place
