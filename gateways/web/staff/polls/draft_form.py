"""The form of a draft: what is typed becomes a wish, and a draft becomes what one would type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.moments import WHICH, as_typed, read_moment
from gateways.web.vote.kinds import KINDS
from gateways.web.words.message import Message, say
from libs.shared.events.poll_terms import PollTerms

Body = dict[str, Any]

METHODS = [(name, kind.word) for name, kind in KINDS.items()]
RULES = [
    ("equal-shares", say("Equal Shares: every voter has the same part of the money")),
    ("score-order", say("Score order: the most chosen first, as far as the money goes")),
]
_POINTS_OF = {"points": ("max_points",), "score": ("max_points_each",)}
"""What is asked of the points on a ballot, by method."""
CHANNELS = [("web", say("On these pages")), ("sms", say("By text message"))]
MOMENTS = ("opens_at", "closes_at")


@dataclass(frozen=True, slots=True)
class NumberField:
    """A term that is a whole number: what the form asks, and from where it counts."""

    name: str
    label: Message
    suggested: str
    hint: Message | None = None
    least: int = 1


BALLOT_NUMBERS = (
    NumberField("max_choices", say("How many projects may one ballot hold?"), "5"),
    NumberField(
        "max_points", say("How many points may one ballot share out?"), "5", say("Only where points are shared out.")
    ),
    NumberField(
        "max_points_each",
        say("How many points may one project get?"),
        "5",
        say("Only where each project is scored by itself."),
    ),
)
RULE_NUMBERS = (
    NumberField(
        "min_score",
        say("How many votes does a project need at least?"),
        "0",
        say("In polls with points: how many points. With 0, any number will do."),
        least=0,
    ),
)
"""Numbers of the rule; each is a term of its own name."""


def suggested(now: datetime) -> dict[str, str]:
    """What the form of a new poll begins with. ``now`` is on the council's clock."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return {
        "method": "approval",
        "rule": "equal-shares",
        **{number.name: number.suggested for number in (*BALLOT_NUMBERS, *RULE_NUMBERS)},
        "opens_at": f"{hour + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "closes_at": f"{hour + timedelta(days=15):%Y-%m-%dT%H:%M}",
        "web": "yes",
        "sms": "yes",
        "may_replace": "yes",
    }


def typed_for(poll: Body, zone: ZoneInfo) -> dict[str, str]:
    """The draft as one would type it."""
    limits = poll["limits"]
    return {
        **{name: str(poll[name]) for name in ("name", "method", "rule", "fund_id")},
        **{number.name: str(poll[number.name]) for number in RULE_NUMBERS},
        **{channel: "yes" if channel in poll["channels"] else "" for channel, _ in CHANNELS},
        "max_choices": str(limits["max_choices"]),
        "max_points": str(limits["max_points"] or limits["max_choices"]),
        "max_points_each": str(limits["max_points_each"] or limits["max_choices"]),
        **as_typed("opens_at", poll["opens_at"], zone),
        **as_typed("closes_at", poll["closes_at"], zone),
        **{name: "yes" if poll[name] else "" for name in ("comparison", "may_replace")},
        "by_lot": "yes" if poll["paper_order"] == "lot" else "",
        "blank": "" if limits["min_choices"] else "yes",
    }


def wish_of(form: FilledForm, rounds: list[Body], zone: ZoneInfo) -> Body:
    """The poll as the form wishes it; what is wrong stands beside its field."""
    funds = {fund["fund_id"]: town["round_id"] for town in rounds for fund in town["funds"]}
    fund_id = form.value("fund_id")
    if fund_id not in funds:
        form.refuse("fund_id", say("Choose the fund that this poll decides on."))
    method, rule = form.value("method") or "approval", form.value("rule") or "equal-shares"
    return {
        "round_id": funds.get(fund_id),
        "fund_id": fund_id,
        "name": form.require("name", say("Give the poll a name that voters recognise.")),
        "method": method,
        "limits": _limits(form, method),
        "rule": rule,
        "completion": "add1+utilitarian" if rule == "equal-shares" else "none",
        "comparison": rule == "equal-shares" and bool(form.value("comparison")),
        **{number.name: _whole(form, number) for number in RULE_NUMBERS},
        "channels": _channels(form),
        "may_replace": bool(form.value("may_replace")),
        "paper_order": "lot" if form.value("by_lot") else "numbers",
        **{name: read_moment(form, name, zone) for name in MOMENTS},
    }


def kept(poll: Body, wish: Body, form: FilledForm, zone: ZoneInfo) -> Body:
    """The wish with what the form does not ask for as it was: another program may have drafted the poll.

    What is typed as it was suggested is kept exactly, also where the form shows less, as of a second.
    """
    terms = {name: poll[name] for name in PollTerms.model_fields} | wish
    terms["limits"] = _kept_limits(poll, wish)
    terms["channels"] = _kept_channels(poll["channels"], wish["channels"])
    if wish["rule"] == poll["rule"]:
        terms["completion"] = poll["completion"]
    if wish["fund_id"] == poll["fund_id"]:
        terms["numbers"] = {project["proposal_id"]: project["number"] for project in poll["projects"]}
    before = typed_for(poll, zone)
    same = [name for name in MOMENTS if _is_typed_as(before, form, name)]
    return terms | {name: poll[name] for name in same}


def _is_typed_as(before: Mapping[str, str], form: FilledForm, name: str) -> bool:
    which = form.value(name + WHICH) or before[name + WHICH]
    return (form.value(name), which) == (before[name], before[name + WHICH])


def _kept_channels(before: Sequence[str], wished: Sequence[str]) -> list[str]:
    asked = {channel for channel, _ in CHANNELS}
    stay = [channel for channel in before if channel in wished or channel not in asked]
    return [*stay, *(channel for channel in wished if channel not in stay)]


def _kept_limits(poll: Body, wish: Body) -> Body:
    before, now = poll["limits"], wish["limits"]
    # The form asks only whether a ballot may be blank.
    is_as_before = bool(before["min_choices"]) == bool(now["min_choices"])
    least = before["min_choices"] if is_as_before else now["min_choices"]
    if poll["method"] != wish["method"]:
        return {**now, "min_choices": least}
    asked = ["max_choices", *_POINTS_OF.get(wish["method"], ())]
    limits = {**before, **{name: now[name] for name in asked}, "min_choices": least}
    # One number on the form stands for two where nobody has set them apart.
    if wish["method"] == "points" and before["max_points_each"] == before["max_points"]:
        limits["max_points_each"] = limits["max_points"]
    return limits


def _channels(form: FilledForm) -> list[str]:
    chosen = [channel for channel, _ in CHANNELS if form.value(channel)]
    if not chosen:
        form.refuse("web", say("Choose at least one way to vote."))
    return chosen


def _limits(form: FilledForm, method: str) -> Mapping[str, int | None]:
    numbers = {number.name: number for number in BALLOT_NUMBERS}
    limits: dict[str, int | None] = {
        "min_choices": 0 if form.value("blank") else 1,
        "max_choices": _whole(form, numbers["max_choices"]),
    }
    limits |= {name: _whole(form, numbers[name]) for name in _POINTS_OF.get(method, ())}
    return limits | {"max_points_each": limits["max_points"]} if method == "points" else limits


def _whole(form: FilledForm, number: NumberField) -> int | None:
    value = form.whole_number(number.name)
    if value is None or value < number.least:
        form.refuse(number.name, say("Write a whole number, %(least)s or more.", least=number.least))
        return None
    return value
