"""The datasets. Whoever adds a column says here what it means; every file, page and catalogue goes by this."""

from collections.abc import Mapping

from libs.shared.kernel.words import Words, words
from services.reporting.domain.open_data.dataset import Dataset, Field, Kind

_ROUND, _AREA = words("The round."), words("The area, if it is about one; none: the whole town.")
_CURRENCY = words("The currency, by its code of ISO 4217.")
_POLL = words("The poll.")


def _key(name: str, says: Words, kind: Kind = "id") -> Field:
    return Field(name, kind, says, is_key=True, may_be_none=False)


def _sure(name: str, kind: Kind, says: Words) -> Field:
    return Field(name, kind, says, may_be_none=False)


_ROUNDS = Dataset(
    "rounds",
    words("Rounds"),
    words("Each round of the budget as it stands now."),
    ("open_data",),
    (
        _key("round_id", words("The round's id.")),
        _sure("name", "text", words("Its name.")),
        _sure("currency", "text", _CURRENCY),
        _sure("hourly_value_cents", "money", words("What an hour of offered work is reckoned at.")),
        _sure("is_archived", "truth", words("Whether it is over and put away.")),
    ),
)
_PHASES = Dataset(
    "phases",
    words("Calendars of the rounds"),
    words("Each part of a round's calendar. Days are the council's."),
    ("open_data",),
    (
        _key("round_id", _ROUND),
        _key("name", words("Which part: suggest, screen, cost, vote or deliver."), "text"),
        _sure("starts_on", "day", words("Its first day.")),
        Field("ends_on", "day", words("Its last day; none if it never ends.")),
    ),
)
_AREAS = Dataset(
    "areas",
    words("Areas of the rounds"),
    words("Each area that a round knows, and where it ends, if the council has drawn that."),
    ("open_data",),
    (
        _key("round_id", _ROUND),
        _key("area_id", words("The area's id.")),
        _sure("name", "text", words("Its name.")),
        Field("population", "number", words("How many people live there, if the council has said so.")),
        Field("within", "id", words("The area that it is a part of.")),
        Field("outline", "outline", words("Where it ends: a GeoJSON geometry, written as text.")),
    ),
)
_FUNDS = Dataset(
    "funds",
    words("Funds of the rounds"),
    words("Each pot of money of a round."),
    ("open_data",),
    (
        _key("round_id", _ROUND),
        _key("fund_id", words("The fund's id.")),
        _sure("name", "text", words("Its name.")),
        _sure("budget_cents", "money", words("How much is in it.")),
        Field("area_id", "id", _AREA),
        _sure("spent_by", "text", words("Who decides how it is spent: vote, council or jury.")),
    ),
)
_IDEAS = Dataset(
    "ideas",
    words("Ideas"),
    words("Ideas of residents that were screened, with where they stand. Words that broke the rules are not here."),
    ("idea_board",),
    (
        _key("idea_id", words("The idea's id.")),
        _sure("number", "text", words("The number by which everybody knows it.")),
        _sure("round_id", "id", _ROUND),
        Field("area_id", "id", _AREA),
        Field("channel", "text", words("How it came: web, api, letter, phone or meeting.")),
        _sure("state", "text", words("Where it stands.")),
        Field("title", "text", words("Its title.")),
        Field("text", "text", words("What it says.")),
        Field("criterion", "text", words("Which criterion it failed, if it was rejected.")),
        Field("reason", "text", words("Why it was rejected, if it was.")),
        Field("place", "text", words("Where it would be, in words, if anybody said.")),
        Field("longitude", "degrees", words("Where it would be: degrees east of Greenwich (WGS 84), if anybody said.")),
        Field("latitude", "degrees", words("Where it would be: degrees north of the equator (WGS 84).")),
    ),
)
_PROPOSALS = Dataset(
    "proposals",
    words("Proposals"),
    words("Proposals that were moderated, what they cost, and what became of them."),
    ("proposal_board",),
    (
        _key("proposal_id", words("The proposal's id.")),
        _sure("number", "text", words("The number by which everybody knows it.")),
        _sure("round_id", "id", _ROUND),
        _sure("fund_id", "id", words("The fund that would pay it.")),
        Field("idea_id", "id", words("The idea that it was, if it was one.")),
        Field("area_id", "id", _AREA),
        _sure("state", "text", words("Where it stands.")),
        Field("title", "text", words("Its title.")),
        Field("summary", "text", words("What it says.")),
        Field("cost_cents", "money", words("What it costs.")),
        _sure("committed_cents", "money", words("What others have committed to give for it.")),
        Field("criterion", "text", words("Which criterion it failed, if it was rejected.")),
        Field("reason", "text", words("Why it was rejected, if it was.")),
        Field("poll_id", "id", words("The poll on whose paper it stands.")),
        Field("place", "text", words("Where it would be, in words, if anybody said.")),
        Field("longitude", "degrees", words("Where it would be: degrees east of Greenwich (WGS 84), if anybody said.")),
        Field("latitude", "degrees", words("Where it would be: degrees north of the equator (WGS 84).")),
    ),
)
_OFFERS = Dataset(
    "offers",
    words("Offers"),
    words("What residents and firms offered to give in each round, by kind and unit: never who, and no single offer."),
    ("ledger",),
    (
        _key("round_id", _ROUND),
        _key("kind", words("What is offered: time, skill, material, space, money or stewardship."), "text"),
        _key("unit", words("In which unit the quantity is."), "text"),
        _sure("made_count", "number", words("How many offers were made.")),
        _sure("made_quantity", "number", words("How much was offered, in the unit.")),
        _sure("made_value_cents", "money", words("What all that was offered is worth.")),
        _sure("accepted_count", "number", words("How many of them stand accepted.")),
        _sure("accepted_quantity", "number", words("How much of it, in the unit.")),
        _sure("accepted_value_cents", "money", words("What that is worth.")),
        _sure("committed_count", "number", words("How many of them both sides stand by.")),
        _sure("committed_quantity", "number", words("How much of it, in the unit.")),
        _sure("committed_value_cents", "money", words("What that is worth.")),
    ),
)
_POLLS = Dataset(
    "polls",
    words("Polls"),
    words("Each published poll: its terms, and where it stands."),
    ("open_data",),
    (
        _key("poll_id", words("The poll's id.")),
        _sure("round_id", "id", _ROUND),
        _sure("fund_id", "id", words("The fund whose money is voted on.")),
        Field("area_id", "id", _AREA),
        _sure("name", "text", words("Its name.")),
        _sure(
            "state",
            "text",
            words("Where it stands: published, open, closed, counted, certified, announced or cancelled."),
        ),
        _sure("method", "text", words("How people vote.")),
        _sure("rule", "text", words("By which rule it is counted.")),
        _sure("completion", "text", words("How money that the rule leaves is spent.")),
        _sure("channels", "text", words("How ballots can be cast; several have blanks between them.")),
        _sure("projects", "number", words("How many projects stand on the paper.")),
        _sure("budget_cents", "money", words("How much money is voted on.")),
        _sure("currency", "text", _CURRENCY),
        _sure("opens_at", "moment", words("When voting begins.")),
        _sure("closes_at", "moment", words("When voting ends.")),
    ),
)
_OUTCOMES = Dataset(
    "outcomes",
    words("Outcomes"),
    words("Each project of each poll whose outcome was announced: its votes, and whether it is funded."),
    ("results",),
    (
        _key("poll_id", _POLL),
        _key("proposal_id", words("The proposal that the project is.")),
        _sure("number", "number", words("Its number on the ballot paper.")),
        _sure("title", "text", words("Its title.")),
        _sure("cost_cents", "money", words("What it costs.")),
        _sure("currency", "text", _CURRENCY),
        _sure("score", "number", words("Its votes, or points where voters give points.")),
        _sure("ballots", "number", words("How many ballots name it.")),
        _sure("is_funded", "truth", words("Whether it gets its money.")),
        Field("place", "number", words("In which order it was selected, from 1.")),
        Field("missing_cents", "money", words("How much was missing when it dropped out.")),
        Field("without_cents", "money", words("If it is funded in part: how much of its cost it goes without.")),
        Field("withdrawn", "text", words("Why it was withdrawn from the vote, if it was.")),
        Field("overridden", "text", words("Why two officers decided otherwise than the count, if they did.")),
    ),
)
_TURNOUT = Dataset(
    "turnout",
    words("Turnout"),
    words(
        "How many have voted in each poll, in all and by channel, area and hour. A figure moves on when ten more"
        " ballots stand behind it; what fewer than ten people make up is left empty, and whatever would tell it."
    ),
    ("turnout",),
    (
        _key("poll_id", _POLL),
        _key("by", words("What the line counts: all, channel, area or hour."), "text"),
        Field("channel", "text", words("The channel, on lines of channels."), is_key=True),
        Field("area_id", "id", words("The area, on lines of areas; none there: the area is not known."), is_key=True),
        Field("hour", "moment", words("When the hour begins, on lines of hours."), is_key=True),
        Field("ballots", "number", words("How many ballots; none: too few to tell.")),
        Field("people", "number", words("How many people are on the roll, on lines of all and of areas.")),
        Field("as_of", "moment", words("When that was so; none before the first ten ballots.")),
        _sure("is_final", "truth", words("Whether no more will come.")),
    ),
)

DATASETS: Mapping[str, Dataset] = {
    one.name: one
    for one in (
        _ROUNDS,
        _PHASES,
        _AREAS,
        _FUNDS,
        _IDEAS,
        _PROPOSALS,
        _OFFERS,
        _POLLS,
        _OUTCOMES,
        _TURNOUT,
    )
}
"""All datasets by name, in the order in which people meet them."""
