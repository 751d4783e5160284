"""The poll that a wish describes, from its draft to what two officers decided in the end."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from libs.shared.events.words import Channel
from libs.shared.kernel.money import minor_digits
from libs.shared.kernel.workflow import Line
from services.voting.clients.counting_messages import POLL
from services.voting.domain.polls.actors import Actor
from services.voting.domain.polls.changes import WITHDRAWAL, demand_fits, lack_of
from services.voting.domain.polls.check import Check
from services.voting.domain.polls.checks import checks_of
from services.voting.domain.polls.paper import LineKind, PaperProject
from services.voting.domain.polls.papers.errors import PaperCouldNotBeFilledIn
from services.voting.domain.polls.poll import (
    CONFIRM_OVERRIDE,
    CONFIRM_WITHDRAWAL,
    Act,
    AreaMoney,
    ChannelWeight,
    Fund,
    Limits,
    Poll,
    Terms,
)
from services.voting.domain.polls.roll import Roll
from services.voting.use_cases.polls.publish_poll import announcement_of
from tests.combinations.wishes import Wish

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
_OURS = UUID(int=2026)
TOWN, NORTH, SOUTH, HILL = (uuid5(_OURS, name) for name in ("town", "North", "South", "Hill"))
AREAS = {TOWN: "Gesamtstadt", NORTH: "Nordend", SOUTH: "Südend", HILL: "Berg & Tal"}
OFFICERS = uuid5(_OURS, "Ada"), uuid5(_OURS, "Grace")
SEED = "5eed" * 16
POT = 12_000
"""Currency units in the fund."""
WHY, SUMMARY = "Grund Nummer eins", "Worum es geht."
_ODD = ('50% <Ä> "Ö"', "{x} %(title)s %s", "=1+1; a,b", "Ü" * 150)


def a_draft(wish: Wish) -> Poll:
    """The draft, as officers look it over."""
    poll_id = uuid5(_OURS, repr(sorted(wish.items(), key=str)))
    fund = Fund(_OURS, uuid5(_OURS, "fund"), TOWN if wish["fund_area"] else None, _units(wish, POT), wish["currency"])
    paper = tuple(_line(wish, number) for number in range(1, _projects(wish) + 1))
    roll = Roll(4_000, 4_000, {NORTH: 1_500, SOUTH: 1_500, HILL: 1_000}, {NORTH: TOWN, SOUTH: TOWN, HILL: TOWN})
    terms = _terms(wish, paper)
    is_rehearsal = wish["weights"] == "rehearsed"
    return Poll(poll_id, "drafted", terms, fund, paper, NOW, roll=None if is_rehearsal else roll,
                is_rehearsal=is_rehearsal)  # fmt: skip


def unmet(draft: Poll) -> list[Check]:
    """What keeps the draft from being published."""
    return [check for check in checks_of(draft) if not check.is_met]


def opened(draft: Poll, wish: Wish) -> Poll:
    """The poll as people vote in it; what was withdrawn is."""
    sealed = hashlib.sha256(SEED.encode()).hexdigest()
    published = announcement_of(draft, sealed).model_dump(mode="json")
    poll = replace(
        draft, state="open", lot_seed=SEED, lot_commitment=sealed, published=published, as_of=NOW + timedelta(days=2)
    )
    out = {"none": 0, "one": 1, "most": len(draft.paper) - 1}[wish["withdrawn"]]
    for line in draft.paper[:out]:
        poll = _without(poll, line.number)
    return POLL.validate_json(POLL.dump_json(poll))  # as the counting room gets it


def _without(poll: Poll, number: int) -> Poll:
    """The poll without the project, if it can be withdrawn."""
    try:
        if lack_of(poll, WITHDRAWAL.propose, Actor(OFFICERS[0], frozenset({"returning-officer"}))) is None:
            demand_fits(poll, WITHDRAWAL.propose, {"project": number})
            return _with(poll, CONFIRM_WITHDRAWAL, project=str(number))
    except PaperCouldNotBeFilledIn:
        pass
    return poll


def decided(poll: Poll, number: int, *, is_funded: bool) -> Poll:
    """The poll after two decided of a project otherwise than the count."""
    return _with(poll, CONFIRM_OVERRIDE, project=str(number), decision="funded" if is_funded else "not-funded")


def _with(poll: Poll, action: str, **fields: str) -> Poll:
    words = {"en": f"Two decided: {WHY}", "de": f"Zwei entschieden: {WHY}"}
    line = Line(NOW, poll.state, words, {"en": "Officers", "de": "Wahlleitung"})
    return replace(poll, acts=(*poll.acts, Act(action, OFFICERS[1], line, {**fields, "reason": WHY})))


def _projects(wish: Wish) -> int:
    return max(2, wish["projects"]) if wish["rule"] == "ranked-list" else int(wish["projects"])


_KINDS: tuple[LineKind, ...] = ("service", "saving", "policy")


def _line(wish: Wish, number: int) -> PaperProject:
    title = f"Projekt {number}" + (f" {_ODD[number % len(_ODD)]}" if wish["titles"] == "odd" else "")
    area = (NORTH, SOUTH, None, NORTH, SOUTH, HILL, TOWN if wish["fund_area"] else None)[number - 1]
    proposal_id = uuid5(_OURS, f"project {number}")
    if wish["rule"] == "ranked-list":
        kind = _KINDS[number % len(_KINDS)]
        saving = _units(wish, 700) if kind == "saving" else None
        return PaperProject(proposal_id, number, title, 0, area, kind, saving)
    return PaperProject(proposal_id, number, title, _cost(wish, number), area)


def _cost(wish: Wish, number: int) -> int:
    cost = {"alike": 3_000, "dear": 9_000 + 500 * number}.get(wish["costs"], 1_500 + 1_000 * number)
    if wish["costs"] == "free" and number == 1:
        return 0
    odd = number if wish["costs"] == "spread" and minor_digits(wish["currency"]) else 0
    return _units(wish, cost) + odd


def _units(wish: Wish, units: int) -> int:
    return int(units * 10 ** minor_digits(wish["currency"]))


def _terms(wish: Wish, paper: tuple[PaperProject, ...]) -> Terms:
    channels: tuple[Channel, ...] = ("web", "sms", "paper")
    weighs = wish["weights"] != "none"
    whole = {name: wish[name] for name in ("method", "rule", "ending", "completion", "comparison", "area_choice")}
    whole |= {name: wish[name] for name in ("min_score", "equals", "quorum", "paper_order")}
    return Terms(
        name="Abstimmung 2026",
        limits=_limits(wish, len(paper)),
        whole_shares=wish["rounding"],
        step=100 if wish["rounding"] else 1,
        channels=channels,
        may_replace=not wish["final"],
        final_channels=("paper",) if wish["final"] else (),
        conflicts=(tuple(line.proposal_id for line in paper[:2]),) if wish["conflicts"] else (),
        area_money=tuple(_area_money(wish, paper)),
        weights=(ChannelWeight("paper", 3), ChannelWeight("sms", 2)) if weighs else (),
        opens_at=NOW + timedelta(days=1),
        closes_at=NOW + timedelta(days=9),
        **whole,
    )


def _limits(wish: Wish, projects: int) -> Limits:
    least = min(wish["min_choices"], wish["max_choices"], projects)
    of_method = _OF_METHODS.get((wish["method"], wish["limits"]), {})
    of_papers = {"max_in_area": 1, "max_citywide": 1} if wish["bounds_of_papers"] else {}
    cost = {"max_cost_cents": _units(wish, of_method["max_cost_cents"])} if "max_cost_cents" in of_method else {}
    return Limits(**{"min_choices": least, "max_choices": wish["max_choices"], **of_method, **of_papers, **cost})


_OF_METHODS: dict[tuple[str, str], dict[str, Any]] = {
    ("points", "usual"): {"max_points_each": 5, "max_points": 10},
    ("points", "tight"): {"min_points_each": 3, "max_points_each": 3, "max_points": 8},
    ("points", "wide"): {"min_points_each": 2, "max_points_each": 1_000, "max_points": 1_000},
    ("score", "usual"): {"max_points_each": 4},
    ("score", "tight"): {"max_points_each": 1},
    ("score", "wide"): {"min_points_each": 5, "max_points_each": 10},
    ("allocation", "tight"): {"min_points_each": 30, "max_points_each": 50},
    ("allocation", "wide"): {"min_points_each": 1, "max_points_each": 100, "max_points": 100},
    ("knapsack", "tight"): {"max_cost_cents": 5_000},
    ("knapsack", "wide"): {"max_cost_cents": 9_500},
}


def _area_money(wish: Wish, paper: tuple[PaperProject, ...]) -> list[AreaMoney]:
    costs = [line.cost_cents for line in paper if line.area_id == NORTH]
    dearest = max(costs, default=0)
    north = {
        "one": (dearest, None),
        "most": (0, dearest),
        "both": (dearest, dearest),
        "all": (_units(wish, POT), None),
    }.get(wish["area_money"])
    return [] if north is None else [AreaMoney(NORTH, AREAS[NORTH], north[0], north[1])]


def chance_for(poll: Poll) -> Random:
    """Chance that is the same for the same poll."""
    return Random(poll.poll_id.int)  # noqa: S311 - it has to come again
