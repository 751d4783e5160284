"""``commonpurse tally FILE.pb``: counts an election from a Pabulib file."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from commonpurse.pb_files import in_words, read_file, say_refusal
from commonpurse.tallying.options import Options, RuleName
from commonpurse.tallying.tables import print_count
from services.voting.domain.counting.counted_file import CountedFile
from services.voting.domain.counting.file_errors import RulingDoesNotFit
from services.voting.domain.counting.file_rulings import Rulings
from services.voting.domain.tally.count import count
from services.voting.domain.tally.errors import InstanceIsInconsistent, TieNeedsDecision
from services.voting.domain.tally.rule import Completion, Utility


def tally(
    file: Annotated[Path, typer.Argument(help="A Pabulib file.", show_default=False)],
    *,
    rule: Annotated[RuleName | None, typer.Option(help="Else the file's own rule.")] = None,
    utility: Annotated[Utility | None, typer.Option(help="What a voter gains from a funded project.")] = None,
    completion: Annotated[Completion | None, typer.Option(help="What happens to the money left over.")] = None,
    comparison: Annotated[
        bool | None, typer.Option("--comparison/--no-comparison", help="Equal Shares: with the comparison step.")
    ] = None,
    integral: Annotated[
        bool | None,
        typer.Option("--integral/--exact", help="Add1: begin with whole currency units, or the exact share."),
    ] = None,
    step: Annotated[int | None, typer.Option(help="Add1: how many currency units are added each time.")] = None,
    stop: Annotated[bool | None, typer.Option("--stop/--skip", help="At the first project that does not fit.")] = None,
    min_score: Annotated[str | None, typer.Option(help="Projects scoring less are out.")] = None,
    ties: Annotated[
        str | None,
        typer.Option(
            help="cost-asc, cost-desc, score, lot:SEED, file-order; a comma between. Else the file's own; else "
            "cost-asc,score."
        ),
    ] = None,
    conflict: Annotated[
        list[str] | None, typer.Option(help="At most one of these is funded, as in 4,7. May be repeated.")
    ] = None,
    guarantee: Annotated[
        list[str] | None, typer.Option(help="An area's money, counted there first: North=1000. May be repeated.")
    ] = None,
    at_most: Annotated[
        list[str] | None, typer.Option(help="What an area or a category gets at most: parks=500. May be repeated.")
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(help="How many ballots one of a channel (voting_method) counts as: paper=2. May be repeated."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each project won or lost.")] = False,
    in_full: Annotated[
        bool, typer.Option("--in-full", help="With --explain: how close losers came, however long that takes.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A line for each project, for spreadsheets.")] = False,
    xlsx: Annotated[
        Path | None, typer.Option(help="Write the count to this workbook, too; it must not be there yet.")
    ] = None,
) -> None:
    """Count an election from a Pabulib file, exactly. Without options, by the file's own rule."""
    if in_full and not explain:
        say_refusal(file, "--in-full has no use without --explain")
    if as_json and csv:
        say_refusal(file, "--json and --csv say the same in two ways; choose one")
    started = time.perf_counter()
    as_read = read_file(file)
    options = Options(rule, utility, completion, comparison, stop, min_score, integral, step)
    try:
        rulings = Rulings(conflict or (), guarantee or (), at_most or (), weight or (), ties or "")
        pabulib = rulings.of(as_read)
        chosen, order = options.rule_for(pabulib), rulings.order(pabulib)
        outcome = count(pabulib.instance, pabulib.profile, chosen, ties=order)
    except RulingDoesNotFit as trouble:
        say_refusal(file, f"--{trouble}")
    except (InstanceIsInconsistent, TieNeedsDecision, typer.BadParameter) as trouble:
        say_refusal(file, str(trouble))
    doubt = pabulib.doubt if rule is None else None
    counted = CountedFile(pabulib, chosen, order, outcome, time.perf_counter() - started, doubt, in_full=in_full)
    for warning in counted.warnings:
        typer.echo(f"{file}: warning: {warning}", err=True)
    if xlsx:
        _write_workbook(counted, file, xlsx, explain=explain)
    if as_json:
        typer.echo(json.dumps(counted.as_json(explain=explain), ensure_ascii=False))
    elif csv:
        from commonpurse.tallying.sheets import csv_of

        typer.echo(csv_of(counted, explain=explain), nl=False)
    else:
        _tell(counted, explain=explain)


def _write_workbook(counted: CountedFile, file: Path, xlsx: Path, *, explain: bool) -> None:
    from commonpurse.tallying.sheets import write_workbook

    try:
        write_workbook(counted, xlsx, explain=explain)
    except FileExistsError:
        say_refusal(file, f"--xlsx: {xlsx} is there already and stays as it is; give another name, or move it away")
    except OSError as trouble:
        say_refusal(file, f"--xlsx: {xlsx} cannot be written: {in_words(trouble)}")


def _tell(counted: CountedFile, *, explain: bool) -> None:
    print_count(counted)
    if explain:
        from commonpurse.tallying.explanation_tables import print_explanation

        print_explanation(counted)
