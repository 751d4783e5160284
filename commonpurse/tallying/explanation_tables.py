"""What ``commonpurse tally --explain`` says to people: why each project won or lost."""

import sys
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.voting.domain.counting.counted_file import CountedFile
from services.voting.domain.tally.outcome import Verdict
from services.voting.domain.tally.rule import BoundedOverspending, RankedList, Rule


def print_explanation(counted: CountedFile) -> None:
    """Why each project won or lost, as tables."""
    console = Console(file=sys.stdout)
    said = counted.explanation
    if not isinstance(counted.rule, RankedList):
        _print_stories(said, counted.rule, console)
    if second := said["second_count"]:
        verdict = "agrees" if second["agrees"] else f"objects: {'; '.join(second['objections'])}"
        console.print(f"A second count, by another program that follows every payment, {verdict}.", markup=False)


def _print_stories(said: dict[str, Any], rule: Rule, console: Console) -> None:
    if said["winners"]:
        console.print(_winners_table(said["winners"]))
    losers = Table(title="Why the others lost")
    for column in (
        "project",
        "verdict",
        "after round",
        "missing",
        "in the end",
        "effective support",
        "wins at cost",
        "or votes",
    ):
        losers.add_column(column)
    for loser in said["losers"]:
        support = f"{loser['effective_support_percent']} %" if loser["effective_support_percent"] else ""
        cells = (
            loser["missing"],
            loser["missing_in_the_end"],
            support,
            loser["wins_at_cost"],
            loser["wins_with_votes"],
        )
        words = loser["verdict"] + (f": {_reason(loser)}" if loser["reason"] else "")
        row = (loser["project"], words, str(loser["round"]), *("" if c is None else str(c) for c in cells))
        losers.add_row(*map(escape, row))
    console.print(losers)
    for loser in said["losers"]:
        if loser["spent_on"]:
            where = ", ".join(f"{amount} on {winner}" for winner, amount in loser["spent_on"].items())
            had = f"The supporters of {loser['project']} had {loser['supporters_had']}"
            console.print(f"{had} and spent {where}; {loser['left']} are left.", markup=False)
    for line in _flow_lines(said["flow"] or {"streams": []}, rule):
        console.print(line, markup=False)
    console.print(_reach_table(said["outcome"]))
    for part in (*said["outcome"]["areas"], *said["outcome"]["categories"]):
        share, demand = part["spent_percent"], part["voters_asking_percent"]
        console.print(f"{part['name']}: {share} % of spending, asked for by {demand} % of voters", markup=False)


def _flow_lines(flow: dict[str, Any], rule: Rule) -> Iterator[str]:
    """Where the money went, in words; nothing where voters have no shares to pay from."""
    if flow.get("share"):
        yield f"{flow['voters']} voters had {flow['share']} each to pay with."
    beside_shares = "the money of all" if isinstance(rule, BoundedOverspending) else "what was left over"
    for stream in flow["streams"]:
        source = "the shares of its supporters" if stream["from"] == "shares" else beside_shares
        yield f"{stream['amount']} for {stream['project']} from {source}"
    if flow["streams"]:
        yield f"{flow['not_spent']} were not spent."


def _reason(loser: dict[str, Any]) -> str:
    is_rival = loser["verdict"] == Verdict.CONFLICT
    return f"{loser['reason']} of the same group was funded" if is_rival else str(loser["reason"])


def _winners_table(winners: list[dict[str, Any]]) -> Table:
    table = Table(title="How the winners were paid for")
    for column in ("round", "project", "effective votes", "full price", "paid it", "paid all they had", "in all"):
        table.add_column(column, justify="left" if column == "project" else "right")
    for winner in winners:
        names = ("effective_votes", "full_price", "paid_in_full", "paid_all_they_had", "their_payments")
        cells = ("" if winner[name] is None else str(winner[name]) for name in names)
        table.add_row(str(winner["round"]), escape(winner["project"]), *cells)
    return table


def _reach_table(outcome: dict[str, Any]) -> Table:
    table = Table(title="What it comes to")
    for column in ("", "this count", "score order"):
        table.add_column(column)
    for name in (
        "voters_with_a_winner",
        "winners_per_voter_mean",
        "winners_per_voter_median",
        "voters_with_fair_share",
    ):
        table.add_row(name.replace("_", " "), str(outcome[name]), str(outcome["score_order"][name]))
    table.add_row("cost", "", outcome["score_order"]["cost"])
    return table
