"""The form of a draft: what is typed becomes a wish, and a draft becomes what one would type."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.moments import WHICH, as_typed, read_moment
from gateways.web.staff.polls import draft_fields as ask
from gateways.web.staff.polls.draft_fields import NumberField
from gateways.web.staff.polls.option_fields import options_wished, typed_options
from gateways.web.staff.polls.ruling_fields import areas_wished, kept_rulings, typed_rulings
from gateways.web.staff.polls.weight_fields import kept_weights, typed_weights, weights_wished
from gateways.web.staff.rounds.fields import amount
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech
from libs.shared.events.poll_terms import PollTerms

Body = dict[str, Any]

MOMENTS = ("opens_at", "closes_at")
_CHOSEN = ("method", "rule", "ending", "equals", "paper_order", "area_choice")
_TICKED = ("comparison", "whole_shares", "may_replace")


def suggested(now: datetime) -> dict[str, str]:
    """What the form of a new poll begins with. ``now`` is on the council's clock."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return {
        "method": "approval",
        "rule": "equal-shares",
        "completion": "add1+utilitarian",
        "ending": "skip",
        "equals": "cheaper",
        "paper_order": "numbers",
        "area_choice": "none",
        **{number.name: number.suggested for number in (*ask.LIMITS, *ask.RULE_NUMBERS)},
        "opens_at": f"{hour + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "closes_at": f"{hour + timedelta(days=15):%Y-%m-%dT%H:%M}",
        "web": "yes",
        "sms": "yes",
        "may_replace": "yes",
    }


def typed_for(poll: Body, zone: ZoneInfo, language: str = "en", rounds: Sequence[Body] = ()) -> dict[str, str]:
    """The draft as one would type it; in ``rounds`` are the names of areas."""
    areas = {area["area_id"]: area["name"] for town in rounds for area in town["areas"]}
    speech = Speech(language, zone)
    return {
        **{name: str(poll[name]) for name in ("name", "fund_id")},
        **typed_terms(poll),
        **typed_rulings(poll, speech),
        **typed_options(poll, areas, speech),
        "max_cost": _amount_typed(poll, speech),
        **as_typed("opens_at", poll["opens_at"], zone),
        **as_typed("closes_at", poll["closes_at"], zone),
    }


def typed_terms(terms: Body) -> dict[str, str]:
    """The terms, but for name, times and amounts, as one would type them."""
    limits = terms["limits"]
    if terms["method"] == "points" and limits["max_points_each"] == limits["max_points"]:
        limits = {**limits, "max_points_each": None}
    return {
        **{name: str(terms[name]) for name in _CHOSEN},
        "completion": terms["completion"] if terms["rule"] == "equal-shares" else "add1+utilitarian",
        **{number.name: str(terms[number.name]) for number in ask.RULE_NUMBERS},
        **{number.name: _as_number(number, limits) for number in ask.LIMITS},
        **{channel: "yes" if channel in terms["channels"] else "" for channel, _ in ask.CHANNELS},
        **{ask.STANDS + name: "yes" if name in terms["final_channels"] else "" for name, _ in ask.CHANNELS},
        **{name: "yes" if terms[name] else "" for name in _TICKED},
        **typed_weights(terms),
    }


def wish_of(form: FilledForm, rounds: list[Body], zone: ZoneInfo) -> Body:
    """The poll as the form wishes it; what is wrong stands beside its field."""
    funds = {fund["fund_id"]: town for town in rounds for fund in town["funds"]}
    town = funds.get(form.value("fund_id"), {})
    if not town:
        form.refuse("fund_id", say("Choose the fund that this poll decides on."))
    method, rule = form.value("method") or "approval", form.value("rule") or "equal-shares"
    return {
        "round_id": town.get("round_id"),
        "fund_id": form.value("fund_id"),
        "name": form.require("name", say("Give the poll a name that voters recognise.")),
        "method": method,
        "limits": _limits(form, method, town.get("currency", "EUR")),
        "rule": rule,
        **_count(form, rule),
        **{number.name: _whole(form, number) for number in ask.RULE_NUMBERS},
        "equals": form.value("equals") or "cheaper",
        "channels": _channels(form),
        "may_replace": bool(form.value("may_replace")),
        "final_channels": _channels_that_stand(form),
        "paper_order": form.value("paper_order") or "numbers",
        "area_choice": form.value("area_choice") or "none",
        "area_money": areas_wished(form, town),
        "options": options_wished(form, town, rule),
        "weights": weights_wished(form),
        **{name: read_moment(form, name, zone) for name in MOMENTS},
    }


def kept(poll: Body, wish: Body, form: FilledForm, zone: ZoneInfo, rounds: Sequence[Body] = ()) -> Body:
    """The wish with what the form does not ask for as it was: another program may have drafted the poll.

    What is typed as it was suggested is kept exactly, also where the form shows less, as of a second.
    """
    terms = {name: poll[name] for name in PollTerms.model_fields} | wish
    terms["weights"] = kept_weights(poll, wish["weights"])
    terms |= {name: _in_order(poll[name], wish[name]) for name in ("channels", "final_channels")}
    if wish["fund_id"] == poll["fund_id"] and "ranked-list" not in (poll["rule"], wish["rule"]):
        terms["numbers"] = {project["proposal_id"]: project["number"] for project in poll["projects"]}
    before = typed_for(poll, zone, form.language, rounds)
    terms |= kept_rulings(poll, form, before)
    same = [name for name in MOMENTS if _is_typed_as(before, form, name)]
    return terms | {name: poll[name] for name in same}


def _amount_typed(poll: Body, speech: Speech) -> str:
    cents = poll["limits"]["max_cost_cents"]
    return "" if cents is None else speech.amount_to_edit(cents, poll["currency"])


def _is_typed_as(before: Mapping[str, str], form: FilledForm, name: str) -> bool:
    which = form.value(name + WHICH) or before[name + WHICH]
    return (form.value(name), which) == (before[name], before[name + WHICH])


def _in_order(before: Sequence[str], wished: Sequence[str]) -> list[str]:
    stay = [channel for channel in before if channel in wished]
    return [*stay, *(channel for channel in wished if channel not in stay)]


def _count(form: FilledForm, rule: str) -> Body:
    """What is said of the count under the rule. What is chosen for another rule alone is refused."""
    ending = form.value("ending") or "skip"
    ticked = {name: bool(form.value(name)) for name in ("comparison", "whole_shares")}
    if ending != "skip" and rule in _NO_ENDING:
        form.refuse("ending", _NO_ENDING[rule])
    if rule == "equal-shares":
        return {"completion": form.value("completion") or "add1+utilitarian", "ending": ending, **ticked}
    no_step, no_tick = _BOUNDED if rule == "bos-equal-shares" else _WITHOUT_SHARES
    if form.value(ask.STEP.name) not in ("", ask.STEP.suggested):
        form.refuse(ask.STEP.name, no_step)
    for name in (name for name, is_ticked in ticked.items() if is_ticked):
        form.refuse(name, no_tick)
    return {"completion": "none", "ending": ending, **ticked}


_NO_LIST = say("Only score order goes down a list. Choose score order, or that it is passed over.")
_NO_ENDING = {
    "equal-shares": _NO_LIST,
    "bos-equal-shares": _NO_LIST,
    "ranked-list": say("A ranked list funds nothing. Choose that it is passed over."),
}
_WITHOUT_SHARES = (
    say("This is only for Equal Shares. Write 1, or choose Equal Shares."),
    say("This is only for Equal Shares. Take the tick away, or choose Equal Shares."),
)
_BOUNDED = (
    say("With bounded overspending no share is raised. Write 1, or choose Equal Shares without it."),
    say(
        "Bounded overspending neither rounds shares nor compares outcomes. Take the tick away, or choose Equal "
        "Shares without it."
    ),
)
"""What is said where the step of a raise was typed, and where what is for Equal Shares alone was ticked."""


def _channels(form: FilledForm) -> list[str]:
    chosen = [channel for channel, _ in ask.CHANNELS if form.value(channel)]
    if not chosen:
        form.refuse("web", say("Choose at least one way to vote."))
    return chosen


def _channels_that_stand(form: FilledForm) -> list[str]:
    standing = [channel for channel, _ in ask.CHANNELS if form.value(ask.STANDS + channel)]
    for channel in standing:
        if not form.value(channel):
            form.refuse(
                ask.STANDS + channel, say("Nobody can vote in this way. Offer it above, or take the tick away.")
            )
    return standing


def _limits(form: FilledForm, method: str, currency: str) -> Mapping[str, int | None]:
    asked = (ask.MIN_CHOICES, ask.MAX_CHOICES, *ask.OF_PAPERS, *ask.LIMITS_OF.get(method, ()))
    limits: dict[str, int | None] = {number.name: None for number in ask.LIMITS} | {"min_points_each": 1}
    limits |= {number.name: _whole(form, number) for number in asked}
    if (form.value("area_choice") or "none") == "none":
        for bound in (one.name for one in ask.OF_PAPERS if form.value(one.name)):
            form.refuse(bound, say("This is only where each area has a paper. Leave it empty, or choose that."))
    if method == "score" and limits["max_points_each"] is None:
        form.refuse("max_points_each", _not_whole(ask.MAX_POINTS_EACH))
    if method == "points" and limits["max_points_each"] is None:
        limits["max_points_each"] = limits["max_points"]
    return limits | {"max_cost_cents": _most_cost(form, method, currency)}


def _most_cost(form: FilledForm, method: str, currency: str) -> int | None:
    typed = form.value("max_cost")
    if not typed:
        return None
    if method != "knapsack":
        form.refuse(
            "max_cost", say("This is only for ballots that the money must suffice for. Leave it empty, or choose them.")
        )
    return amount(form, "max_cost", typed, currency)


def _whole(form: FilledForm, number: NumberField) -> int | None:
    if number.may_be_empty and not form.value(number.name):
        return None
    value = form.whole_number(number.name)
    if value is None or value < number.least:
        form.refuse(number.name, _not_whole(number))
        return None
    return value


def _not_whole(number: NumberField) -> Message:
    return say("Write a whole number, %(least)s or more.", least=number.least)


def _as_number(number: NumberField, limits: Body) -> str:
    value = limits[number.name]
    if value is not None:
        return str(value)
    return "" if number.may_be_empty else number.suggested
