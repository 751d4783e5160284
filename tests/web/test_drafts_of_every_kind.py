"""The form of a draft asks of each kind of ballot what it needs, and keeps what it does not ask for."""

from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.polls.draft_fields import (
    AREA_CHOICES,
    CHANNELS,
    COMPLETIONS,
    ENDINGS,
    EQUALS,
    METHODS,
    PAPER_ORDERS,
    RULES,
)
from gateways.web.staff.polls.draft_form import kept, typed_for, wish_of
from gateways.web.staff.polls.terms_in_words import TERMS
from gateways.web.vote.kinds import KINDS
from libs.shared.events import words
from libs.shared.events.poll_terms import PollTerms
from libs.shared.events.words import BallotLimits
from services.voting.domain.polls.poll import CompletionName

ZONE = ZoneInfo("Europe/Berlin")
ROUNDS: list[dict[str, Any]] = [{"round_id": "r", "funds": [{"fund_id": "f"}]}]
TYPED = {
    "fund_id": "f",
    "name": "Our vote",
    "rule": "score-order",
    "max_choices": "4",
    "max_points": "9",
    "max_points_each": "6",
    "min_choices": "1",
    "min_points_each": "1",
    "min_score": "0",
    "quorum": "0",
    "step": "1",
    "web": "yes",
    "opens_at": "2026-11-30T10:00",
    "closes_at": "2026-12-10T10:00",
}
NONE: dict[str, int | None] = {
    "min_points_each": 1,
    "max_points_each": None,
    "max_points": None,
    "max_cost_cents": None,
    "max_in_area": None,
    "max_citywide": None,
}
ASKED: dict[str, dict[str, int]] = {
    "approval": {},
    "knapsack": {},
    "points": {"max_points_each": 6, "max_points": 9},
    "allocation": {"max_points_each": 6},
    "score": {"max_points_each": 6},
    "ranking": {},
    "for-and-against": {},
}


def poll_of(wish: dict[str, Any], **limits: int | None) -> dict[str, Any]:
    """The draft that came of the wish, as voting tells of it."""
    return {**wish, "currency": "EUR", "limits": {**wish["limits"], **limits}, "projects": [], "conflicts": []}


@pytest.mark.parametrize(("choice", "is_sound"), [("none", False), ("", False), ("voter", True), ("roll", True)])
def test_bounds_of_papers_are_taken_only_where_each_area_has_one(choice: str, is_sound: bool) -> None:
    form = FilledForm({**TYPED, "method": "approval", "area_choice": choice, "max_in_area": "2", "max_citywide": "1"})

    wish = wish_of(form, ROUNDS, ZONE)

    assert form.is_sound is is_sound
    assert {*form.errors} == (set() if is_sound else {"max_in_area", "max_citywide"})
    assert (wish["limits"]["max_in_area"], wish["limits"]["max_citywide"]) == (2, 1)


def test_every_kind_of_ballot_can_be_drafted() -> None:
    assert [name for name, _ in METHODS] == list(KINDS)
    assert ASKED.keys() == KINDS.keys()


@pytest.mark.parametrize("method", sorted(ASKED))
@pytest.mark.parametrize("least", [0, 1, 3])
def test_a_kind_gets_the_bounds_that_it_has_and_no_others(method: str, least: int) -> None:
    form = FilledForm({**TYPED, "method": method, "min_choices": str(least)})

    wish = wish_of(form, ROUNDS, ZONE)

    assert form.is_sound
    assert wish["limits"] == {**NONE, "min_choices": least, "max_choices": 4, **ASKED[method]}


BOUNDS_OF: dict[str, dict[str, int | None]] = {
    "knapsack": {"max_cost_cents": 700_50},
    "points": {"min_points_each": 2, "max_points_each": None, "max_points": 7},
    "allocation": {"min_points_each": 10, "max_points_each": 50},
    "score": {"min_points_each": 0, "max_points_each": 3},
}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("method", sorted(ASKED))
def test_what_another_program_set_stays_as_it_was(method: str, language: str) -> None:
    drafted = wish_of(FilledForm({**TYPED, "method": method}), ROUNDS, ZONE)
    poll = poll_of(drafted, min_choices=2, **BOUNDS_OF.get(method, {}))
    form = FilledForm(typed_for(poll, ZONE, language), language=language)

    again = kept(poll, wish_of(form, ROUNDS, ZONE), form, ZONE)

    # Left empty, a project may get all points there are.
    expected = {**poll["limits"], **({"max_points_each": 7} if method == "points" else {})}
    assert (form.errors, again["limits"]) == ({}, expected)


def test_a_draft_of_another_kind_takes_the_bounds_of_that_kind() -> None:
    poll = poll_of(wish_of(FilledForm({**TYPED, "method": "points"}), ROUNDS, ZONE))
    form = FilledForm({**typed_for(poll, ZONE), "method": "score", "max_points_each": "3"})

    again = kept(poll, wish_of(form, ROUNDS, ZONE), form, ZONE)

    assert again["limits"] == {**NONE, "min_choices": 1, "max_choices": 4, "max_points_each": 3}


CANNOT_BE = [
    ({"rule": "score-order", "comparison": "yes"}, "comparison"),
    ({"rule": "score-order", "whole_shares": "yes"}, "whole_shares"),
    ({"rule": "equal-shares", "ending": "stop"}, "ending"),
    ({"rule": "equal-shares", "ending": "stop-80"}, "ending"),
    ({"rule": "equal-shares", "ending": "stop-part"}, "ending"),
    ({"rule": "score-order", "step": "10"}, "step"),
    ({"rule": "bos-equal-shares", "ending": "stop-part"}, "ending"),
    ({"rule": "bos-equal-shares", "comparison": "yes"}, "comparison"),
    ({"rule": "bos-equal-shares", "whole_shares": "yes"}, "whole_shares"),
    ({"rule": "bos-equal-shares", "step": "10"}, "step"),
    ({"step": "0"}, "step"),
    ({"method": "approval", "max_cost": "100"}, "max_cost"),
    ({"method": "knapsack", "max_cost": "a lot"}, "max_cost"),
    ({"method": "score", "max_points_each": ""}, "max_points_each"),
    ({"method": "points", "max_points": "many"}, "max_points"),
    ({"quorum": "-1"}, "quorum"),
    ({"min_choices": "none"}, "min_choices"),
    ({"stands-paper": "yes"}, "stands-paper"),
    ({"web": ""}, "web"),
]


@pytest.mark.parametrize(("typed", "field"), CANNOT_BE)
def test_what_does_not_go_together_is_refused_beside_its_field(typed: dict[str, str], field: str) -> None:
    form = FilledForm({**TYPED, "method": "approval", **typed})

    wish_of(form, ROUNDS, ZONE)

    assert [*form.errors] == [field]


@pytest.mark.parametrize("completion", [name for name, _ in COMPLETIONS])
def test_each_completion_can_be_drafted(completion: str) -> None:
    form = FilledForm({**TYPED, "rule": "equal-shares", "completion": completion})

    assert wish_of(form, ROUNDS, ZONE)["completion"] == completion


def test_with_bounded_overspending_the_form_asks_for_no_completion() -> None:
    form = FilledForm({**TYPED, "rule": "bos-equal-shares", "completion": "add1"})

    assert wish_of(form, ROUNDS, ZONE)["completion"] == "none"
    assert form.is_sound


def test_the_form_knows_every_value_that_a_term_may_have() -> None:
    asked = {
        words.Method: METHODS,
        words.Rule: RULES,
        words.Ending: ENDINGS,
        words.Equals: EQUALS,
        words.AreaChoice: AREA_CHOICES,
        words.PaperOrder: PAPER_ORDERS,
        words.Channel: CHANNELS,
        CompletionName: COMPLETIONS,
    }

    for known, choices in asked.items():
        assert {name for name, _ in choices} == set(get_args(known))


def test_every_term_has_words_for_whoever_compares_two_polls() -> None:
    limits = {f"limits.{name}" for name in BallotLimits.model_fields}

    assert TERMS.keys() == (PollTerms.model_fields.keys() - {"limits"}) | limits
