"""The story says whether all tell the same of an idea: it must notice each of them that does not."""

from typing import Any
from unittest.mock import patch

import pytest

from commonpurse.demo.story import comparison
from commonpurse.demo.story.comparison import tell_the_same
from commonpurse.town_hall import Body, TownHall
from commonpurse.trouble import Trouble

LINES = ["submitted", "in_review", "at_board", "recommended"]
WORKFLOW = {
    "actions": [
        {"name": "take-up", "of": ["submitted"], "to": "in_review"},
        {"name": "to-the-board", "of": ["in_review"], "to": "at_board"},
        {"name": "recommend", "of": ["at_board"], "to": "recommended"},
        {"name": "note", "of": ["at_board"], "to": ""},
    ]
}


class Told(TownHall):
    """A town hall with one idea, of which everybody tells what they are given to tell."""

    def __init__(self, life_line: list[str], announced: list[str], board: str) -> None:
        super().__init__({})
        self._life_line, self._board = life_line, board
        self._events = [
            {"position": at, "type": "ideas.idea-state-changed.v1", "data": {"idea_id": "1", "state": state}}
            for at, state in enumerate(announced, start=1)
        ]

    @property
    def idea(self) -> Body:
        return {
            "idea_id": "1",
            "number": "AAA-BBB",
            "state": self._life_line[-1],
            "workflow": "lichtenberg",
            "workflow_version": 1,
        }

    async def must(self, part: str, method: str, path: str, body: object = None, **options: Any) -> Any:
        if path == "/events":
            return [one for one in self._events if one["position"] > options["params"]["after"]]
        if path.startswith("/workflows/"):
            return {"definition": WORKFLOW}
        if part == "reporting":
            shown = [{"idea_id": "1", "state": self._board}]
            return {"counts": [{"state": self._board, "ideas": 1}], "items": shown, "next": None}
        return {"life_line": [{"state": state} for state in self._life_line]}


async def said(life_line: list[str], announced: list[str], board: str = "") -> bool:
    town = Told(life_line, announced, board or life_line[-1])
    return await tell_the_same(town, "round", [town.idea])


@pytest.mark.parametrize(
    "life_line",
    [
        LINES,
        ["submitted", "in_review", "at_board", "at_board", "recommended"],
        ["submitted", "in_review", "merged"],
        ["submitted", "in_review", "merged", "in_review", "at_board"],
    ],
)
async def test_a_life_line_that_was_announced_and_goes_by_the_workflow_is_the_same(life_line: list[str]) -> None:
    assert await said(life_line, life_line[1:])
    assert await said(life_line, life_line)


@pytest.mark.parametrize(
    "announced",
    [
        pytest.param([], id="nothing"),
        pytest.param(["in_review", "at_board"], id="not the last"),
        pytest.param(["in_review", "recommended"], id="not all"),
        pytest.param(["at_board", "in_review", "recommended"], id="in another order"),
        pytest.param(["in_review", "at_board", "not_recommended"], id="another end"),
    ],
)
async def test_an_announcement_that_says_otherwise_than_the_life_line_is_noticed(announced: list[str]) -> None:
    assert not await said(LINES, announced)


@pytest.mark.parametrize("life_line", [["submitted", "recommended"], ["submitted", "in_review", "submitted"]])
async def test_a_step_that_the_workflow_does_not_name_is_noticed(life_line: list[str]) -> None:
    assert not await said(life_line, life_line[1:])


async def test_a_board_that_shows_another_state_is_waited_for_and_then_is_trouble() -> None:
    async def look_once(look: Any, what: str) -> Any:
        if (found := await look()) is None:
            raise Trouble(f"waited for {what}")
        return found

    with patch.object(comparison, "eventually", look_once), pytest.raises(Trouble, match="the public board"):
        await said(LINES, LINES[1:], board="at_board")
