"""What everybody gave to each option, how widely that spreads, and how far ballots agree."""

from fractions import Fraction
from statistics import mean, pvariance, quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.voting.domain.tally import Instance, Method, Profile
from services.voting.domain.tally.agreement.agreement import agreement_of, half_up
from services.voting.domain.tally.agreement.concordance import concordance
from services.voting.domain.tally.agreement.opinions import Opinion, opinions_of, standing_only
from services.voting.domain.tally.agreement.spread import spread_of
from tests.support.elections import an_instance, approvals
from tests.support.survey import FACTORS, SHARES

Given = list[dict[str, int]]

INTERVIEWERS: Given = [
    dict(zip("abcdef", places, strict=True)) for places in ((1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1))
]


def a_profile(ballots: Given, ids: str = "abcdef") -> Profile:
    return Profile.of_ballots(ids, Method.FOR_AND_AGAINST, ballots)


def of_survey(**rulings: Any) -> dict[str, Any]:
    ids = {str(number): 0 for number in range(1, len(FACTORS) + 1)}
    shares = [{str(number): share for number, share in ballot.items()} for ballot in SHARES]
    said = agreement_of(an_instance(ids, 1, **rulings), Profile.of_ballots(tuple(ids), Method.ALLOCATION, shares))
    assert said
    return said.as_json()


def ranks(given: dict[str, int], ids: str) -> list[Fraction]:
    """Worked out option by option: how many are below it, and half of its equals."""
    marks = [given.get(id_, 0) for id_ in ids]
    return [sum(m < mark for m in marks) + Fraction(marks.count(mark) + 1, 2) for mark in marks]


def plain_concordance(ballots: Given, ids: str) -> Fraction | None:
    m, n = len(ballots), len(ids)
    each = [ranks(given, ids) for given in ballots]
    apart = sum((sum(column) - Fraction(m * (n + 1), 2)) ** 2 for column in zip(*each, strict=True))
    ties = sum(row.count(rank) ** 3 - row.count(rank) for row in each for rank in set(row))
    most = m**2 * (n**3 - n) - m * ties
    return Fraction(12 * apart, most) if most and m > 1 and n > 1 else None


def test_the_survey_has_the_averages_that_are_known_of_it() -> None:
    said = {one["project"]: one for one in of_survey()["projects"]}

    assert (said["1"]["mean"], said["1"]["rounded"], said["1"]["named"]) == ("6.25", "6", 4)
    assert (said["2"]["mean"], said["2"]["rounded"], said["2"]["named"]) == ("18.75", "19", 8)
    assert {key: said["2"][key] for key in ("lower_quartile", "median", "upper_quartile", "deviation")} == {
        "lower_quartile": "12.50",
        "median": "20.00",
        "upper_quartile": "22.50",
        "deviation": "6.50",
    }
    assert sum(Fraction(one["mean"]) for one in said.values()) == pytest.approx(100, abs=0.05)


def test_marks_with_decimals_are_told_in_the_units_that_voters_wrote() -> None:
    paper = an_instance({"a": 1, "b": 1}, 1)
    votes = ({"a": 0, "b": 150}, {"a": 25, "b": 150})
    groups = {(tuple(range(2)), tuple(given.values())): 1 for given in votes}

    said = agreement_of(paper, Profile.of_groups(Method.SCORE, 2, groups, mark_digits=2))

    assert said
    assert said.as_json() == {
        "votes": 2,
        "concordance": "1.00",
        "projects": [
            {"project": "b", "place": 1}
            | dict.fromkeys(("mean", "median", "lower_quartile", "upper_quartile"), "1.50")
            | {"deviation": "0.00", "rounded": "2", "named": 2},
            {"project": "a", "place": 2, "mean": "0.13", "median": "0.13", "lower_quartile": "0.00"}
            | {"upper_quartile": "0.25", "deviation": "0.13", "rounded": "0", "named": 1},
        ],
    }


def test_equal_means_share_a_place_and_stand_in_the_order_of_the_paper() -> None:
    said = of_survey()
    in_order = [(one["project"], one["place"]) for one in said["projects"]]

    assert in_order[:2] == [("3", 1), ("2", 2)]
    assert [place for _, place in in_order] == sorted(place for _, place in in_order)
    assert in_order[2:5] == [("6", 3), ("5", 4), ("8", 4)]


def test_the_measure_is_that_of_the_textbook() -> None:
    assert half_up(concordance(a_profile(INTERVIEWERS)) or Fraction(0), 2) == "0.16"


def test_who_all_say_the_same_agree_wholly_and_who_say_the_contrary_not_at_all() -> None:
    assert concordance(a_profile([{"a": 2, "b": 1}] * 3, "abc")) == 1
    assert concordance(a_profile([{"a": 1, "b": -1}, {"a": -1, "b": 1}], "abc")) == 0
    assert concordance(a_profile([{"a": 2}, {"a": 1}], "ab")) == 1


@pytest.mark.parametrize(("ballots", "ids"), [([{"a": 1}], "ab"), ([], "ab"), ([{}, {}], "ab"), ([{"a": 1}] * 2, "a")])
def test_where_nobody_could_agree_there_is_no_measure(ballots: Given, ids: str) -> None:
    assert concordance(a_profile(ballots, ids)) is None


_MARKS = st.dictionaries(st.sampled_from("abcd"), st.integers(-2, 3))


@given(st.lists(_MARKS, min_size=1, max_size=8))
def test_the_quick_way_agrees_with_the_plain_one(ballots: Given) -> None:
    assert concordance(a_profile(ballots, "abcd")) == plain_concordance(ballots, "abcd")
    for place, opinion in enumerate(opinions_of(a_profile(ballots, "abcd"))):
        given = [one.get("abcd"[place], 0) for one in ballots]
        spread = spread_of(opinion)
        assert (spread.mean, spread.variance) == (mean(map(Fraction, given)), pvariance(map(Fraction, given)))
        assert spread.named == sum(mark > 0 for mark in given)
        assert min(given) <= spread.lower_quartile <= spread.median <= spread.upper_quartile <= max(given)
        if len(given) % 2 == 0:
            assert spread.median == quantiles(sorted(given), n=2, method="inclusive")[0]


def test_a_ballot_that_counts_as_two_is_two() -> None:
    once = Opinion((0, 4), (1, 1))

    assert spread_of(Opinion((0, 4), (2, 2))).mean == spread_of(once).mean == 2
    assert spread_of(Opinion((0, 4), (1, 3))).lower_quartile == 2


def test_what_is_withdrawn_is_no_option_and_where_too_few_took_part_all_are() -> None:
    without = of_survey(ineligible={"3": "withdrawn: it was built"})["projects"]
    all_out = of_survey(ineligible=dict.fromkeys(map(str, range(1, 12)), "too few took part"))

    assert [one["project"] for one in without][:2] == ["2", "6"]
    assert all_out == of_survey()
    standing, ids = standing_only(a_profile(INTERVIEWERS), "abcdef", {"b"})
    assert (ids, standing.choices.tolist()[:5]) == (tuple("acdef"), [0, 1, 2, 3, 4])


def test_ballots_without_marks_or_sums_without_ballots_tell_nothing_of_it() -> None:
    paper = an_instance({"a": 1, "b": 1}, 1)
    assert agreement_of(paper, approvals(paper, ["ab"])) is None

    on_paper = an_instance({"a": 1, "b": 1}, 1, paper_totals={"a": 3})
    assert agreement_of(on_paper, a_profile([{"a": 1}], "ab")) is None


def test_of_no_ballots_everything_is_zero() -> None:
    said = agreement_of(Instance((), 1, 0), a_profile([], ""))
    assert said
    assert said.as_json() == {"votes": 0, "concordance": None, "projects": []}
    assert spread_of(Opinion((), ())).median == 0
