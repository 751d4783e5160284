"""What ``commonpurse tally`` says to people: who won, in columns."""

import typer

from commonpurse.columns import in_columns, plain
from services.voting.domain.counting.counted_file import CountedFile
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.rule import RankedList


def print_count(counted: CountedFile) -> None:
    """The winners, what they come to, and the ties."""
    outcome, meta = counted.outcome, counted.file.meta
    typer.echo(f"{plain(meta.get('description', ''))}: {outcome.rule}")
    if isinstance(counted.rule, RankedList):
        _print_ranked_list(counted)
        return
    typer.echo(_winners(counted))
    spent, budget = (format_amount(amount, outcome.digits) for amount in (outcome.cost, outcome.budget))
    summary = f"{len(outcome.winners)} projects, {spent} of {budget} {meta.get('currency', '')}"
    typer.echo(f"{summary}, {counted.file.unweighted.voters} ballots, {counted.seconds:.2f} s")
    _tell_of_weights(counted)
    for project, missing in outcome.in_part.items():
        typer.echo(f"{project} is funded in part: {format_amount(missing, outcome.digits)} of its cost is missing")
    for name, stage in outcome.stages:
        spent, money = (format_amount(amount, outcome.digits) for amount in (stage.cost, stage.budget))
        whose = f"guaranteed to {plain(name)}" if name else "left for all"
        typer.echo(f"Of {money} {whose}, {spent} were spent on {', '.join(stage.winners) or 'nothing'}")
    for tie in outcome.ties:
        where = f" of {plain(tie.stage)}" if tie.stage else ""
        typer.echo(f"Tie in round {tie.round}{where}: {', '.join(tie.tied)}; {tie.chosen} first by {tie.decided_by}")
    if counted.agrees is not None:
        typer.echo(f"The city funded {'the same' if counted.agrees else 'other'} projects by its own count.")


def _print_ranked_list(counted: CountedFile) -> None:
    """The options by their places with what everybody gave on average; nothing of money, for none is spent."""
    opinions = {one["project"]: one for one in (counted.agreement or {"projects": ()})["projects"]}
    rows = [
        (
            str(option["place"] or ""),
            option["project"],
            option["score"],
            *(str(opinions.get(option["project"], {}).get(name, "")) for name in ("mean", "deviation", "named")),
            option["name"],
        )
        for option in counted.projects
    ]
    head = ("place", "option", "score", "mean", "deviation", "named by", "name")
    typer.echo(in_columns(head, rows, numeric=("place", "score", "mean", "deviation", "named by")))
    options = len(counted.outcome.places)
    typer.echo(f"{options} options ranked, {counted.file.unweighted.voters} ballots, {counted.seconds:.2f} s")
    if counted.agreement and counted.agreement["concordance"]:
        typer.echo(f"Agreement (Kendall's W): {counted.agreement['concordance']}")
    typer.echo("Nothing is funded by a ranked list: it is advice.")


def _tell_of_weights(counted: CountedFile) -> None:
    weighing = counted.weighing
    if weighing is None:
        return
    for line in weighing["channels"]:
        channel = plain(line["channel"]) or "no channel"
        typer.echo(f"{line['ballots']} ballots by {channel}, each counts as {line['weight']}")
    winners, cost = weighing["unweighted"]["winners"], weighing["unweighted"]["cost"]
    alike = "the same projects" if {*winners} == {*counted.outcome.winners} else ", ".join(winners) or "nothing"
    typer.echo(f"Unweighted, each ballot counting once, it funds {alike}, for {cost}")


def _winners(counted: CountedFile) -> str:
    outcome, profile = counted.outcome, counted.file.profile
    projects = {project.id: project for project in counted.file.instance.projects}
    rows = [
        (
            str(place),
            id_,
            format_amount(projects[id_].cost, outcome.digits),
            format_amount(outcome.why(id_).score, profile.mark_digits),
            projects[id_].name,
        )
        for place, id_ in enumerate(outcome.winners, 1)
    ]
    return in_columns(("", "project", "cost", "score", "name"), rows, numeric=("", "cost", "score"))
