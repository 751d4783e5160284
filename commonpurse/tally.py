"""``commonpurse tally FILE.pb``: counts an election from a Pabulib file."""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    FileIsNotPabulib,
    Outcome,
    Rule,
    ScoreOrder,
    TieNeedsDecision,
    TieOrder,
    Utility,
    count,
    draw_lots,
)
from services.voting.domain.tally.decimals import format_amount
from services.voting.domain.tally.lots import TieKey
from services.voting.domain.tally.pb_file import PabulibFile
from services.voting.domain.tally.pb_read import read_pb
from services.voting.domain.tally.pb_rule import min_score_of, rule_of

if TYPE_CHECKING:
    from rich.table import Table

RuleName = Literal["score", "equal-shares"]


def tally(
    file: Annotated[Path, typer.Argument(help="A Pabulib file.", show_default=False)],
    *,
    rule: Annotated[RuleName | None, typer.Option(help="Else the file's own rule.")] = None,
    utility: Annotated[Utility | None, typer.Option(help="What a voter gains from a funded project.")] = None,
    completion: Annotated[Completion | None, typer.Option(help="What happens to the money left over.")] = None,
    stop: Annotated[bool | None, typer.Option("--stop/--skip", help="At the first project that does not fit.")] = None,
    min_score: Annotated[str | None, typer.Option(help="Projects scoring less are out.")] = None,
    ties: Annotated[
        str, typer.Option(help="cost-asc, cost-desc, score, lot:SEED, file-order; a comma between.")
    ] = "cost-asc,score",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Count an election from a Pabulib file, exactly. Without options, by the file's own rule."""
    started = time.perf_counter()
    try:
        pabulib = read_pb(file.read_bytes())
        chosen = _rule(pabulib, name=rule, utility=utility, completion=completion, stop=stop, min_score=min_score)
        outcome = count(pabulib.instance, pabulib.profile, chosen, ties=_tie_order(ties, pabulib))
    except (OSError, FileIsNotPabulib, TieNeedsDecision, typer.BadParameter) as trouble:
        typer.echo(f"{file}: {getattr(trouble, 'strerror', None) or trouble}", err=True)
        raise typer.Exit(2) from None
    seconds = time.perf_counter() - started
    if as_json:
        typer.echo(json.dumps(_as_json(outcome, seconds), ensure_ascii=False))
        return
    _print(pabulib, outcome, seconds)


def _rule(
    file: PabulibFile,
    *,
    name: RuleName | None,
    utility: Utility | None,
    completion: Completion | None,
    stop: bool | None,
    min_score: str | None,
) -> Rule:
    own = rule_of(file)
    least = own.min_score if min_score is None else min_score_of(file, min_score)
    if name == "score" or (name is None and isinstance(own, ScoreOrder)):
        order = own if isinstance(own, ScoreOrder) else ScoreOrder()
        per_cost = utility is Utility.CARDINALITY
        return replace(order, stop=order.stop if stop is None else stop, min_score=least, per_cost=per_cost)
    shares = own if isinstance(own, EqualShares) else EqualShares()
    return EqualShares(utility or shares.utility, completion or shares.completion, least)


def _tie_order(text: str, file: PabulibFile) -> TieOrder:
    keys: list[TieKey] = []
    lots: tuple[str, ...] = ()
    for part in text.split(","):
        name, _, seed = part.strip().partition(":")
        if name == "lot" and seed:
            lots = draw_lots(seed, file.instance.ids)
        elif name not in get_args(TieKey) or seed or name == "lot":
            raise typer.BadParameter(f"--ties does not know {part.strip()!r}")
        keys.append(cast("TieKey", name))
    return TieOrder(tuple(keys), lots)


def _as_json(outcome: Outcome, seconds: float) -> dict[str, object]:
    ties = [
        {"round": tie.round, "tied": list(tie.tied), "chosen": tie.chosen, "decided_by": tie.decided_by}
        for tie in outcome.ties
    ]
    return {
        "rule": outcome.rule,
        "winners": list(outcome.winners),
        "cost": format_amount(outcome.cost, outcome.digits),
        "budget": format_amount(outcome.budget, outcome.digits),
        "ties": ties,
        "seconds": round(seconds, 3),
    }


def _print(file: PabulibFile, outcome: Outcome, seconds: float) -> None:
    from rich.console import Console

    console = Console(file=sys.stdout)
    console.print(_table(file, outcome))
    spent, budget = (format_amount(amount, outcome.digits) for amount in (outcome.cost, outcome.budget))
    currency = file.meta.get("currency", "")
    console.print(
        f"{len(outcome.winners)} projects, {spent} of {budget} {currency}, {outcome.voters} ballots, {seconds:.2f} s"
    )
    for tie in outcome.ties:
        console.print(
            f"Tie in round {tie.round}: {', '.join(tie.tied)}; {tie.chosen} first by {tie.decided_by}", markup=False
        )
    if file.official is not None:
        agrees = "the same projects" if set(outcome.winners) == file.official else "other projects"
        console.print(f"The city funded {agrees} by its own count.")


def _table(file: PabulibFile, outcome: Outcome) -> "Table":
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"{escape(file.meta.get('description', ''))}: {outcome.rule}")
    for column in ("", "project", "name"):
        table.add_column(column)
    for column in ("cost", "score"):
        table.add_column(column, justify="right")
    projects = {project.id: project for project in file.instance.projects}
    for place, id_ in enumerate(outcome.winners, 1):
        project, step = projects[id_], outcome.why(id_)
        cost, score = format_amount(project.cost, outcome.digits), format_amount(step.score, file.profile.mark_digits)
        table.add_row(str(place), escape(id_), escape(project.name), cost, score)
    return table
