"""A poll's life as data: states, actions, who may, what an action needs. Code elsewhere only reads these tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from libs.shared.kernel.ballot_budget import PUBLIC_REASON
from libs.shared.kernel.workflow import Action, State, Workflow
from services.voting.domain.actors import CLOCK, OFFICER_IN_WORDS, TELLER, TELLER_IN_WORDS

_OFFICERS = frozenset({"returning-officer"})
_ALSO_THE_CLOCK = _OFFICERS | {CLOCK}
_TELLERS = frozenset({TELLER})

STATES = (
    State("drafted", {"en": "Drafted", "de": "Entwurf"}, is_public=False),
    State("published", {"en": "Published", "de": "Veröffentlicht"}),
    State("open", {"en": "Open", "de": "Offen"}),
    State("closed", {"en": "Closed", "de": "Geschlossen"}),
    State("counting", {"en": "Being counted", "de": "Wird ausgezählt"}),
    State("counted", {"en": "Counted", "de": "Ausgezählt"}),
    State("certified", {"en": "Certified", "de": "Festgestellt"}),
    State("announced", {"en": "Announced", "de": "Bekannt gegeben"}),
    State("cancelled", {"en": "Cancelled", "de": "Abgesagt"}),
)

ACTIONS = (
    Action(
        "publish",
        {"en": "Publish the ballot paper", "de": "Stimmzettel veröffentlichen"},
        ("drafted",),
        "published",
        _OFFICERS,
        OFFICER_IN_WORDS,
        {"en": "The ballot paper was published.", "de": "Der Stimmzettel wurde veröffentlicht."},
    ),
    Action(
        "open",
        {"en": "Open the poll", "de": "Abstimmung öffnen"},
        ("published",),
        "open",
        _ALSO_THE_CLOCK,
        OFFICER_IN_WORDS,
        {"en": "Voting began.", "de": "Die Abstimmung begann."},
    ),
    Action(
        "close",
        {"en": "Close the poll", "de": "Abstimmung schließen"},
        ("open",),
        "closed",
        _ALSO_THE_CLOCK,
        OFFICER_IN_WORDS,
        {"en": "Voting ended.", "de": "Die Abstimmung endete."},
        (replace(PUBLIC_REASON, is_required=False),),
    ),
    Action(
        "count",
        {"en": "Count the ballots", "de": "Stimmen auszählen"},
        ("closed",),
        "counting",
        _OFFICERS,
        OFFICER_IN_WORDS,
        {"en": "The count began.", "de": "Die Auszählung begann."},
    ),
    Action(
        "confirm-count",
        {"en": "Two counts agree", "de": "Zwei Auszählungen stimmen überein"},
        ("counting",),
        "counted",
        _TELLERS,
        TELLER_IN_WORDS,
        {
            "en": "The ballots were counted, and a second count agrees.",
            "de": "Die Stimmen wurden ausgezählt, und eine zweite Auszählung stimmt überein.",
        },
    ),
    Action(
        "dispute-count",
        {"en": "Two counts disagree", "de": "Zwei Auszählungen weichen voneinander ab"},
        ("counting",),
        "closed",
        _TELLERS,
        TELLER_IN_WORDS,
        {
            "en": "The second count did not confirm the first. All ballots are kept; nothing is announced.",
            "de": "Die zweite Auszählung hat die erste nicht bestätigt. "
            "Alle Stimmen sind sicher; nichts wird bekannt gegeben.",
        },
    ),
    Action(
        "give-up-count",
        {"en": "The count could not be finished", "de": "Die Auszählung kam nicht zu Ende"},
        ("counting",),
        "closed",
        _TELLERS,
        TELLER_IN_WORDS,
        {
            "en": "The count could not be finished. All ballots are kept; they are counted again.",
            "de": "Die Auszählung kam nicht zu Ende. Alle Stimmen sind sicher und werden erneut ausgezählt.",
        },
    ),
    Action(
        "certify",
        {"en": "Certify the count", "de": "Ergebnis feststellen"},
        ("counted",),
        "certified",
        _OFFICERS,
        OFFICER_IN_WORDS,
        {
            "en": "A second person certified the count; now it stands.",
            "de": "Eine zweite Person hat die Auszählung bestätigt; damit steht sie fest.",
        },
    ),
    Action(
        "announce",
        {"en": "Announce the outcome", "de": "Ergebnis bekannt geben"},
        ("certified",),
        "announced",
        _OFFICERS,
        OFFICER_IN_WORDS,
        {"en": "The outcome was announced.", "de": "Das Ergebnis wurde bekannt gegeben."},
    ),
    Action(
        "cancel",
        {"en": "Cancel the poll", "de": "Abstimmung absagen"},
        ("drafted", "published", "open"),
        "cancelled",
        _OFFICERS,
        OFFICER_IN_WORDS,
        {"en": "The poll was called off: {reason}", "de": "Die Abstimmung wurde abgesagt: {reason}"},
        (PUBLIC_REASON,),
    ),
)

WORKFLOW = Workflow("poll", STATES, ACTIONS)


@dataclass(frozen=True, slots=True)
class Condition:
    """What an action needs besides state and role.

    Args:
        people: How many different people must do it before it takes effect.
        not_yet: What it becomes for all of them but the last.
        from_time: The clock may do it from this time of the poll on.
        early: What it becomes before that time.
        needs: What must be so.
    """

    people: int = 1
    not_yet: Mapping[str, object] = field(default_factory=dict)
    from_time: Literal["opens_at", "closes_at"] | None = None
    early: Mapping[str, object] = field(default_factory=dict)
    needs: Literal["met-checks", "sealed-box"] | None = None


_EARLY_CLOSE = {
    "fields": (PUBLIC_REASON,),
    "words": {"en": "Voting ended early: {reason}", "de": "Die Abstimmung endete vorzeitig: {reason}"},
}
_FIRST_OF_TWO = {
    "words": {
        "en": "A first person certified the count; a second must do so, too.",
        "de": "Eine erste Person hat die Auszählung bestätigt; eine zweite muss es auch tun.",
    },
}
CONDITIONS: Mapping[str, Condition] = {
    "publish": Condition(needs="met-checks"),
    "open": Condition(from_time="opens_at"),
    "close": Condition(from_time="closes_at", early=_EARLY_CLOSE),
    "count": Condition(needs="sealed-box"),
    "certify": Condition(people=2, not_yet=_FIRST_OF_TWO),
}
