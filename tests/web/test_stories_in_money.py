"""What the results page says of each project in money, sentence by sentence."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.web.results.stories import Stories, Story
from gateways.web.words.speech import Speech

Json = dict[str, Any]
ENGLISH, GERMAN = (Speech(language, ZoneInfo("UTC")) for language in ("en", "de"))


def a_project(number: int, **wishes: Any) -> Json:
    return {
        "number": number,
        "proposal_id": f"proposal {number}",
        "title": f"Project {number}",
        "cost_cents": 1000_00,
        "score": 40,
        "ballots": 40,
        "is_funded": False,
        "verdict": "not-affordable",
        "effective_votes": None,
    } | wishes


def a_winner(project: int, **wishes: Any) -> Json:
    return {
        "project": str(project),
        "round": project,
        "effective_votes": None,
        "paid_in_full": 40,
        "paid_all_they_had": 0,
        "their_payments": "0.00",
        "payers": [{"people": 40, "paid_each": "25.00"}],
    } | wishes


def a_loser(project: int, **wishes: Any) -> Json:
    return {
        "project": str(project),
        "verdict": "not-affordable",
        "round": 0,
        "missing": "2.46",
        "missing_in_the_end": "2.46",
        "rest_lacked": None,
        "supporters_had": "1300.00",
        "spent_on": {},
        "left": "997.54",
        "is_measured": False,
        "wins_at_cost": None,
        "wins_with_votes": None,
    } | wishes


def told(
    project: Json, *, winners: tuple[Json, ...] = (), losers: tuple[Json, ...] = (), speech: Speech = ENGLISH
) -> Story:
    others = [a_project(number) for number in range(1, 9) if number != project["number"]]
    counted: Json = {"projects": [project, *others], "currency": "EUR", "trace": []}
    stories: Json = {"winners": winners, "losers": losers, "flow": {"streams": []} if winners or losers else None}
    return Stories({**counted, "stories": stories}, counted, speech).of(project)


def words(story: Story, speech: Speech = ENGLISH) -> str:
    every = [story.sentence, *story.details, *story.paid_for, *story.further]
    return " | ".join(speech.message(one) for one in every if one)


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        ({}, "40 people paid €25 each for it."),
        (
            {"paid_in_full": 40, "paid_all_they_had": 12, "their_payments": "30.10"},
            "40 people paid €25 each for it, and 12 all they had left.",
        ),
        (
            {"paid_all_they_had": 3, "their_payments": "30.10"},
            "40 people paid €25 each for it, and a few others all they had left.",
        ),
        (
            {"payers": [{"people": 30, "paid_each": "30.00"}, {"people": 10, "paid_each": "10.00"}]},
            "40 people paid for it together from their shares.",
        ),
        (
            {"paid_in_full": 7, "payers": [{"people": 7, "paid_each": "142.86"}]},
            "Those who voted for it paid for it from their shares.",
        ),
    ],
)
def test_a_winner_is_told_by_what_each_paid(story: Json, sentence: str) -> None:
    project = a_project(1, is_funded=True, verdict="funded")

    one = told(project, winners=(a_winner(1, **story),))

    assert one.sentence
    assert ENGLISH.message(one.sentence) == sentence


def test_groups_of_fewer_than_ten_who_paid_are_told_in_one_sum() -> None:
    payers = [{"people": 30, "paid_each": "30.00"}, {"people": 4, "paid_each": "20.00"}]
    winner = a_winner(1, paid_in_full=34, payers=payers, paid_all_they_had=5, their_payments="20.00")

    one = told(a_project(1, is_funded=True, verdict="funded"), winners=(winner,))

    assert "30 people paid €30 each. | Groups of fewer than ten people paid €100 together." in words(one)
    assert "20" not in words(one).replace("€20", "")


def test_a_winner_that_the_rest_paid_for_is_told_so() -> None:
    one = told(a_project(2, is_funded=True, verdict="funded"), winners=(a_winner(1),))

    assert words(one) == "It was paid from the money that was left over when the shares had paid for the others."


def test_by_score_order_a_winner_had_money_enough_and_a_loser_too_little_and_nothing_is_said_of_shares() -> None:
    winner = told(a_project(2, is_funded=True, verdict="funded"))
    nothing = {"supporters_had": None, "left": None, "missing": "50.00", "missing_in_the_end": "50.00"}
    loser = told(a_project(3, verdict="does-not-fit"), losers=(a_loser(3, verdict="does-not-fit", **nothing),))

    assert words(winner) == "The money still held enough when its turn came."
    assert words(loser) == "When its turn came, €50 was missing in the money that was left."


def test_the_most_popular_project_is_told_what_its_supporters_lacked() -> None:
    spent = {"2": "200.00", "4": "102.46"}
    loser = a_loser(1, verdict="does-not-fit", rest_lacked="500.00", spent_on=spent)

    one = told(a_project(1, ballots=43, verdict="does-not-fit"), losers=(loser,))

    assert words(one) == (
        "The 43 people who voted for it were €2.46 short, and the money left over did not reach either. | "
        "Those who voted for it had €1,300 together in their shares. | "
        "€200 for “Project 2” | €102.46 for “Project 4” | "
        "In the end they had €997.54 left. The project costs €1,000. | "
        "The money left over lacked €500 when the project's turn came."
    )
    german = told(a_project(1, ballots=43, verdict="does-not-fit"), losers=(loser,), speech=GERMAN)
    assert words(german, GERMAN).startswith(
        "Den 43 Menschen, die dafür gestimmt haben, fehlten 2,46\N{NO-BREAK SPACE}€"
    )


def test_when_a_project_was_first_out_of_reach_is_told_where_more_was_lost_later() -> None:
    loser = a_loser(1, missing="2.46", missing_in_the_end="90.00", round=2)

    one = told(a_project(1), winners=(a_winner(2),), losers=(loser,))
    before = told(a_project(1), losers=(a_loser(1, missing="2.46", missing_in_the_end="90.00"),))

    assert "first out of their reach when “Project 2” had been paid for: then €2.46 was missing." in words(one)
    assert "Even before they had paid for anything else, €2.46 was missing." in words(before)


def test_of_several_stages_it_is_told_in_which_a_project_was_paid_for_and_in_which_another_was_not() -> None:
    winners = (a_winner(2, stage="North", round=1), a_winner(3, stage="", round=1))
    first = told(a_project(2, is_funded=True, verdict="funded"), winners=winners)
    for_all = told(a_project(3, is_funded=True, verdict="funded"), winners=winners)
    lost = told(a_project(1), winners=winners, losers=(a_loser(1, round=1, missing="1.00", stage="North"),))

    assert "It was number 1 to be paid for from what is guaranteed to North." in words(first)
    assert "It was number 1 to be paid for from the money that is for all." in words(for_all)
    assert "It competed last for what is guaranteed to North." in words(lost)
    assert "out of their reach when “Project 2” had been paid for" in words(lost)


def test_many_things_that_were_paid_for_are_told_by_the_largest_five_and_the_sum_of_the_rest() -> None:
    spent = {str(number): f"{number}.50" for number in range(2, 9)}

    one = told(a_project(1), losers=(a_loser(1, spent_on=spent),))

    assert len(one.paid_for) == 6
    assert ENGLISH.message(one.paid_for[0]) == "€8.50 for “Project 8”"
    assert ENGLISH.message(one.paid_for[-1]) == "€6 for 2 more"


def test_one_thing_more_than_is_named_is_named_as_well() -> None:
    spent = {str(number): f"{number}.50" for number in range(2, 8)}

    one = told(a_project(1), losers=(a_loser(1, spent_on=spent),))

    assert [ENGLISH.message(paid) for paid in one.paid_for][-1] == "€2.50 for “Project 2”"


def test_groups_of_fewer_than_ten_paid_the_cost_although_what_each_paid_is_rounded() -> None:
    payers = [{"people": 6, "paid_each": "100.00"}, {"people": 3, "paid_each": "133.34"}]
    winner = a_winner(1, paid_in_full=9, payers=payers)

    one = told(a_project(1, is_funded=True, verdict="funded"), winners=(winner,))

    assert "Groups of fewer than ten people paid €1,000 together." in words(one)


def test_what_the_few_who_voted_for_a_project_paid_for_is_not_told() -> None:
    one = told(a_project(1, ballots=9), losers=(a_loser(1, spent_on={"2": "77.00"}),))

    assert "Project 2" not in words(one)
    assert "77" not in words(one)
    assert "So few voted for it that what else they paid for is not told here." in words(one)


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ({"wins_with_votes": 9, "wins_at_cost": "812.50"}, "9 more voters for it alone would have won it the money."),
        ({"wins_with_votes": 1, "wins_at_cost": None}, "One more voter for it alone"),
        ({"wins_with_votes": None, "wins_at_cost": "812.50"}, "At a cost of €812.50 it would have been funded."),
        ({"wins_with_votes": None, "wins_at_cost": None}, "At no cost, however low"),
        ({"wins_with_votes": None, "wins_at_cost": None}, "Even as many more voters for it as voted in all"),
    ],
)
def test_how_close_it_came_is_told_if_it_was_looked_for(measured: Json, said: str) -> None:
    assert said in words(told(a_project(1), losers=(a_loser(1, is_measured=True, **measured),)))
    assert said not in words(told(a_project(1), losers=(a_loser(1),)))


def test_results_stand_without_their_reasons() -> None:
    project = a_project(1)

    one = Stories({"projects": [], "stories": {}, "trace": []}, {"projects": [project], "currency": "EUR"}, ENGLISH).of(
        project
    )

    assert one == Story(None)


def test_what_was_counted_before_stories_knew_of_payers_is_still_told() -> None:
    old = {"project": "1", "round": 1, "effective_votes": "40.00", "paid_in_full": 40, "paid_all_they_had": 0,
           "their_payments": "0.00", "full_price": "25.00"}  # fmt: skip
    lost = {"project": "2", "verdict": "not-affordable", "round": 1, "missing": "2.46", "supporters_had": "9.00",
            "spent_on": {"1": "4.00"}, "left": "5.00", "wins_at_cost": None, "wins_with_votes": None}  # fmt: skip

    won = told(a_project(1, is_funded=True, verdict="funded"), winners=(old,))
    missed = told(a_project(2), losers=(lost,))

    assert "paid for it" in words(won)
    assert "Those who voted for it had too little left in their shares." in words(missed)
    assert "€4 for “Project 1”" in words(missed)


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 4),
    st.sampled_from(["EUR", "HUF", "TND"]),
    st.sampled_from([ENGLISH, GERMAN]),
)
def test_an_amount_in_plain_digits_is_said_as_the_number_is(
    units: int, places: int, currency: str, speech: Speech
) -> None:
    text = f"{Decimal(units).scaleb(-places):f}"

    assert speech.amount_in(text, currency) == speech.amount(Decimal(text), currency)


def test_of_what_is_funded_beyond_the_pot_it_is_said_that_the_money_did_not_suffice() -> None:
    funded = [a_project(number, is_funded=True, verdict="funded") for number in (1, 2)]
    trace = [{"project": one["number"], "phase": "score-order", "verdict": "funded"} for one in funded]
    counted = {"projects": funded, "currency": "EUR", "budget_cents": 1850_00, "ending": "stop-80", "trace": trace}
    stories = Stories({**counted, "stories": {}}, counted, ENGLISH)

    assert "held enough" in words(stories.of(funded[0]))
    assert "80 percent" in words(stories.of(funded[1]))
    assert "€150 beyond" in words(stories.of(funded[1]))


def test_where_points_are_given_it_is_said_how_many_the_voters_that_it_lacked_would_have_given() -> None:
    lost, close = a_project(1), a_loser(1, is_measured=True, wins_with_votes=3)
    for method, is_said in (("points", True), ("ranking", True), ("approval", False), ("for-and-against", False)):
        outcome = {"projects": [lost], "currency": "EUR", "trace": [], "method": method, "stories": {"losers": [close]}}

        story = Stories(outcome, outcome, ENGLISH).of(lost)

        assert ("as many points as anybody gave" in words(story)) is is_said


def bounded(project: Json, phase: str = "bos-equal-shares", **stories: Any) -> str:
    """What is told of the project where overspending is bounded, in both languages."""
    trace = [{"project": project["number"], "phase": phase, "verdict": project["verdict"]}]
    outcome = {"projects": [project], "currency": "EUR", "trace": trace, "rule": "bos-equal-shares", "stories": stories}
    return "\n".join(words(Stories(outcome, outcome, speech).of(project), speech) for speech in (ENGLISH, GERMAN))


def test_where_supporters_paid_a_part_it_is_told_how_much_came_out_of_the_money_of_all() -> None:
    payers = [{"people": 36, "paid_each": "25.00"}]
    winner = a_winner(1, paid_in_full=36, payers=payers, effective_votes="40.00")
    flow = {"streams": [{"project": "1", "from": source, "amount": f"{amount}.00"} for source, amount in PARTS]}

    said = bounded(a_project(1, is_funded=True, verdict="funded", effective_votes=40.0), winners=[winner], flow=flow)

    assert "36 people paid €25 each for it." in said
    assert "Together they paid €900; €100 came out of the money of all." in said
    assert "Zusammen haben sie 900 € bezahlt; 100 € kamen aus dem Geld aller." in said
    assert "as if its whole cost had been split evenly" in said
    assert "is paid for next" not in said


PARTS = (("shares", 900), ("rest", 100))


def test_where_a_part_was_paid_in_several_ways_it_is_told_that_it_was_as_far_as_shares_went() -> None:
    winner = a_winner(1, paid_in_full=0, payers=[], paid_all_they_had=36, their_payments="900.00")
    flow = {"streams": [{"project": "1", "from": source, "amount": f"{amount}.00"} for source, amount in PARTS]}

    said = bounded(a_project(1, is_funded=True, verdict="funded"), winners=[winner], flow=flow)

    assert "36 people paid for it from their shares, as far as these went." in said
    assert "36 paid all they had left, €900 together." in said


def test_where_supporters_paid_it_all_nothing_is_told_of_the_money_of_all() -> None:
    flow = {"streams": [{"project": "1", "from": "shares", "amount": "1000.00"}]}

    said = bounded(a_project(1, is_funded=True, verdict="funded"), winners=[a_winner(1)], flow=flow)

    assert "40 people paid €25 each for it." in said
    assert "money of all" not in said


def test_few_who_paid_are_told_to_have_paid_as_far_as_their_shares_went() -> None:
    few = a_winner(1, paid_in_full=9, payers=[{"people": 9, "paid_each": "100.00"}])
    flow = {"streams": [{"project": "1", "from": source, "amount": f"{amount}.00"} for source, amount in PARTS]}

    said = bounded(a_project(1, is_funded=True, verdict="funded"), winners=[few], flow=flow)

    assert "from their shares, as far as these went." in said
    assert "Groups of fewer than ten people paid €900 together." in said


def test_where_overspending_is_bounded_a_loser_is_told_that_its_supporters_had_nothing_left_or_the_pot_too_little() -> (
    None
):
    spent = bounded(a_project(1), losers=[a_loser(1, left="0.00", missing="1000.00", missing_in_the_end="1000.00")])
    too_dear = bounded(a_project(1, verdict="does-not-fit"), losers=[a_loser(1, verdict="does-not-fit")])

    assert "had spent all of their shares on other projects" in spent
    assert "ihre Anteile ganz für andere Projekte ausgegeben" in spent
    assert "short" not in spent
    assert "In the end €2.46 was missing in the money that was left." in too_dear
