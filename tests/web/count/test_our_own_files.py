"""What the page that counts for everybody says of what our own files alone have: reasons, rivals, rules of a poll."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gateways.web.count.choices import name_of
from gateways.web.count.stories import lines_of
from gateways.web.words.speech import Speech

ENGLISH, GERMAN = (Speech(language, ZoneInfo("UTC")) for language in ("en", "de"))


def told(verdict: str, reason: str, speech: Speech = ENGLISH) -> str:
    """What is said of a project that lost so beside one that won, number 1, Park."""
    plain: dict[str, Any] = {"cost": "5", "score": "1", "missing": None}
    won = plain | {"project": "1", "name": "Park", "funded": True, "verdict": "funded", "reason": ""}
    lost = plain | {"project": "2", "name": "Pool", "funded": False, "verdict": verdict, "reason": reason}
    counted = {"method": "approval", "currency": "EUR", "counts": [{"projects": [won, lost]}]}
    _, line = lines_of(counted, speech)
    return " ".join(speech.message(one) for one in line.fates[0][1])


def test_of_two_that_exclude_each_other_the_rival_is_named_and_not_its_number_alone() -> None:
    assert "because project 1 of the same group was: Park." in told("conflict", "1")
    assert "It says" not in told("conflict", "1")


def test_of_an_area_that_had_its_most_the_area_is_named_in_the_sentence() -> None:
    assert told("share-used-up", "North") == "Too little was left of what North gets at most."


@pytest.mark.parametrize(
    ("reason", "english", "german"),
    [
        ("withdrawn from the vote: Sold", "It says: withdrawn from the vote: Sold", "aus der Abstimmung zurückgezogen"),
        ("too few took part: 3, where 40 were needed", "It says: too few took part: 3", "zu wenige haben teilgenommen"),
        ("Verkauft", "It says: Verkauft", "Dazu heißt es: Verkauft"),
    ],
)
def test_why_a_project_was_ruled_out_is_said_in_the_readers_language_where_it_is_in_our_words(
    reason: str, english: str, german: str
) -> None:
    assert english in told("ineligible", reason)
    assert german in told("ineligible", reason, GERMAN)


def test_a_rule_that_a_poll_can_have_and_nobody_can_choose_here_is_told_in_words() -> None:
    rule = "equal-shares/points/add1+utilitarian/integral/step-100/comparison"

    assert name_of(rule, ENGLISH) == (
        "Equal Shares, raised, the rest to the projects with most votes; the first shares rounded down; compared with "
        "most votes first"
    )
    assert name_of(rule, GERMAN).endswith("; die ersten Anteile abgerundet; verglichen mit „meiste Stimmen zuerst“")
    assert name_of("a rule of tomorrow", ENGLISH) == "a rule of tomorrow"
