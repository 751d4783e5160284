"""Whoever runs the command that a results page prints on the file that it gives gets the announced outcome."""

from pathlib import Path
from typing import Any, get_args

import pytest

from services.voting.domain.polls.poll import CompletionName, Method
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_of
from tests.support.printed_commands import run_printed
from tests.voting.support.town import BASE, Body, VotingTown

RULES = [
    ("score-order", "none", 0),
    ("score-order", "none", 2),
    ("equal-shares", "add1+utilitarian", 2),
    *(("equal-shares", completion, 0) for completion in get_args(CompletionName)),
]
_Way = tuple[dict[str, int], list[Any]]
WAYS: dict[str, _Way] = {
    "approval": ({"max_choices": 3}, [[6, 7], [6, 7], [6, 7], [7, 6], [1, 2]]),
    "points": (
        {"max_choices": 3, "max_points_each": 5, "max_points": 8},
        [{6: 3, 7: 3}, {6: 3, 7: 3}, {7: 2, 6: 2}, {7: 3, 6: 3}, {1: 2, 2: 5}],
    ),
}


async def _announced(town: VotingTown, **wishes: object) -> tuple[str, Body]:
    """A poll in which projects 6 and 7 stand equal in everything but the lot, and only one of them can be had."""
    limits, ballots = WAYS[str(wishes["method"])]
    poll_id = await town.open_poll(limits=limits, **wishes)
    for person, ballot in enumerate(ballots):
        assert (await town.cast(poll_id, f"person {person}", ballot)).status_code == 201
    return str(poll_id), await town.announce(poll_id)


@pytest.mark.parametrize("method", get_args(Method))
async def test_the_printed_command_on_the_downloaded_file_gives_the_announced_outcome(
    town: VotingTown, tmp_path: Path, method: str
) -> None:
    for number in (6, 7):
        await town.accept_proposal(number, cost_cents=3500_00)
    for rule, completion, least in RULES:
        poll_id, outcome = await _announced(town, method=method, rule=rule, completion=completion, min_score=least)
        assert "lot" in {tie["decided_by"] for tie in outcome["ties"]}
        download = await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")
        (tmp_path / f"ballots-{poll_id}.pb").write_bytes(download.content)

        ran = await run_printed(f"commonpurse tally ballots-{poll_id}.pb", tmp_path)

        assert (ran.status, ran.errors) == (0, "")
        assert outcome["rule_name"] in ran.output
        assert "The city funded the same projects by its own count." in ran.output
        assert rule_of(read_pb(download.content)).name == outcome["rule_name"]
