from zoneinfo import ZoneInfo

import pytest

from gateways.web.clients.asking import Json
from gateways.web.vote.rules import rule_in_words
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
