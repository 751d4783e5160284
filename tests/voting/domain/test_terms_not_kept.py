"""What two officers may decide otherwise than the count breaks terms that were published: each of these is told."""

from dataclasses import replace
from typing import Any

from services.voting.domain.counting.terms_not_kept import NotKept, in_words, terms_not_kept
from services.voting.domain.polls.poll import Poll
from tests.combinations.polls import AREAS, NORTH, a_draft
from tests.combinations.wishes import CHOICES

OF_NORTH = (1, 4)
"""The projects there, which cost 2,500.01 and 5,500.04."""


def a_poll(**wish: Any) -> Poll:
    return a_draft({name: choices[0] for name, choices in CHOICES.items()} | {"projects": 7} | wish)


def a_decision(poll: Poll, *funded: int, ballots: int = 100, overridden: str | None = "Why.") -> dict[str, Any]:
    """An outcome in which these are funded, each with as many votes as its number says, and why."""
    projects = [
        {"number": line.number, "cost_cents": line.cost_cents, "score": line.number, "overridden": overridden}
        | {"is_funded": line.number in funded, "without_cents": None}
        for line in poll.paper
    ]
    return {"ballots": ballots, "projects": projects}


def test_an_area_that_gets_more_than_its_most_is_told_with_both_amounts() -> None:
    poll = a_poll(area_money="most")

    (found,) = terms_not_kept(poll, a_decision(poll, *OF_NORTH))

    assert found == NotKept("at-most", OF_NORTH, AREAS[NORTH], 5_500_04, 8_000_05)
    assert in_words(poll, found) == {
        "en": "Projects in Nordend get 5,500.04 EUR at most by the published terms; by this they get 8,000.05 EUR.",
        "de": "Nach den veröffentlichten Regeln bekommen Projekte in Nordend höchstens 5.500,04 EUR; hierdurch "
        "bekommen sie 8.000,05 EUR.",
    }
    assert terms_not_kept(poll, a_decision(poll, 4)) == []


def test_of_what_is_funded_in_part_an_area_gets_that_part() -> None:
    poll = a_poll(area_money="most")
    decided = a_decision(poll, *OF_NORTH)
    decided["projects"][0]["without_cents"] = 2_500_01

    assert terms_not_kept(poll, decided) == []


def test_projects_of_one_group_and_scores_below_the_least_are_told_by_their_numbers() -> None:
    poll = a_poll(conflicts=True)
    poll = replace(poll, terms=replace(poll.terms, min_score=3))

    found = terms_not_kept(poll, a_decision(poll, 1, 2, 3))

    assert found == [
        NotKept("min-score", (1,), None, 3, 1),
        NotKept("min-score", (2,), None, 3, 2),
        NotKept("conflict", (1, 2), None, 1, 2),
    ]
    assert terms_not_kept(poll, a_decision(poll, 3)) == []


def test_what_nobody_wants_is_told_also_where_no_score_is_asked_for() -> None:
    poll = a_poll()
    decided = a_decision(poll, 1)
    decided["projects"][0]["score"] = 0

    assert terms_not_kept(poll, decided) == [NotKept("min-score", (1,), None, 1, 0)]


def test_that_something_is_funded_although_too_few_took_part_is_told_once_for_all() -> None:
    poll = a_poll(quorum=40)

    assert terms_not_kept(poll, a_decision(poll, 2, 3, ballots=39)) == [NotKept("quorum", (2, 3), None, 40, 39)]
    assert terms_not_kept(poll, a_decision(poll, 2, 3, ballots=40)) == []
    assert terms_not_kept(poll, a_decision(poll, ballots=39)) == []


def test_where_nothing_was_decided_otherwise_nothing_is_told() -> None:
    poll = a_poll(quorum=40)

    assert terms_not_kept(poll, a_decision(poll, 2, ballots=1, overridden=None)) == []
