"""Whether all tell the same of each idea: the office, the public board made of events, the events, and the workflow."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import pairwise

from commonpurse.demo.story.year import AT_ONCE
from commonpurse.town_hall import Body, TownHall, at_most_at_once, eventually

_FEED_LIMIT = 1000
_STATE_CHANGED = "ideas.idea-state-changed.v1"
_CARRIED_ON = {"merged", "split"}
"""Where an idea stands that others carry on. No workflow names these states, and ideas come back from there."""


async def tell_the_same(town: TownHall, round_id: str, ideas: Sequence[Body]) -> bool:
    """Whether the public board, the events and the workflow agree with what the office has of each of the ideas.

    Raises:
        Trouble: if the board does not show them in time.
    """
    return await _board_agrees(town, round_id, ideas) and await _life_lines_agree(town, ideas)


async def _board_agrees(town: TownHall, round_id: str, ideas: Sequence[Body]) -> bool:
    """Whether the public board counts the same by state, once it has heard of everything, and shows the same states."""
    expected = Counter(one["state"] for one in ideas)
    states = {one["idea_id"]: one["state"] for one in ideas}

    async def has_heard() -> list[Body] | None:
        board = await town.must("reporting", "GET", f"/rounds/{round_id}/ideas", params={"limit": 1})
        is_same = {one["state"]: one["ideas"] for one in board["counts"]} == dict(expected)
        return await town.all_items("reporting", f"/rounds/{round_id}/ideas") if is_same else None

    shown = await eventually(has_heard, "the public board to show what became of each idea")
    return all(states[one["idea_id"]] == one["state"] for one in shown)


async def _life_lines_agree(town: TownHall, ideas: Sequence[Body]) -> bool:
    """Whether each life line says, in the same order, what was announced, and goes by the idea's workflow.

    That an idea arrived, which is the first line of most, is told apart, and not to everybody.
    """
    announced, workflows = await _announced_lines(town), await _workflows(town, ideas)

    def look_at(one: Body) -> Callable[[], Awaitable[bool]]:
        async def agrees() -> bool:
            lines = (await town.must("ideas", "GET", f"/ideas/{one['number']}", staff="moderator"))["life_line"]
            states = [line["state"] for line in lines]
            is_announced = announced.get(one["idea_id"], []) in (states, states[1:])
            return is_announced and states[-1] == one["state"] and _goes_by(workflows[_key(one)], states)

        return agrees

    return all(await at_most_at_once(AT_ONCE, [look_at(one) for one in ideas]))


async def _workflows(town: TownHall, ideas: Sequence[Body]) -> dict[tuple[str, int], Body]:
    """The workflow of each version that ideas go by."""
    found = {}
    for name, version in {_key(one) for one in ideas}:
        answer = await town.must("ideas", "GET", f"/workflows/{name}", params={"version_number": version})
        found[name, version] = answer["definition"]
    return found


def _key(idea: Body) -> tuple[str, int]:
    return idea["workflow"], idea["workflow_version"]


def _goes_by(workflow: Body, states: Sequence[str]) -> bool:
    """Whether each step is one that the workflow names, or leads to those who carry the idea on, or back from them."""
    steps = {(of, action["to"] or of) for action in workflow["actions"] for of in action["of"]}
    return all(
        one == next_one or (one, next_one) in steps or {one, next_one} & _CARRIED_ON
        for one, next_one in pairwise(states)
    )


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
