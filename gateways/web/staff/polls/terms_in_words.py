"""A poll's terms for whoever drafts it: each with what it is and what it says, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from gateways.web.staff.polls import draft_fields as ask
from gateways.web.staff.polls.draft_fields import Choices
from gateways.web.vote.rules import RULE_NAMES
from gateways.web.vote.rulings import of_area
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech

Body = dict[str, Any]
Said = Callable[[Any, Speech, str], Message | str]

_YES, _NO, _NOTHING, _UNBOUND = say("Yes"), say("No"), say("None"), say("No bound of its own")


def _of(choices: Choices | Mapping[str, Message]) -> Said:
    words: dict[str, Message | str] = dict(choices)
    return lambda value, _speech, _currency: words.get(value, str(value))


def _yes_or_no(value: Any, _speech: Speech, _currency: str) -> Message:
    return _YES if value else _NO


def _number(value: Any, speech: Speech, _currency: str) -> Message | str:
    return _UNBOUND if value is None else speech.number(value)


def _money(value: Any, speech: Speech, currency: str) -> Message | str:
    return say("All money of the fund") if value is None else speech.money(value, currency)


def _channels(value: Any, speech: Speech, _currency: str) -> Message | str:
    words = dict(ask.CHANNELS)
    return ", ".join(speech.message(words.get(one, one)) for one in value) or _NOTHING


def _groups(value: Any, speech: Speech, _currency: str) -> Message | str:
    return speech.number(len(value)) if value else _NOTHING


def _areas(value: Any, speech: Speech, currency: str) -> Message | str:
    said = (speech.message(one) for area in value for one in of_area(area, currency))
    return " ".join(said) or _NOTHING


def _weights(value: Any, speech: Speech, _currency: str) -> Message | str:
    words = dict(ask.CHANNELS)
    said = (f"{speech.message(words[one['channel']])}: {speech.number(one['weight'])}" for one in value)
    return ", ".join(said) or _NOTHING


def _text(value: Any, _speech: Speech, _currency: str) -> str:
    return str(value)


def _moment(value: Any, speech: Speech, _currency: str) -> str:
    return speech.moment(value)


TERMS: Mapping[str, tuple[Message, Said]] = {
    "name": (say("Name of the poll"), _text),
    "method": (say("How do people vote?"), _of(ask.METHODS)),
    "limits.max_choices": (ask.MAX_CHOICES.label, _number),
    "limits.min_choices": (ask.MIN_CHOICES.label, _number),
    "limits.max_points": (ask.MAX_POINTS.label, _number),
    "limits.max_points_each": (ask.MAX_POINTS_EACH.label, _number),
    "limits.min_points_each": (ask.MIN_POINTS_EACH.label, _number),
    "limits.max_cost_cents": (say("What may the projects on one ballot cost together?"), _money),
    "area_choice": (say("Which projects are on the ballot?"), _of(ask.AREA_CHOICES)),
    "limits.max_in_area": (ask.MAX_IN_AREA.label, _number),
    "limits.max_citywide": (ask.MAX_CITYWIDE.label, _number),
    "paper_order": (say("How do the projects stand on the ballot?"), _of(ask.PAPER_ORDERS)),
    "rule": (say("How is it counted?"), _of(RULE_NAMES)),
    "completion": (say("What happens to money that is left over?"), _of(ask.COMPLETIONS)),
    "comparison": (say("Is it compared in the end with score order?"), _yes_or_no),
    "whole_shares": (say("Are the first shares rounded down?"), _yes_or_no),
    "step": (ask.STEP.label, _number),
    "ending": (say("What if the money does not suffice for a project?"), _of(ask.ENDINGS)),
    "min_score": (ask.MIN_SCORE.label, _number),
    "equals": (say("Which of equal projects goes first?"), _of(ask.EQUALS)),
    "quorum": (ask.QUORUM.label, _number),
    "conflicts": (say("How many groups of projects exclude each other?"), _groups),
    "weights": (say("Which ballots count more by the way they come?"), _weights),
    "area_money": (say("Which areas have money of their own, or a limit?"), _areas),
    "channels": (say("How can people vote?"), _channels),
    "may_replace": (say("May people change their ballot until the poll closes?"), _yes_or_no),
    "final_channels": (say("Which ballots stand, whatever comes after?"), _channels),
    "opens_at": (say("Opens"), _moment),
    "closes_at": (say("Closes"), _moment),
}
"""Every term, in the order of the form; one of a ballot's limits by its name behind ``limits.``."""


def difference_rows(differences: list[Body], currency: str, speech: Speech) -> list[list[str]]:
    """A row for each term that differs: what it is, what the draft says, what the earlier poll said."""
    found = {one["term"]: one for one in differences}
    return [
        [speech.message(label), *(speech.message(said(found[term][side], speech, currency)) for side in _SIDES)]
        for term, (label, said) in TERMS.items()
        if term in found
    ]


_SIDES = ("here", "there")
