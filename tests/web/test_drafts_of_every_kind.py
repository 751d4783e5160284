"""The form of a draft asks of each kind of ballot what it needs, and keeps what it does not ask for."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.polls.draft_form import METHODS, kept, typed_for, wish_of
from gateways.web.vote.kinds import KINDS

ZONE = ZoneInfo("Europe/Berlin")
ROUNDS: list[dict[str, Any]] = [{"round_id": "r", "funds": [{"fund_id": "f"}]}]
TYPED = {
    "fund_id": "f",
    "name": "Our vote",
    "rule": "score-order",
    "max_choices": "4",
    "max_points": "9",
    "max_points_each": "6",
    "min_score": "0",
    "web": "yes",
    "opens_at": "2026-11-30T10:00",
    "closes_at": "2026-12-10T10:00",
}
ASKED = {
    "approval": {},
    "knapsack": {},
    "points": {"max_points_each": 9, "max_points": 9},
    "allocation": {},
    "score": {"max_points_each": 6},
    "ranking": {},
    "for-and-against": {},
}


def poll_of(wish: dict[str, Any], **limits: int | None) -> dict[str, Any]:
    """The draft that came of the wish, as voting tells of it."""
    nothing = {"min_points_each": 1, "max_points_each": None, "max_points": None, "max_cost_cents": None}
    return {**wish, "limits": {**nothing, **wish["limits"], **limits}, "projects": []}


def test_every_kind_of_ballot_can_be_drafted() -> None:
    assert [name for name, _ in METHODS] == list(KINDS)
    assert ASKED.keys() == KINDS.keys()


@pytest.mark.parametrize("method", sorted(ASKED))
@pytest.mark.parametrize(("blank", "least"), [("", 1), ("yes", 0)])
def test_a_kind_gets_the_bounds_that_it_has_and_no_others(method: str, blank: str, least: int) -> None:
    form = FilledForm({**TYPED, "method": method, "blank": blank})

    wish = wish_of(form, ROUNDS, ZONE)

    assert form.is_sound
    assert wish["limits"] == {"min_choices": least, "max_choices": 4, **ASKED[method]}


@pytest.mark.parametrize("method", sorted(ASKED))
def test_what_another_program_set_stays_as_it_was(method: str) -> None:
    drafted = wish_of(FilledForm({**TYPED, "method": method}), ROUNDS, ZONE)
    poll = poll_of(drafted, min_choices=2, max_cost_cents=700_00)
    form = FilledForm(typed_for(poll, ZONE))

    again = kept(poll, wish_of(form, ROUNDS, ZONE), form, ZONE)

    assert again["limits"] == poll["limits"]


def test_a_draft_that_may_not_be_blank_any_more_asks_for_one_choice() -> None:
    drafted = wish_of(FilledForm({**TYPED, "method": "ranking", "blank": "yes"}), ROUNDS, ZONE)
    poll = poll_of(drafted)
    form = FilledForm({**typed_for(poll, ZONE), "blank": ""})

    again = kept(poll, wish_of(form, ROUNDS, ZONE), form, ZONE)

    assert again["limits"]["min_choices"] == 1


def test_a_draft_of_another_kind_takes_the_bounds_of_that_kind() -> None:
    poll = poll_of(wish_of(FilledForm({**TYPED, "method": "points"}), ROUNDS, ZONE))
    form = FilledForm({**typed_for(poll, ZONE), "method": "score", "max_points_each": "3"})

    again = kept(poll, wish_of(form, ROUNDS, ZONE), form, ZONE)

    assert again["limits"] == {"min_choices": 1, "max_choices": 4, "max_points_each": 3}
