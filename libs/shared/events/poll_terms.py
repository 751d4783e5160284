"""A poll's terms as they are published: declared here once for events, the API and the views.

The domain's own declaration is ``Terms`` in ``services/voting/domain/polls/poll.py``; a test holds the two together.
"""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from libs.shared.events.words import (
    AreaChoice,
    AreaMoney,
    BallotLimits,
    Channel,
    ChannelWeight,
    Ending,
    Equals,
    Method,
    PaperOrder,
    Part,
    Rule,
)


class RuleTerms(Part):
    """How a poll is counted: what its outcome repeats of the terms."""

    rule: Rule = Field(
        description="How the ballots are counted. `bos-equal-shares` is Equal Shares with bounded overspending: "
        "supporters may pay a part of a project's cost, and the whole never costs more than there is. `ranked-list` is "
        "advice: the options in their order, and nothing is funded."
    )
    completion: str
    min_score: int = Field(
        default=0, ge=0, le=1_000_000_000, description="Projects with fewer votes, or points, are not funded."
    )
    comparison: bool = Field(
        default=False,
        description="Equal Shares alone: if more voters have more of their projects funded under score order, that "
        "outcome stands instead.",
    )
    whole_shares: bool = Field(
        default=False,
        description="Equal Shares with a completion that adds: the first shares are rounded down to whole currency "
        "units.",
    )
    step: int = Field(
        default=1,
        ge=1,
        le=1_000_000,
        description="Equal Shares with a completion that adds: by how many currency units each share is raised at a "
        "time.",
    )
    ending: Ending = Field(
        default="skip",
        description="Score order alone: a project for which the money does not suffice is skipped, or the count stops "
        "at it; with stop-80 that project is funded all the same if at least 80 % of its cost is left; with stop-part "
        "it gets what is left, as a part of its cost.",
    )
    equals: Equals = Field(
        default="cheaper",
        description="Which of equal projects goes first: the cheaper, the dearer or the one with more votes (and after "
        "these the lot), or whichever the lot says.",
    )
    quorum: int = Field(
        default=0,
        ge=0,
        le=1_000_000_000,
        description="If fewer people take part, nothing is funded. 0: however many take part.",
    )


class PollTerms(RuleTerms):
    """What a council decides of a poll before it is published."""

    name: str
    method: Method
    limits: BallotLimits
    channels: list[Channel]
    may_replace: bool
    final_channels: list[Channel] = Field(
        default_factory=list,
        description="A ballot cast through one of these channels stands: no later one replaces it.",
    )
    paper_order: PaperOrder = Field(
        default="numbers",
        description="How the projects stand on the ballot: by their numbers; in an order drawn by lot, which anyone "
        "can repeat (sorted by the SHA-256 of the lot's commitment, a line feed and the number, in hexadecimal); or "
        "in an order of each voter's own, drawn anew for each by whoever shows the paper.",
    )
    area_choice: AreaChoice = Field(
        default="none",
        description="Whether each area has a paper: a ballot then names projects of one area alone, beside those of "
        "the poll's whole area. voter: whoever votes chooses which; roll: it is the area on the roll, and whoever has "
        "none there, or one without a paper, chooses.",
    )
    conflicts: list[list[UUID]] = Field(
        default_factory=list,
        description="Groups of projects, by their proposals, that exclude each other: of each at most one is funded.",
    )
    area_money: tuple[AreaMoney, ...] = Field(
        default=(), description="Areas with money of their own, or a limit, in the order they are counted in."
    )
    weights: tuple[ChannelWeight, ...] = Field(
        default=(),
        description="Channels whose ballots count as so many; others count once. A weight that fewer than 50 ballots "
        "have is not applied: they count like those of the next smaller one.",
    )
    opens_at: datetime
    closes_at: datetime
