"""The datasets of votes: polls, what came of them, and how many took part."""

from libs.shared.kernel.words import words
from services.reporting.domain.open_data.dataset import AREA, CURRENCY, ROUND, Dataset, Field, key, sure

POLL = words("The poll.")

POLLS = Dataset(
    "polls",
    words("Polls"),
    words("Each published poll: its terms, and where it stands."),
    ("open_data",),
    (
        key("poll_id", words("The poll's id.")),
        sure("round_id", "id", ROUND),
        sure("fund_id", "id", words("The fund whose money is voted on.")),
        Field("area_id", "id", AREA),
        sure("name", "text", words("Its name.")),
        sure(
            "state",
            "text",
            words("Where it stands: published, open, closed, counted, certified, announced or cancelled."),
        ),
        sure("method", "text", words("How people vote.")),
        sure("rule", "text", words("By which rule it is counted.")),
        sure("completion", "text", words("How money that the rule leaves is spent.")),
        sure("channels", "text", words("How ballots can be cast; several have blanks between them.")),
        sure("projects", "number", words("How many projects stand on the paper.")),
        sure("budget_cents", "money", words("How much money is voted on.")),
        sure("currency", "text", CURRENCY),
        sure("opens_at", "moment", words("When voting begins.")),
        sure("closes_at", "moment", words("When voting ends.")),
    ),
)
OUTCOMES = Dataset(
    "outcomes",
    words("Outcomes"),
    words("Each project, or option, of each poll whose outcome was announced: its votes, and what came of it."),
    ("results",),
    (
        key("poll_id", POLL),
        key("proposal_id", words("The proposal that the project is, or the option's id.")),
        sure("number", "number", words("Its number on the ballot paper.")),
        sure("title", "text", words("Its title.")),
        sure("cost_cents", "money", words("What it costs.")),
        sure("currency", "text", CURRENCY),
        sure("score", "number", words("Its votes, or points where voters give points.")),
        sure("ballots", "number", words("How many ballots name it.")),
        sure("is_funded", "truth", words("Whether it gets its money.")),
        Field(
            "place",
            "number",
            words("In which order it was selected, from 1; on a ranked list its place, which equals share."),
        ),
        Field("missing_cents", "money", words("How much was missing when it dropped out.")),
        sure("kind", "text", words("What it is: a project, or the service, policy or saving of a ranked list.")),
        Field("saving_cents", "money", words("What a saving of a ranked list would save. It is not counted.")),
        Field("without_cents", "money", words("If it is funded in part: how much of its cost it goes without.")),
        Field("withdrawn", "text", words("Why it was withdrawn from the vote, if it was.")),
        Field("overridden", "text", words("Why two officers decided otherwise than the count, if they did.")),
    ),
)
TURNOUT = Dataset(
    "turnout",
    words("Turnout"),
    words(
        "How many have voted in each poll, in all and by channel, area and hour. A figure moves on when ten more"
        " ballots stand behind it; what fewer than ten people make up is left empty, and whatever would tell it."
    ),
    ("turnout",),
    (
        key("poll_id", POLL),
        key("by", words("What the line counts: all, channel, area or hour."), "text"),
        Field("channel", "text", words("The channel, on lines of channels."), is_key=True),
        Field("area_id", "id", words("The area, on lines of areas; none there: the area is not known."), is_key=True),
        Field("hour", "moment", words("When the hour begins, on lines of hours."), is_key=True),
        Field("ballots", "number", words("How many ballots; none: too few to tell.")),
        Field("people", "number", words("How many people are on the roll, on lines of all and of areas.")),
        Field("as_of", "moment", words("When that was so; none before the first ten ballots.")),
        sure("is_final", "truth", words("Whether no more will come.")),
    ),
)
