"""Each kind of ballot as a text, its reply, and what is said to a text of another kind."""

import pytest

from gateways.sms.choices import Vote
from gateways.sms.clients.voting import readings_of
from gateways.sms.grammar import read
from gateways.sms.reply import Say
from tests.sms.support.town import TextingTown
from tests.support.ballots import KINDS, Body

CODE = "K7QP-2M4X-9TRC-H"
METHODS = sorted(KINDS)
NAMED = {
    "approval": "1 Playground, 5 Benches in the",
    "knapsack": "1 Playground, 4 ",
    "points": "1=2 Playground, 5=3 Benches",
    "allocation": "1=40 Playground, 5=60 Benches",
    "score": "1=2 Playground, 5=4 Benches",
    "ranking": "5 Benches in the park of the northern quarter, then 1 Playground",
    "for-and-against": "against 1 Playground, for 5 Benches",
}
FITTING: dict[str, Body] = {"knapsack": {"limits": {"max_choices": 5}}}


def readings(text: str) -> list[Body]:
    content = read(f"{CODE} {text}").content
    assert isinstance(content, Vote), content
    return readings_of(content)


def same(one: Body, other: Body) -> bool:
    """Whether both say the same; a project without points is as good as one left out."""
    (field,) = one
    lines, others = one[field], other.get(field)
    if field != "points" or others is None:
        return bool(lines == others)
    return {number: mark for number, mark in lines.items() if mark} == {n: mark for n, mark in others.items() if mark}


@pytest.mark.parametrize("method", METHODS)
def test_a_text_reads_as_the_ballot_that_a_program_would_send(method: str) -> None:
    kind = KINDS[method]

    for text, ballot in zip(kind.texts, kind.ballots, strict=True):
        assert any(same(ballot, reading) for reading in readings(text))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("+12 -7", {"votes": {"12": "for", "7": "against"}}),
        ("\N{MINUS SIGN}7, +12", {"votes": {"7": "against", "12": "for"}}),
        ("12 > 7 >31", {"ranks": {"12": 1, "7": 2, "31": 3}}),
        ("<7> <12>", {"choices": [7, 12]}),
        ("7 +12", {"choices": [7, 12]}),
        ("7+12", {"choices": [7, 12]}),
    ],
)
def test_signs_and_orders_are_read_and_what_was_a_plain_vote_stays_one(text: str, reading: Body) -> None:
    assert readings(text)[0] == reading


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("+12 -7 31", "some_with_signs"),
        ("-12=3", "some_with_signs"),
        ("12>7 31", "order_unclear"),
        ("12>7=3", "some_with_points"),
        ("12=1>7=3", "order_unclear"),
        ("12>7>12", "chosen_twice"),
        ("7=49.99 12=50", "points_not_whole"),
        ("7=2,5", "points_not_whole"),
        ("12-7", "not_understood"),
    ],
)
def test_what_has_no_one_reading_is_not_guessed_at(text: str, reply: str) -> None:
    content = read(f"{CODE} {text}").content

    assert isinstance(content, Say)
    assert content.reply == reply


def test_a_dash_right_behind_the_code_is_no_vote_against() -> None:
    content = read(f"{CODE}-7").content

    assert content == Say("not_understood", {"part": "-7"})


@pytest.mark.parametrize("method", METHODS)
async def test_a_text_of_each_kind_is_counted_and_read_back(town: TextingTown, method: str) -> None:
    poll_id = await town.an_open_poll(**{"method": method, **KINDS[method].terms, **FITTING.get(method, {})})

    replies = [await town.text(f"{town.codes[f'person {n}']} {text}") for n, text in enumerate(KINDS[method].texts, 1)]

    assert NAMED[method] in replies[0]
    assert all(reply.startswith("Your vote was counted: ") for reply in replies)
    assert await town.ballots_in_the_box(poll_id) == 3


@pytest.mark.parametrize("method", METHODS)
async def test_a_blank_ballot_is_counted_where_it_may_be_and_named_so(town: TextingTown, method: str) -> None:
    terms = {**KINDS[method].terms, **FITTING.get(method, {})}
    terms["limits"] = {**terms["limits"], "min_choices": 0}
    poll_id = await town.an_open_poll(method=method, **terms)

    reply = await town.text(f"{town.codes['person 1']} blank, thanks")

    assert reply.startswith("Your vote was counted: a blank ballot. Receipt: ")
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_a_blank_ballot_is_refused_where_a_choice_is_asked_for(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()

    reply = await town.text(f"Stimme {town.codes['person 1']} leer")

    assert reply.startswith("Nicht gezählt: Bitte wählen Sie mindestens 1")
    assert await town.ballots_in_the_box(poll_id) == 0


def test_talk_that_ends_with_nothing_is_no_blank_ballot() -> None:
    content = read("there is really nothing").content

    assert isinstance(content, Say)


OTHERS = [
    ("knapsack", "5=3", "this vote is without points"),
    ("points", "5 1", "this vote is with points"),
    ("score", "5>1", "this vote is with points"),
    ("allocation", "5 1", "here you share out 100"),
    ("allocation", "5=50 1=49", "the shares must add up to 100, and yours add up to 99"),
    ("ranking", "5 1", "here you put them in order"),
    ("for-and-against", "5 1", "here you vote for or against"),
    ("approval", "+5 -1", "this vote is without points"),
]


@pytest.mark.parametrize(("method", "text", "told"), OTHERS)
async def test_a_text_of_another_kind_is_told_how_to_write_it(
    town: TextingTown, method: str, text: str, told: str
) -> None:
    poll_id = await town.an_open_poll(**{"method": method, **KINDS[method].terms, **FITTING.get(method, {})})

    reply = await town.text(f"{town.codes['person 1']} {text}")

    assert reply.startswith(f"Not counted: {told}")
    assert await town.ballots_in_the_box(poll_id) == 0


async def test_projects_that_cost_too_much_are_told_with_both_amounts(town: TextingTown) -> None:
    await town.an_open_poll(method="knapsack", limits={"max_choices": 5, "max_cost_cents": 1000_50})

    reply = await town.text(f"{town.codes['person 1']} 1 2 3 4 5")

    assert reply.startswith("Not counted: your projects cost ")
    assert "and there are 1000.50 EUR." in reply
