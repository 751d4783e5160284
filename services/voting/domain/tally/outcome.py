"""What a count says: the winners, the ties, and the way there."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Verdict(StrEnum):
    """What the rule said about a project when its turn came."""

    FUNDED = "funded"
    DOES_NOT_FIT = "does-not-fit"
    AFTER_STOP = "after-stop"
    NOT_AFFORDABLE = "not-affordable"
    BELOW_MINIMUM = "below-minimum"
    NO_SUPPORT = "no-support"
    CONFLICT = "conflict"
    SHARE_USED_UP = "share-used-up"
    INELIGIBLE = "ineligible"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True)
class Tie:
    """Several projects stood equal in a round, and what decided. ``stage`` as in ``Step``."""

    round: int
    tied: tuple[str, ...]
    chosen: str
    decided_by: str
    stage: str = ""


class Step(NamedTuple):
    """One project's turn.

    Args:
        round: Counted from 1; the losers of a phase share its last round. Of a ranked list: the place on it, which
            equals share; 0 for what has none.
        project: Its id.
        verdict: What became of it.
        phase: ``score-order``, ``equal-shares`` or ``ranked-list``; a completion adds a phase of its own.
        score: The project's score, in marks.
        price: Equal Shares only: what supporters pay per unit of utility (rho), in minor units; with cost utility its
            inverse is the effective vote count.
        missing: Minor units that were missing: of the budget, or of what the supporters had left. Of a funded project:
            what it is funded without, as only a part of its cost was left.
        reason: The public reason of an ineligible project, the rival of a conflicting one, the name of a used-up share.
        stage: Whose guaranteed part of the budget was counted, if that was counted first; nothing: the rest, or all.
    """

    round: int
    project: str
    verdict: Verdict
    phase: str
    score: int
    price: Fraction | None = None
    missing: Fraction | None = None
    reason: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many voters have more of their projects funded under Equal Shares, and how many under score order."""

    prefer_equal_shares: int
    prefer_score_order: int

    @property
    def score_order_wins(self) -> bool:
        return self.prefer_score_order > self.prefer_equal_shares


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Those of Add1's counts that added from ``first`` to ``last`` units: they all ``bought`` these in this order."""

    first: int
    last: int
    bought: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a count. Amounts are in minor units; ``digits`` says how many decimals they have.

    ``winners`` stand in order of selection. ``endowment`` is what each voter started with (Equal Shares: in the
    accepted run), ``added`` how many times Add1 added its step (a currency unit, unless the rule names more),
    ``refused`` the purchases and prices of the run with one step more, where that one overspends, ``earlier`` what the
    repetitions before bought, all of them in turn. With the prices in the trace anyone can check the count: voters pay
    in the order of the trace, each the price or all she has left. ``equal_shares`` is what Equal Shares alone comes
    to, where the comparison step put score order in its place. Where parts of the budget are guaranteed, ``stages``
    are the counts that it is made of, each with its name, the last without one; winners, ties and trace are theirs
    together.
    """

    rule: str
    winners: tuple[str, ...]
    cost: int
    budget: int
    digits: int
    voters: int
    ties: tuple[Tie, ...]
    trace: tuple[Step, ...]
    endowment: Fraction | None = None
    added: int = 0
    refused: tuple[tuple[str, Fraction], ...] = ()
    earlier: tuple[Repetitions, ...] = ()
    comparison: Comparison | None = None
    equal_shares: "Outcome | None" = None
    stages: "tuple[tuple[str, Outcome], ...]" = ()

    @property
    def purchases(self) -> tuple[tuple[str, Fraction], ...]:
        """What voters bought at which price (Phragmén: at which time), in the order of selection."""
        bought = [step for step in self.trace if step.verdict is Verdict.FUNDED]
        return tuple((step.project, step.price) for step in bought if step.price is not None)

    @property
    def in_part(self) -> dict[str, int]:
        """What funded projects are funded without, in minor units; most outcomes have none."""
        funded = (step for step in self.trace if step.verdict is Verdict.FUNDED)
        return {step.project: int(step.missing) for step in funded if step.missing}

    @property
    def places(self) -> dict[str, int]:
        """The place of each on a ranked list, the first first; other outcomes have none."""
        return {step.project: step.round for step in self.trace if step.verdict is Verdict.RANKED}

    @property
    def losers(self) -> tuple[str, ...]:
        """The projects that were not funded, each once, in the order in which they first dropped out."""
        won = frozenset(self.winners)
        return tuple(dict.fromkeys(step.project for step in self.trace if step.project not in won))

    def lacking(self, project: str) -> Fraction | None:
        """What a loser lacks in the end, in minor units.

        Where voters hold the money it is what they lack, whatever a completion said of the rest afterwards: its money
        is not theirs. Of a funded project it is what it is funded without.
        """
        steps = [step for step in self.trace if step.project == project]
        by_voters = [step for step in steps if step.verdict is Verdict.NOT_AFFORDABLE]
        is_again = by_voters and steps[-1].verdict is Verdict.DOES_NOT_FIT
        return (by_voters[-1] if is_again else steps[-1]).missing

    def rest_lacked(self, project: str) -> Fraction | None:
        """What the money that voters left over lacked for a loser when its turn came in the completion."""
        steps = [step for step in self.trace if step.project == project]
        had_no_luck = any(step.verdict is Verdict.NOT_AFFORDABLE for step in steps)
        return steps[-1].missing if had_no_luck and steps[-1].verdict is Verdict.DOES_NOT_FIT else None

    def why(self, project: str) -> Step:
        """The step that settled this project's fate."""
        return next(step for step in reversed(self.trace) if step.project == project)
