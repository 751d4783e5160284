"""``commonpurse tally FILE.pb``: counts an election from a Pabulib file."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from services.voting.domain.tally.errors import FileIsNotPabulib, InstanceIsInconsistent, TieNeedsDecision
from services.voting.domain.tally.rule import (
    Completion,
    EliminationOrder,
    EqualShares,
    Phragmen,
    Rule,
    ScoreOrder,
    Utility,
    WelfareMaximum,
)

if TYPE_CHECKING:
    from services.voting.domain.tally import TieOrder
    from services.voting.domain.tally.pb.file import PabulibFile

RuleName = Literal["score", "equal-shares", "phragmen", "welfare", "elimination"]


@dataclass(frozen=True, slots=True)
class _Options:
    rule: RuleName | None
    utility: Utility | None
    completion: Completion | None
    stop: bool | None
    min_score: str | None
    comparison: bool

    def rule_for(self, file: "PabulibFile") -> Rule:
        """The file's own rule, overruled where an option says so."""
        from services.voting.domain.tally.pb.rule import min_score_of, rule_of

        own = rule_of(file)
        least = own.min_score if self.min_score is None else min_score_of(file, self.min_score)
        name = self.rule or ("score" if isinstance(own, ScoreOrder) else "equal-shares")
        match name:
            case "score":
                stop = isinstance(own, ScoreOrder) and own.stop if self.stop is None else self.stop
                return ScoreOrder(stop, least, per_cost=self.utility is Utility.CARDINALITY)
            case "phragmen":
                return Phragmen(least)
            case "elimination":
                return EliminationOrder(least)
            case "welfare":
                return WelfareMaximum(self.utility or Utility.CARDINALITY, least)
        shares = own if isinstance(own, EqualShares) else EqualShares()
        comparison = self.comparison or shares.comparison
        return EqualShares(self.utility or shares.utility, self.completion or shares.completion, least, comparison)


def tally(
    file: Annotated[Path, typer.Argument(help="A Pabulib file.", show_default=False)],
    *,
    rule: Annotated[RuleName | None, typer.Option(help="Else the file's own rule.")] = None,
    utility: Annotated[Utility | None, typer.Option(help="What a voter gains from a funded project.")] = None,
    completion: Annotated[Completion | None, typer.Option(help="What happens to the money left over.")] = None,
    comparison: Annotated[bool, typer.Option("--comparison", help="Equal Shares: with the comparison step.")] = False,
    stop: Annotated[bool | None, typer.Option("--stop/--skip", help="At the first project that does not fit.")] = None,
    min_score: Annotated[str | None, typer.Option(help="Projects scoring less are out.")] = None,
    ties: Annotated[
        str, typer.Option(help="cost-asc, cost-desc, score, lot:SEED, file-order; a comma between.")
    ] = "cost-asc,score",
    explain: Annotated[bool, typer.Option("--explain", help="Say why each project won or lost.")] = False,
    in_full: Annotated[
        bool, typer.Option("--in-full", help="With --explain: how close losers came, however long that takes.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Count an election from a Pabulib file, exactly. Without options, by the file's own rule."""
    from commonpurse.tally_report import CountedFile
    from services.voting.domain.tally import count
    from services.voting.domain.tally.pb.read import MOST_BYTES, read_pb

    started = time.perf_counter()
    try:
        with file.open("rb") as stream:
            pabulib = read_pb(stream.read(MOST_BYTES + 1))
        options = _Options(rule, utility, completion, stop, min_score, comparison)
        chosen, order = options.rule_for(pabulib), _tie_order(ties, pabulib)
        outcome = count(pabulib.instance, pabulib.profile, chosen, ties=order)
    except (OSError, FileIsNotPabulib, InstanceIsInconsistent, TieNeedsDecision, typer.BadParameter) as trouble:
        typer.echo(f"{file}: {getattr(trouble, 'strerror', None) or trouble}", err=True)
        raise typer.Exit(2) from None
    counted = CountedFile(pabulib, chosen, order, outcome, time.perf_counter() - started, in_full=in_full)
    if as_json:
        typer.echo(json.dumps(counted.as_json(explain=explain), ensure_ascii=False))
        return
    counted.print(explain=explain)


def _tie_order(text: str, file: "PabulibFile") -> "TieOrder":
    from services.voting.domain.tally.lots import TieKey, TieOrder, draw_lots

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
