"""The datasets. Whoever adds a column says here what it means; every file, page and catalogue goes by this."""

from collections.abc import Mapping

from libs.shared.kernel.words import words
from services.reporting.domain.open_data.dataset import AREA, CURRENCY, ROUND, WHERE, Dataset, Field, key, sure
from services.reporting.domain.open_data.of_votes import OUTCOMES, POLLS, TURNOUT

_ROUNDS = Dataset(
    "rounds",
    words("Rounds"),
    words("Each round of the budget as it stands now."),
    ("open_data",),
    (
        key("round_id", words("The round's id.")),
        sure("name", "text", words("Its name.")),
        sure("currency", "text", CURRENCY),
        sure("hourly_value_cents", "money", words("What an hour of offered work is reckoned at.")),
        sure("is_archived", "truth", words("Whether it is over and put away.")),
    ),
)
_PHASES = Dataset(
    "phases",
    words("Calendars of the rounds"),
    words("Each part of a round's calendar. Days are the council's."),
    ("open_data",),
    (
        key("round_id", ROUND),
        key("name", words("Which part: suggest, screen, cost, vote or deliver."), "text"),
        sure("starts_on", "day", words("Its first day.")),
        Field("ends_on", "day", words("Its last day; none if it never ends.")),
    ),
)
_AREAS = Dataset(
    "areas",
    words("Areas of the rounds"),
    words("Each area that a round knows, and where it ends, if the council has drawn that."),
    ("open_data",),
    (
        key("round_id", ROUND),
        key("area_id", words("The area's id.")),
        sure("name", "text", words("Its name.")),
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
        key("round_id", ROUND),
        key("fund_id", words("The fund's id.")),
        sure("name", "text", words("Its name.")),
        sure("budget_cents", "money", words("How much is in it.")),
        Field("area_id", "id", AREA),
        sure(
            "spent_by", "text", words("Who decides how it is spent: vote, council or jury. Advice: it holds no money.")
        ),
    ),
)
_IDEAS = Dataset(
    "ideas",
    words("Ideas"),
    words("Ideas of residents that were screened, with where they stand. Words that broke the rules are not here."),
    ("idea_board",),
    (
        key("idea_id", words("The idea's id.")),
        sure("number", "text", words("The number by which everybody knows it.")),
        sure("round_id", "id", ROUND),
        Field("area_id", "id", AREA),
        Field("channel", "text", words("How it came: web, api, mail, sms, letter, phone, desk or meeting.")),
        sure("state", "text", words("Where it stands.")),
        Field("state_label", "text", words("What the council's workflow calls that, in English.")),
        Field("title", "text", words("Its title.")),
        Field("text", "text", words("What it says.")),
        Field("criterion", "text", words("Which criterion it failed, if it was rejected.")),
        Field("reason", "text", words("Why it was rejected, if it was.")),
        *WHERE,
        Field("carried_on_by", "text", words("The numbers of the ideas that carry it on, if it was merged or split.")),
    ),
)
_PROPOSALS = Dataset(
    "proposals",
    words("Proposals"),
    words("Proposals that were moderated, what they cost, and what became of them."),
    ("proposal_board",),
    (
        key("proposal_id", words("The proposal's id.")),
        sure("number", "text", words("The number by which everybody knows it.")),
        sure("round_id", "id", ROUND),
        sure("fund_id", "id", words("The fund that would pay it.")),
        Field("idea_id", "id", words("The idea that it was, if it was one.")),
        Field("area_id", "id", AREA),
        sure("state", "text", words("Where it stands.")),
        Field("title", "text", words("Its title.")),
        Field("summary", "text", words("What it says.")),
        Field("cost_cents", "money", words("What it costs.")),
        sure("committed_cents", "money", words("What others have committed to give for it.")),
        Field("criterion", "text", words("Which criterion it failed, if it was rejected.")),
        Field("reason", "text", words("Why it was rejected, if it was.")),
        Field("poll_id", "id", words("The poll on whose paper it stands.")),
        *WHERE,
    ),
)
_OFFERS = Dataset(
    "offers",
    words("Offers"),
    words("What residents and firms offered to give in each round, by kind and unit: never who, and no single offer."),
    ("ledger",),
    (
        key("round_id", ROUND),
        key("kind", words("What is offered: time, skill, material, space, money or stewardship."), "text"),
        key("unit", words("In which unit the quantity is."), "text"),
        sure("made_count", "number", words("How many offers were made.")),
        sure("made_quantity", "number", words("How much was offered, in the unit.")),
        sure("made_value_cents", "money", words("What all that was offered is worth.")),
        sure("accepted_count", "number", words("How many of them stand accepted.")),
        sure("accepted_quantity", "number", words("How much of it, in the unit.")),
        sure("accepted_value_cents", "money", words("What that is worth.")),
        sure("committed_count", "number", words("How many of them both sides stand by.")),
        sure("committed_quantity", "number", words("How much of it, in the unit.")),
        sure("committed_value_cents", "money", words("What that is worth.")),
    ),
)
_DECISIONS = Dataset(
    "decisions",
    words("Decisions"),
    words("What the council, its committees and juries decided about ideas: a line for each idea. Nobody is named."),
    ("decisions",),
    (
        key("decision_id", words("The decision's id.")),
        key("idea_id", words("The idea that was decided about.")),
        sure("round_id", "id", ROUND),
        sure("body", "text", words("Who decided: council, committee or jury.")),
        sure("decided_on", "day", words("The day of the decision.")),
        Field("paper_number", "text", words("The number of the paper; a jury may have none.")),
        Field("link", "text", words("Where the paper can be read, if that is known.")),
        Field("sitting_id", "id", words("The sitting in which it was decided, if one is named.")),
        sure("outcome", "text", words("The state that the decision led the idea to.")),
        Field("granted_cents", "money", words("What a jury grants, in the round's currency.")),
        Field("deferred_until", "day", words("Until when it was put off.")),
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
        POLLS,
        OUTCOMES,
        TURNOUT,
        _DECISIONS,
    )
}
"""All datasets by name, in the order in which people meet them."""
