"""A counted poll as a Pabulib file, so that anyone can count again.

Source: Pabulib's format, http://pabulib.org/format.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from libs.shared.kernel.money import minor_digits
from services.voting.domain.announcement import Published
from services.voting.domain.ballot import Ballot
from services.voting.domain.poll import Poll
from services.voting.domain.tally.decimals import format_amount

Row = list[Any]


def write_pb(poll: Poll, round_name: str, outcome: Published, ballots: Iterable[tuple[Ballot, int]]) -> bytes:
    """The file. Voters are numbered in the order of their choices, so that a number says nothing of a person.

    Args:
        poll: The announced poll.
        round_name: The round's name, the file's ``unit``.
        outcome: What was published of the count.
        ballots: Each distinct ballot, and how many people cast it.
    """
    text = StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(_rows(poll, round_name, outcome, ballots))
    return text.getvalue().encode()


def _rows(poll: Poll, round_name: str, outcome: Published, ballots: Iterable[tuple[Ballot, int]]) -> Iterator[Row]:
    yield ["META"]
    yield ["key", "value"]
    yield from _meta(poll, round_name, outcome)
    yield ["PROJECTS"]
    yield ["project_id", "cost", "votes", "score", "name", "selected"]
    yield from _projects(poll, outcome)
    yield ["VOTES"]
    yield from _votes(poll, ballots)


def _meta(poll: Poll, round_name: str, outcome: Published) -> Iterator[Row]:
    terms, limits = poll.terms, poll.terms.limits
    yield ["description", terms.name]
    yield ["country", "unknown"]  # the format demands one; the platform does not know it
    yield ["unit", round_name]
    yield ["instance", str(poll.poll_id)]
    yield ["num_projects", len(poll.paper)]
    yield ["num_votes", outcome["ballots"]]
    yield ["budget", _amount(poll, poll.fund.budget_cents)]
    yield ["currency", poll.fund.currency]
    yield ["vote_type", "approval" if terms.method == "approval" else "cumulative"]
    yield ["rule", _RULES.get((terms.rule, terms.completion), outcome["rule_name"])]
    yield ["date_begin", f"{terms.opens_at:%d.%m.%Y}"]
    yield ["date_end", f"{terms.closes_at:%d.%m.%Y}"]
    yield ["min_length", limits.min_choices]
    yield ["max_length", limits.max_choices]
    if terms.method == "points":
        yield ["min_points", limits.min_points_each]
        yield ["max_points", limits.max_points_each]
        yield ["max_sum_points", limits.max_points]
    yield ["commonpurse_rule", outcome["rule_name"]]
    yield ["commonpurse_lot_seed", poll.lot_seed]


_RULES = {
    ("score-order", "none"): "greedy",
    ("equal-shares", "none"): "equalshares",
    ("equal-shares", "add1"): "equalshares/add1",
}


def _projects(poll: Poll, outcome: Published) -> Iterator[Row]:
    for project in outcome["projects"]:
        cost = _amount(poll, project["cost_cents"])
        is_funded = int(project["is_funded"])
        yield [project["number"], cost, project["ballots"], project["score"], project["title"], is_funded]


def _votes(poll: Poll, ballots: Iterable[tuple[Ballot, int]]) -> Iterator[Row]:
    has_points = poll.terms.method == "points"
    yield ["voter_id", "vote", *(["points"] if has_points else [])]
    voter = 0
    for ballot, people in ballots:
        written = [_list(ballot.numbers), *([_list(ballot.points or ())] if has_points else [])]
        for _ in range(people):
            voter += 1
            yield [voter, *written]


def _list(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _amount(poll: Poll, cents: int) -> str:
    return format_amount(cents, minor_digits(poll.fund.currency))
