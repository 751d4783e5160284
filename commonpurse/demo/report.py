"""What the demonstration says at its end: to people as a table, to machines as JSON."""

import sys
from itertools import zip_longest
from typing import Any

from pydantic_core import to_json
from rich.console import Console
from rich.table import Table

from commonpurse.election import Election

_DOORS = {"texts": "by text message", "pages": "on the pages", "api": "through the API"}


def as_json(report: dict[str, Any]) -> None:
    """Print the report as one JSON object."""
    sys.stdout.write(to_json(report).decode() + "\n")


def as_table(election: Election, report: dict[str, Any]) -> None:
    """Print the projects with what came of them here and in reality, and the figures."""
    console = Console()
    console.print(_projects(election, report))
    doors = ", ".join(f"{report['by_door'].get(door, 0):,} {words}" for door, words in _DOORS.items())
    refused = ", ".join(f"{number} {kind}" for kind, number in report["refused"].items())
    console.print(f"Ballots   {report['ballots_cast']:,} cast ({doors}), {report['ballots_counted']:,} counted")
    console.print(f"Refused   {refused}")
    console.print(f"Funded    {len(report['winners'])} projects for {report['cost']} {election.currency}")
    console.print(f"Outcome   {_verdict(report)}")
    views = "the same" if report["view_matches"] else "NOT the same"
    console.print(f"View      the public view, built from events alone, shows {views}")
    console.print(f"Time      {report['seconds']} s")


def story_as_table(report: dict[str, Any]) -> None:
    """Print where the story's ideas stand, how they came and went, and where to look at it all."""
    console = Console()
    table = Table(title=f"A year in {report['story'].title()}: {report['ideas']} ideas", title_justify="left")
    for column in ("State", "Channel", "Way of the board"):
        table.add_column(column)
        table.add_column("Ideas", justify="right")
    columns = [list(report[name].items()) for name in ("by_state", "by_channel", "by_way")]
    for row in zip_longest(*columns, fillvalue=("", "")):
        table.add_row(*(str(cell) for pair in row for cell in pair))
    console.print(table)
    console.print(_services(report["services"]))
    figures = ("sittings", "decisions", "appeals", "merged", "split", "ballots", "mails")
    console.print("  ".join(f"{report[name]:,} {name}" for name in figures))
    views = "the same" if report["view_matches"] else "NOT the same"
    console.print(f"View      the public view and the events tell {views} of each idea")
    console.print(f"Time      {report['seconds']} s")
    console.print(f"To look at it: commonpurse up --data {report['data']}", soft_wrap=True)


def _services(services: dict[str, Any]) -> Table:
    doors = ", ".join(f"{number} by {channel}" for channel, number in services["by_channel"].items())
    title = f"Services in hard times: {services['ballots']} share out 100 ({doors}); agreement {services['agreement']}"
    table = Table(title=title, title_justify="left")
    table.add_column("Place", justify="right")
    table.add_column("Option")
    for column in ("Mean", "Half of them from", "to"):
        table.add_column(column, justify="right")
    for one in services["ranked"]:
        table.add_row(*(str(one[name]) for name in ("place", "option", "mean", "lower_quartile", "upper_quartile")))
    return table


def _projects(election: Election, report: dict[str, Any]) -> Table:
    table = Table(title=election.name, title_justify="left")
    table.add_column("No.", justify="right")
    table.add_column("Project", max_width=60, overflow="ellipsis", no_wrap=True)
    table.add_column(f"Cost ({election.currency})", justify="right")
    table.add_column("Here")
    table.add_column("In reality")
    words = {True: "funded", False: "not funded", None: "not known"}
    for candidate in election.candidates:
        here = words[candidate.pb_id in report["winners"]]
        cost = f"{candidate.cost_cents / 100:,.0f}"
        table.add_row(str(candidate.number), candidate.title, cost, here, words[candidate.was_funded])
    return table


def _verdict(report: dict[str, Any]) -> str:
    if not report["match"]:
        return "NO MATCH with a direct count of the file's ballots"
    if report["matches_the_city"]:
        return "a match: the same projects as in reality"
    if report["matches_the_city"] is None:
        return "a match with a direct count of these ballots; what the city's rule makes of all of them is not known"
    return "a match with a direct count of the ballots; the city funded others (a tie, or its decision)"
