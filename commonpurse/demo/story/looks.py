"""What is looked at in the end: where every idea stands, and whether what was announced says the same."""

from collections import Counter
from typing import Any

from commonpurse.demo.story.comparison import tell_the_same
from commonpurse.demo.story.script import WAYS
from commonpurse.demo.story.sittings import ACTIONS
from commonpurse.demo.story.year import Year
from commonpurse.town_hall import TownHall

Report = dict[str, Any]

_WHICH_WAY = {ACTIONS[becomes]: str(number) for number, becomes in enumerate(WAYS, start=1)}


async def look(year: Year) -> Report:
    """The story's figures, and whether the view that is built of events alone shows the same."""
    town, round_id = year.town, year.round["round_id"]
    ideas = await town.all_items("ideas", "/ideas", staff="moderator", round_id=round_id)
    return {
        "ideas": len(ideas),
        "by_state": _counted(one["state"] for one in ideas),
        "by_channel": _counted(one["channel"] for one in ideas),
        "by_area": len({one["area_id"] for one in ideas}),
        "by_way": await _by_way(town, round_id),
        "sittings": len(await town.all_items("ideas", "/sittings", round_id=round_id)),
        "decisions": len(await town.all_items("ideas", "/decisions", round_id=round_id)),
        "ballots": year.ballots,
        "appeals": year.appeals,
        "merged": sum(one["state"] == "merged" for one in ideas),
        "split": sum(one["state"] == "split" for one in ideas),
        "services": year.services,
        "view_matches": await tell_the_same(town, round_id, ideas) and year.services["view_matches"],
    }


def _counted(words: Any) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


async def _by_way(town: TownHall, round_id: str) -> dict[str, int]:
    ways: Counter[str] = Counter()
    for sitting in await town.all_items("ideas", "/sittings", round_id=round_id):
        agenda = (await town.must("ideas", "GET", f"/sittings/{sitting['sitting_id']}"))["agenda"]
        ways.update(_WHICH_WAY[item["way"]["action"]] for item in agenda if item["way"])
    return dict(sorted(ways.items()))
