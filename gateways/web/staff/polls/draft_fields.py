"""What the form of a draft asks, as data: the choices with their words, and the numbers with theirs."""

from dataclasses import dataclass

from gateways.web.vote.kinds import KINDS
from gateways.web.words.message import Message, say

Choices = list[tuple[str, Message]]

METHODS: Choices = [(name, kind.word) for name, kind in KINDS.items()]
RULES: Choices = [
    ("equal-shares", say("Equal Shares: every voter has the same part of the money")),
    (
        "bos-equal-shares",
        say("Equal Shares with bounded overspending: supporters may pay a part of the cost, as long as the pot lasts"),
    ),
    ("score-order", say("Score order: the most chosen first, as far as the money goes")),
    ("ranked-list", say("Ranked list: nothing is funded; the council learns what matters to people")),
]
COMPLETIONS: Choices = [
    ("add1+utilitarian", say("Raise everyone's share step by step; the rest goes to the most chosen that still fit")),
    ("add1", say("Raise everyone's share step by step, until the next step would overspend")),
    ("add1-exhaustive", say("Raise everyone's share step by step, until nothing more fits")),
    (
        "add1-exhaustive+utilitarian",
        say("Raise everyone's share until nothing more fits; the rest goes to the most chosen that still fit"),
    ),
    ("utilitarian", say("It goes to the most chosen projects that still fit")),
    ("none", say("It stays with the town")),
]
ENDINGS: Choices = [
    ("skip", say("It is passed over, and the next is looked at")),
    ("stop", say("The count ends there")),
    (
        "stop-80",
        say("The count ends there, but it is funded if 80 percent of its cost is left; the town adds the rest"),
    ),
    ("stop-part", say("The count ends there, and it gets what is left, as a part of its cost")),
]
EQUALS: Choices = [
    ("cheaper", say("The cheaper one, then the one with more votes, then the lot")),
    ("dearer", say("The dearer one, then the one with more votes, then the lot")),
    ("more-votes", say("The one with more votes, then the cheaper, then the lot")),
    ("lot", say("Whichever the lot says")),
]
PAPER_ORDERS: Choices = [
    ("numbers", say("By their numbers")),
    ("lot", say("In an order drawn by lot, the same for everybody")),
    ("voter", say("In another order for each voter, drawn by chance")),
]
AREA_CHOICES: Choices = [
    ("none", say("One paper with all projects, for everybody")),
    ("voter", say("A paper for each area; voters choose the area")),
    ("roll", say("A paper for each area; it is the one in which a voter lives")),
]
CHANNELS: Choices = [
    ("web", say("On these pages")),
    ("sms", say("By text message")),
    ("kiosk", say("At a kiosk")),
    ("paper", say("On paper")),
    ("meeting", say("At a meeting")),
    ("phone", say("By telephone")),
    ("questionnaire", say("By questionnaire")),
]
USUAL_CHANNELS = 2
"""So many of the channels come with these programs; the others are handed in by a program of the council's own."""

STANDS = "stands-"
"""Begins the name of the box that says that ballots of a channel stand."""


@dataclass(frozen=True, slots=True)
class NumberField:
    """A term that is a whole number: what the form asks, from where it counts, and whether it may stay empty."""

    name: str
    label: Message
    suggested: str
    hint: Message | None = None
    least: int = 1
    may_be_empty: bool = False


MAX_CHOICES = NumberField("max_choices", say("How many projects may one ballot hold?"), "5")
MIN_CHOICES = NumberField(
    "min_choices",
    say("How many projects must one ballot hold?"),
    "1",
    say("With 0 a ballot may be blank: it counts as taking part, and gives no project a vote."),
    least=0,
)
MAX_POINTS = NumberField(
    "max_points", say("How many points may one ballot share out?"), "5", say("Only where points are shared out.")
)
MAX_POINTS_EACH = NumberField(
    "max_points_each",
    say("How many points may one project get?"),
    "",
    say("Needed where each project is scored by itself; elsewhere, left empty, it may get all."),
    may_be_empty=True,
)
MIN_POINTS_EACH = NumberField(
    "min_points_each",
    say("How many points must a project get that one chooses?"),
    "1",
    say("Only where points are given."),
    least=0,
)
MAX_IN_AREA = NumberField(
    "max_in_area",
    say("How many projects of the area may one ballot hold?"),
    "",
    say("Only where each area has a paper. Left empty, as many as a ballot may hold."),
    may_be_empty=True,
)
MAX_CITYWIDE = NumberField(
    "max_citywide",
    say("How many projects for all areas may one ballot hold?"),
    "",
    say("Only where each area has a paper. Left empty, as many as a ballot may hold."),
    may_be_empty=True,
)
MIN_SCORE = NumberField(
    "min_score",
    say("How many votes does a project need at least?"),
    "0",
    say("In polls with points: how many points. With 0, any number will do."),
    least=0,
)
QUORUM = NumberField(
    "quorum",
    say("How many people must take part at least?"),
    "0",
    say("If fewer do, nothing is funded and the money stays with the town. With 0, any number will do."),
    least=0,
)
STEP = NumberField(
    "step",
    say("By how many currency units is everyone's share raised at a time?"),
    "1",
    say("Only for Equal Shares that are raised step by step."),
)
RULE_NUMBERS = (MIN_SCORE, QUORUM, STEP)
"""Numbers of the rule; each is a term of its own name."""

OF_PAPERS = (MAX_IN_AREA, MAX_CITYWIDE)
LIMITS = (MIN_CHOICES, MAX_CHOICES, MIN_POINTS_EACH, MAX_POINTS_EACH, MAX_POINTS, *OF_PAPERS)
LIMITS_OF = {
    "points": (MIN_POINTS_EACH, MAX_POINTS_EACH, MAX_POINTS),
    "allocation": (MIN_POINTS_EACH, MAX_POINTS_EACH),
    "score": (MIN_POINTS_EACH, MAX_POINTS_EACH),
}
"""What is asked of the points on a ballot, by method."""
