"""What is looked at in the end: where every idea stands, and whether what was announced says the same."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from commonpurse.demo.story.script import WAYS
from commonpurse.demo.story.sittings import ACTIONS
from commonpurse.demo.story.year import AT_ONCE, Year
from commonpurse.town_hall import Body, TownHall, at_most_at_once, eventually

Report = dict[str, Any]

_WHICH_WAY = {ACTIONS[becomes]: str(number) for number, becomes in enumerate(WAYS, start=1)}
_FEED_LIMIT = 1000
_STATE_CHANGED = "ideas.idea-state-changed.v1"


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
        "view_matches": await _view_agrees(town, round_id, ideas) and await _life_lines_agree(town, ideas),
    }


def _counted(words: Any) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


async def _by_way(town: TownHall, round_id: str) -> dict[str, int]:
    ways: Counter[str] = Counter()
    for sitting in await town.all_items("ideas", "/sittings", round_id=round_id):
        agenda = (await town.must("ideas", "GET", f"/sittings/{sitting['sitting_id']}"))["agenda"]
        ways.update(_WHICH_WAY[item["way"]["action"]] for item in agenda if item["way"])
    return dict(sorted(ways.items()))


async def _view_agrees(town: TownHall, round_id: str, ideas: list[Body]) -> bool:
    """Whether the public board counts the same by state, once it has heard of everything, and shows the same states."""
    expected = Counter(one["state"] for one in ideas)
    states = {one["idea_id"]: one["state"] for one in ideas}

    async def has_heard() -> list[Body] | None:
        board = await town.must("reporting", "GET", f"/rounds/{round_id}/ideas", params={"limit": 1})
        is_same = {one["state"]: one["ideas"] for one in board["counts"]} == dict(expected)
        return await town.all_items("reporting", f"/rounds/{round_id}/ideas") if is_same else None

    shown = await eventually(has_heard, "the public board to show what became of each idea")
    return all(states[one["idea_id"]] == one["state"] for one in shown)


async def _life_lines_agree(town: TownHall, ideas: list[Body]) -> bool:
    """Whether the lines that were announced of each idea are those of its life line, in their order.

    That an idea arrived, which is the first line of most, is told apart, and not to everybody.
    """
    announced = await _announced_lines(town)

    def look_at(one: Body) -> Callable[[], Awaitable[bool]]:
        async def agrees() -> bool:
            lines = (await town.must("ideas", "GET", f"/ideas/{one['number']}", staff="moderator"))["life_line"]
            states = [line["state"] for line in lines]
            return announced.get(one["idea_id"], []) in (states, states[1:])

        return agrees

    return all(await at_most_at_once(AT_ONCE, [look_at(one) for one in ideas]))


async def _announced_lines(town: TownHall) -> Mapping[str, list[str]]:
    """The states of the public feed's lines by idea, first line first."""
    lines: dict[str, list[str]] = {}
    after = 0
    while events := await town.must("ideas", "GET", "/events", params={"after": after, "limit": _FEED_LIMIT}):
        for event in events:
            after = int(event["position"])
            if event["type"] == _STATE_CHANGED:
                lines.setdefault(event["data"]["idea_id"], []).append(event["data"]["state"])
    return lines
