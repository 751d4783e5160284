import pytest

from libs.shared.kernel.tracking_number import new_tracking_number, read_tracking_number
from libs.shared.kernel.workflow import (
    Action,
    ActionIsNotKnown,
    ActionIsNotYours,
    State,
    StateHasChanged,
    Workflow,
)
from libs.shared.kernel.workflow_fields import Choice, Field, FieldsAreWrong

OFFICE = frozenset({"office"})
COLOUR = Field("colour", {"en": "Colour"}, "choice")
NOTE = Field("note", {"en": "Note"}, "text", is_required=False, max_length=10)
PAINT = Action(
    "paint",
    {"en": "Paint"},
    ("bare",),
    "painted",
    OFFICE,
    {"en": "The office"},
    {"en": "Painted {colour}.", "de": "{colour} gestrichen."},
    (COLOUR, NOTE),
)
BENCH = Workflow("bench", (State("bare", {"en": "Bare"}), State("painted", {"en": "Painted"})), (PAINT,))
COLOURS = {"colour": [Choice("r", {"en": "red", "de": "rot"}), Choice("g", {"en": "green"})]}


def test_a_step_says_what_it_does_in_every_language_that_it_has_words_for() -> None:
    step = BENCH.take("paint", "bare", OFFICE, {"colour": "r"}, COLOURS)

    assert step.fields == {"colour": "r"}
    assert step.words == {"en": "Painted red.", "de": "rot gestrichen."}


def test_what_somebody_typed_is_not_taken_for_a_place_in_the_words() -> None:
    note = Field("note", {"en": "Note"}, "text")
    speak = Action("speak", {"en": "Speak"}, ("bare",), "bare", OFFICE, {"en": "Office"}, {"en": "{note}"}, (note,))

    step = Workflow("w", BENCH.states, (speak,)).take("speak", "bare", OFFICE, {"note": "{colour} {0} %s"})

    assert step.words == {"en": "{colour} {0} %s"}


def test_an_action_is_refused_by_the_first_rule_that_it_breaks() -> None:
    with pytest.raises(ActionIsNotKnown):
        BENCH.take("burn", "bare", OFFICE, {})
    with pytest.raises(ActionIsNotYours):
        BENCH.take("paint", "painted", {"guest"}, {})
    with pytest.raises(StateHasChanged):
        BENCH.take("paint", "painted", OFFICE, {})


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, ["colour"]),
        ({"colour": "blue"}, ["colour"]),
        ({"colour": "r", "note": "x" * 11}, ["note"]),
        ({"colour": "r", "note": "\ud800"}, ["note"]),
        ({"colour": "r", "size": 3}, ["size"]),
        ({"colour": ["r"], "note": 3}, ["colour", "note"]),
    ],
)
def test_every_wrong_field_is_named(given: dict[str, object], wrong: list[str]) -> None:
    with pytest.raises(FieldsAreWrong) as refusal:
        BENCH.take("paint", "bare", OFFICE, given, COLOURS)

    assert [error["field"] for error in refusal.value.errors] == wrong


def test_a_workflow_that_leads_nowhere_cannot_be_written() -> None:
    lost = Action("lose", {"en": "Lose"}, ("bare",), "lost", OFFICE, {"en": "Office"})

    with pytest.raises(AssertionError):
        Workflow("bench", BENCH.states, (lost,))


def test_a_tracking_number_is_read_in_any_spelling() -> None:
    number = new_tracking_number()

    assert read_tracking_number(number.lower().replace("-", " ")) == number
    assert read_tracking_number("k7q-2m4") == read_tracking_number("K7QZM4") == "K7Q-2M4"
    assert read_tracking_number("K7Q-2M") is None
    assert read_tracking_number("K7Q-2MA") is None
