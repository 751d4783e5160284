from zoneinfo import ZoneInfo

import pytest

from gateways.web.clients.asking import Json
from gateways.web.results.stages import is_in_stages, spent_of_guarantees
from gateways.web.results.ties import ties_in_words
from gateways.web.vote.rules import limits_in_words, rule_in_words, task_in_words
from gateways.web.words.speech import Speech


def said_of(poll: Json, language: str) -> str:
    speech = Speech(language, ZoneInfo("UTC"))
    return " ".join(speech.message(one) for one in rule_in_words(poll))


@pytest.mark.parametrize(("language", "words"), [("en", "needs at least 7 votes"), ("de", "mindestens 7 Stimmen")])
@pytest.mark.parametrize("rule", ["score-order", "equal-shares"])
def test_a_minimum_score_is_said_with_the_rule(rule: str, language: str, words: str) -> None:
    poll = {"rule": rule, "completion": "none", "min_score": 7, "comparison": False}

    assert words in said_of(poll, language)


@pytest.mark.parametrize("rule", ["score-order", "equal-shares"])
def test_where_a_project_needs_no_score_nothing_is_said_of_one(rule: str) -> None:
    poll = {"rule": rule, "completion": "none", "min_score": 0, "comparison": False}

    assert "at least" not in said_of(poll, "en")


@pytest.mark.parametrize(("language", "words"), [("en", "is compared with"), ("de", "Am Ende wird dieses Ergebnis")])
def test_a_comparison_is_said_where_the_poll_asks_for_it(language: str, words: str) -> None:
    poll = {"rule": "equal-shares", "completion": "none", "min_score": 0}

    assert words in said_of(poll | {"comparison": True}, language)
    assert words not in said_of(poll | {"comparison": False}, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "No more is spent than there is"), ("de", "Mehr, als da ist, wird nicht ausgegeben")],
)
def test_with_bounded_overspending_it_is_said_that_the_pot_is_its_bound(language: str, words: str) -> None:
    poll = {"rule": "bos-equal-shares", "completion": "none", "min_score": 0, "comparison": False}

    assert words in said_of(poll, language)
    assert words not in said_of(poll | {"rule": "equal-shares"}, language)


SOLE = {"min_choices": 0, "max_choices": 9, "min_points_each": 1, "max_points_each": None, "max_points": None}


@pytest.mark.parametrize(
    ("method", "limits", "told"),
    [
        ("score", {"max_choices": 1, "max_points_each": 4}, "Choose one project."),
        ("knapsack", {"max_choices": 2}, "Choose up to 2 projects."),
        ("points", {"max_points_each": 3, "max_points": 5}, "Give no project more than 3 points."),
        ("points", {"max_points_each": 5, "max_points": 5}, ""),
        ("allocation", {"max_points_each": 60}, "Give no project more than 60 points."),
        ("allocation", {"min_points_each": 10}, "Give each project that you choose at least 10 points."),
        ("approval", {"min_choices": 2, "max_choices": 3}, "Choose at least 2."),
        ("approval", {"min_choices": 1, "max_choices": 3}, ""),
    ],
)
def test_what_a_ballot_would_be_sent_back_for_is_said_before(method: str, limits: Json, told: str) -> None:
    poll = {"method": method, "projects": 4 * [{}], "limits": SOLE | limits}

    assert " ".join(Speech("en", ZoneInfo("UTC")).message(one) for one in limits_in_words(poll)) == told


@pytest.mark.parametrize(
    ("method", "limits", "english", "german"),
    [
        ("for-and-against", {"max_choices": 1}, "You have 1 vote. ", "Sie haben 1 Stimme. "),
        (
            "score",
            {"max_points_each": 1},
            "Give each project up to 1 point. ",
            "Geben Sie jedem Projekt bis zu 1 Punkt. ",
        ),
        ("points", {"max_points": 2}, "You have 2 points. ", "Sie haben 2 Punkte. "),
    ],
)
def test_one_of_a_thing_is_not_told_as_many(method: str, limits: Json, english: str, german: str) -> None:
    poll = {"method": method, "projects": 4 * [{}], "limits": SOLE | limits, "budget_cents": 0, "currency": "EUR"}
    task = task_in_words(poll, lambda cents, _: str(cents))

    assert Speech("en", ZoneInfo("UTC")).message(task).startswith(english)
    assert Speech("de", ZoneInfo("UTC")).message(task).startswith(german)
    assert "at least 1 vote, or point," in said_of({**SHARES, "min_score": 1, "rule": "score-order"}, "en")


def test_a_ranking_of_just_so_many_projects_asks_for_so_many_and_says_no_bounds() -> None:
    poll: Json = {"method": "ranking", "projects": 4 * [{}], "limits": SOLE | {"max_choices": 3, "min_choices": 3}}
    poll |= {"budget_cents": 0, "currency": "EUR"}

    assert task_in_words(poll, lambda cents, _: str(cents)).text.startswith("Put %(most)s projects in order")
    assert limits_in_words(poll) == []


SHARES = {"rule": "equal-shares", "completion": "none", "min_score": 0, "comparison": False, "limits": SOLE}


def test_where_points_are_given_it_is_said_what_they_add_up_to_and_that_they_pay() -> None:
    for method in ("points", "allocation", "score", "ranking"):
        assert "they are the votes of a project" in said_of(SHARES | {"method": method, "rule": "score-order"}, "en")
        assert "more points pays more" in said_of(SHARES | {"method": method}, "en")
    assert "points" not in said_of(SHARES | {"method": "approval"}, "en")


def test_of_a_tie_it_is_said_who_stood_equal_and_what_decided() -> None:
    tie = {"round": 1, "tied": [1, 2], "chosen": 2, "decided_by": "lot"}

    (told,) = ties_in_words([tie], {1: "Park", 2: "Pool"})

    assert (told["tied"], told["chosen"], told["decided_by"].text) == (["1 Park", "2 Pool"], "2 Pool", "the lot")


def test_where_areas_have_money_of_their_own_it_is_said_of_which_money_a_tie_is() -> None:
    tie = {"round": 1, "tied": [1, 2], "chosen": 2, "decided_by": "lot"}
    staged = [tie | {"stage": "North"}, tie | {"stage": ""}]
    titles = {1: "Park", 2: "Pool"}

    english = Speech("en", ZoneInfo("UTC"))

    told = [english.message(one["money"]) for one in ties_in_words(staged, titles, in_stages=True)]

    assert told == ["What is guaranteed to North", "The money that is for all"]
    assert [one["money"] for one in ties_in_words(staged, titles)] == [None, None]
    assert is_in_stages({"trace": staged})
    assert not is_in_stages({"trace": [tie | {"stage": ""}]})


def test_of_each_guarantee_it_is_said_what_the_count_spent_of_it_on_the_areas_own_projects() -> None:
    def area(name: str, cents: int) -> Json:
        return {"area_id": name.lower(), "name": name, "guaranteed_cents": cents, "at_most_cents": None}

    def turn(number: int, verdict: str, stage: str) -> Json:
        return {"project": number, "verdict": verdict, "stage": stage}

    areas = [area("North", 100_00), area("South", 50_00), area("East", 20_00), area("West", 0)]
    ruled = {"currency": "EUR", "area_money": areas}
    turns = [turn(1, "funded", "North"), turn(3, "funded", "South"), turn(4, "does-not-fit", "East")]
    turns += [turn(2, "funded", ""), turn(4, "funded", "")]
    costs = {1: ("north", 40_00), 2: ("north", 60_00), 3: ("south", 50_00), 4: ("east", 30_00)}
    projects = [{"number": n, "area_id": where, "cost_cents": cents} for n, (where, cents) in costs.items()]
    outcome = {"trace": turns, "projects": projects, "ballots": 9, "quorum": 9}

    said = [Speech("en", ZoneInfo("UTC")).message(line) for line in spent_of_guarantees(ruled, outcome)]

    assert said == [
        "Of the €100 guaranteed to North, €40 were spent on its projects; the rest is for all.",
        "The €50 guaranteed to South were spent on its projects.",
        "Of the €20 guaranteed to East nothing could be spent on its projects; it is for all.",
    ]
    assert list(spent_of_guarantees(ruled, outcome | {"quorum": 10})) == []
    assert list(spent_of_guarantees(ruled, outcome | {"trace": turns[3:]})) == []


@pytest.mark.parametrize(
    ("state", "language", "words"),
    [
        ("open", "en", "You fill in one"),
        ("open", "de", "Sie füllen einen"),
        ("announced", "en", "Everyone filled in one"),
        ("announced", "de", "Wer abstimmte, füllte einen davon aus"),
    ],
)
def test_once_nobody_votes_any_more_papers_of_areas_are_told_of_in_the_past(
    state: str, language: str, words: str
) -> None:
    poll = {"rule": "score-order", "min_score": 0, "comparison": False, "method": "approval", "area_choice": "voter"}
    paper: Json = {"projects": [], "area_id": None, "limits": {"max_choices": 1}, "state": state}

    assert words in said_of(poll | paper, language)


def test_of_a_ranked_list_by_papers_of_areas_nobody_is_promised_how_far_people_agree() -> None:
    poll = {"rule": "ranked-list", "method": "score", "limits": {"max_choices": 3}}

    assert "how far people agree" in said_of(poll, "en")
    assert "agree" not in said_of(poll | {"area_choice": "voter"}, "en")
