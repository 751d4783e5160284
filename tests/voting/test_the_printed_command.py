"""Whoever runs the command that a results page prints on the file that it gives gets the announced outcome."""

from pathlib import Path
from typing import Any, get_args

import pytest

from services.voting.domain.polls.poll import CompletionName, Method
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_of
from tests.support.printed_commands import run_printed
from tests.voting.support.town import BASE, Body, VotingTown

EQUAL_SHARES: list[dict[str, Any]] = [
    {"rule": "equal-shares", "completion": completion} for completion in get_args(CompletionName)
]
RULES: list[dict[str, Any]] = [
    {"rule": "score-order"},
    {"rule": "score-order", "min_score": 2},
    {"rule": "equal-shares", "completion": "add1+utilitarian", "min_score": 2},
    {"rule": "bos-equal-shares"},
    *EQUAL_SHARES,
    *(wishes | {"comparison": True} for wishes in EQUAL_SHARES),
]
BY_SCORE: Body = {"rule": "score-order", "min_score": 2}
BY_SHARES: Body = {"rule": "equal-shares", "completion": "add1+utilitarian"}
_Way = tuple[dict[str, int], list[Any]]
WAYS: dict[str, _Way] = {
    "approval": ({"max_choices": 3}, [[6, 7], [6, 7], [6, 7], [7, 6], [1, 2]]),
    "points": (
        {"max_choices": 3, "max_points_each": 5, "max_points": 8},
        [{6: 3, 7: 3}, {6: 3, 7: 3}, {7: 2, 6: 2}, {7: 3, 6: 3}, {1: 2, 2: 5}],
    ),
    "knapsack": ({"max_choices": 3}, [[6], [7], [6], [7], [1, 2]]),
    "allocation": ({"max_choices": 3}, [*[{6: 50, 7: 50}] * 3, {1: 60, 2: 40}]),
    "score": ({"max_choices": 3, "max_points_each": 5}, [*[{6: 3, 7: 3}] * 3, {1: 5, 2: 5}]),
    "ranking": (
        {"max_choices": 2},
        [*[{"ranks": {6: 1, 7: 2}}, {"ranks": {7: 1, 6: 2}}] * 2, {"ranks": {1: 1, 2: 2}}],
    ),
    "for-and-against": (
        {"max_choices": 2},
        [*[{"votes": {6: "for", 7: "for"}}] * 3, {"votes": {1: "for", 2: "against"}}],
    ),
}
RULES_OF: dict[str, list[Body]] = {
    "approval": RULES,
    "points": RULES,
    # The rules are tried on these two; on the others that they come back with the kind of ballot.
    "knapsack": [BY_SHARES],
    "allocation": [BY_SHARES],
    "score": [BY_SCORE],
    "ranking": [BY_SCORE, BY_SHARES],
    "for-and-against": [BY_SCORE],
}


# Under Equal Shares three people get one project each and two people another; score order gives the three a second one.
PREFERRING_SCORE_ORDER: dict[str, _Way] = {
    "approval": (WAYS["approval"][0], [*[[2, 6, 7]] * 3, [1, 2], [1]]),
    "points": (WAYS["points"][0], [*[{2: 2, 6: 3, 7: 3}] * 3, {1: 2}, {1: 2}]),
}


async def _announced(town: VotingTown, way: _Way, **wishes: object) -> tuple[str, Body]:
    """A poll in which projects 6 and 7 stand equal in everything but the lot, and only one of them can be had."""
    limits, ballots = way
    poll_id = await town.open_poll(limits=limits, **wishes)
    for person, ballot in enumerate(ballots):
        whole = ballot if {*ballot} & {"ranks", "votes"} else {}
        handed_in = whole or {"points" if isinstance(ballot, dict) else "choices": ballot}
        assert (await town.hand_in(poll_id, f"person {person}", handed_in)).status_code == 201
    return str(poll_id), await town.announce(poll_id)


@pytest.mark.parametrize("method", get_args(Method))
async def test_the_printed_command_on_the_downloaded_file_gives_the_announced_outcome(
    town: VotingTown, tmp_path: Path, method: str
) -> None:
    for number in (6, 7):
        await town.accept_proposal(number, cost_cents=3500_00)
    for wishes in RULES_OF[method]:
        poll_id, outcome = await _announced(town, WAYS[method], method=method, **wishes)
        assert "lot" in {tie["decided_by"] for tie in outcome["ties"]}

        await _count_again(town, poll_id, outcome, tmp_path)


@pytest.mark.parametrize("method", PREFERRING_SCORE_ORDER)
async def test_the_printed_command_agrees_where_the_comparison_put_score_order_in_the_place_of_equal_shares(
    town: VotingTown, tmp_path: Path, method: str
) -> None:
    for number in (6, 7):
        await town.accept_proposal(number, cost_cents=3500_00)
    wishes = {"method": method, "rule": "equal-shares", "completion": "none"}
    way = PREFERRING_SCORE_ORDER[method]

    _, plain = await _announced(town, way, **wishes)
    poll_id, outcome = await _announced(town, way, **wishes, comparison=True)

    assert (plain["compared"], plain["comparison"]) == (None, False)
    assert outcome["compared"] == {"prefer_equal_shares": 2, "prefer_score_order": 3}
    assert _funded(outcome) != _funded(plain)
    assert "lot" in {tie["decided_by"] for tie in outcome["ties"]}
    await _count_again(town, poll_id, outcome, tmp_path)


async def _count_again(town: VotingTown, poll_id: str, outcome: Body, folder: Path) -> None:
    download = await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")
    (folder / f"ballots-{poll_id}.pb").write_bytes(download.content)

    ran = await run_printed(f"commonpurse tally ballots-{poll_id}.pb", folder)

    assert (ran.status, ran.errors) == (0, "")
    assert outcome["rule_name"] in ran.output
    assert "The city funded the same projects by its own count." in ran.output
    assert rule_of(read_pb(download.content)).name == outcome["rule_name"]


def _funded(outcome: Body) -> set[int]:
    return {project["number"] for project in outcome["projects"] if project["is_funded"]}
