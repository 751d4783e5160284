"""What the library does: read, count, explain, check, write. A thin front of the engine that counts polls."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import ClassVar

from libs.shared.kernel.errors import DomainError
from services.voting.domain.tally.count import count as count_by
from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.explain.explanation import explain as explanation_of
from services.voting.domain.tally.explain.stories import Explanation
from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.paper.channels import MOST_WEIGHT
from services.voting.domain.tally.pb.channels import as_channel
from services.voting.domain.tally.pb.channels import weighed as weighed_by
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import MOST_BYTES, read_pb
from services.voting.domain.tally.pb.rule import funds_what_the_city_funded, rule_of, ties_of
from services.voting.domain.tally.pb.write import write_pb
from services.voting.domain.tally.rule import Rule
from services.voting.domain.tally.second_count.check import CheckableRule, objections


class NoSecondCount(DomainError):
    """There is no second program that follows counts by this rule."""

    code: ClassVar[str] = "no-second-count"

    def __init__(self, rule: str) -> None:
        super().__init__(f"the second count does not know the rule {rule}")
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Counted:
    """An election and its count: what ``explain`` and ``check`` need to know of it.

    Args:
        election: What was counted.
        rule: By which rule.
        ties: What decided among equals.
        outcome: Winners, cost (minor units), ties, and the way there, step by step.
    """

    election: PabulibFile
    rule: Rule
    ties: TieOrder
    outcome: Outcome

    @property
    def winners(self) -> tuple[str, ...]:
        """The ids of the funded projects, in the order of selection."""
        return self.outcome.winners

    @property
    def agrees_with_the_city(self) -> bool | None:
        """Whether the city funded the same projects; None if the file does not name them, or not the city's rule."""
        return funds_what_the_city_funded(self.election, self.winners)


def read(source: str | PathLike[str] | bytes) -> PabulibFile:
    """The election of a Pabulib ``.pb`` file, with its ``warnings``.

    Args:
        source: The file's path, or its content as bytes, of at most 512 MiB.

    Raises:
        FileIsNotPabulib: if it has mistakes; ``mistakes`` lists each with its line.
        OSError: if there is no such file, or it may not be read.
    """
    if isinstance(source, bytes):
        return read_pb(source)
    with Path(source).open("rb") as stream:
        return read_pb(stream.read(MOST_BYTES + 1))


def count(election: PabulibFile, rule: Rule | None = None, *, ties: TieOrder | None = None) -> Counted:
    """The count of an election, exact: the same input gives the same outcome on any machine.

    Args:
        election: As read; or made of an ``Instance`` and a ``Profile``.
        rule: Else the election's own: what its META names, or score order, skipping.
        ties: What decides among equals. Else the election's own; else the cheaper goes first, then the higher score.

    Raises:
        InstanceIsInconsistent: if the rule does not suit the ballots.
        TieNeedsDecision: if ``ties`` refuses to decide and there is a tie that matters.
    """
    by, order = rule or rule_of(election), ties or ties_of(election)
    return Counted(election, by, order, count_by(election.instance, election.profile, by, ties=order))


def weighed(election: PabulibFile, weights: Mapping[str, int]) -> PabulibFile:
    """The election with ballots that count by the channel they came through (``voting_method`` of its ballots).

    A ballot of weight three counts as three that say the same. ``election.unweighted`` has each ballot once.

    Args:
        election: As read. ``election.channels`` names its channels.
        weights: Whole numbers from one to a hundred; channels that are not named count once. They replace those that
            the file names.

    Raises:
        InstanceIsInconsistent: if a weight is none, or no ballot came through a channel.
    """
    named = {as_channel(channel): weight for channel, weight in weights.items()}
    for channel, weight in named.items():
        if channel not in election.channels:
            raise InstanceIsInconsistent(f"no ballot came through {channel!r}")
        if not 1 <= weight <= MOST_WEIGHT:
            raise InstanceIsInconsistent(f"a weight is a whole number from 1 to {MOST_WEIGHT}")
    return weighed_by(election, named)


def explain(counted: Counted, *, how_close: bool = False) -> Explanation:
    """Why each project won or lost, and what the outcome comes to, beside what score order would have funded.

    Args:
        counted: The count.
        how_close: Also how much cheaper, or with how many more votes, each loser would have won. This counts again
            dozens of times for each loser, which takes a while for large elections.
    """
    election = counted.election
    return explanation_of(
        election.instance, election.profile, counted.rule, counted.outcome, ties=counted.ties, what_if=how_close
    )


def check(counted: Counted) -> list[str]:
    """What a second program, which shares no code with the first, objects to; an empty list if it agrees.

    Raises:
        NoSecondCount: if it does not know the rule (welfare maximum, elimination order).
    """
    election, rule = counted.election, counted.rule
    if not isinstance(rule, CheckableRule):
        raise NoSecondCount(rule.name)
    ballots = list(election.ballots())
    return objections(election.instance, ballots, rule, counted.ties, counted.outcome)


def write(election: PabulibFile) -> str:
    """The election as the text of a ``.pb`` file; in UTF-8 it is what ``read`` reads.

    Voters are numbered from one; who voted how cannot be told from the order.

    Raises:
        InstanceIsInconsistent: if a share of the budget is neither an area's nor a category's, or has a comma in its
            name, for which the format has no words.
    """
    return write_pb(election)
