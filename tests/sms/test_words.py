import string
from pathlib import Path

import pytest

from gateways.sms import choices, conversation, following, grammar, refusals, reply, suggesting
from gateways.sms.words.catalogue import languages, speakers_of, words_in
from libs.shared.kernel import gsm

WORST = {
    "number": 999_999,
    "other": 999_999,
    "limit": 2000,
    "chosen": 100,
    "given": 1000,
    "part": "W" * 15,
    "count": 100,
    "choice": "7",
    "earlier": "12",
    "later": "7",
    "cost": "100000000 HUF",
    "most": "100000000 HUF",
    "key": " ".join(["WWWW"] * 8),
}


def places_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_there_are_words_in_english_and_german() -> None:
    assert languages() == ("de", "en")


@pytest.mark.parametrize("language", languages())
def test_every_reply_is_there_in_every_language_with_the_same_places(language: str) -> None:
    english, found = words_in("en").replies, words_in(language).replies

    assert set(found) == set(english)
    assert {name: places_in(text) for name, text in found.items()} == {
        name: places_in(text) for name, text in english.items()
    }


@pytest.mark.parametrize("language", languages())
def test_every_reply_without_titles_fits_one_message(language: str) -> None:
    for name, template in words_in(language).replies.items():
        if "choices" not in places_in(template):
            text = template.format_map(WORST)
            assert gsm.is_gsm(text), name
            assert gsm.segments(text) == 1, f"{name} has {len(text)} characters"


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_keyword_is_there_in_capitals(language: str) -> None:
    keywords = words_in(language).keywords

    assert set(keywords) == {"vote", "idea", "help", "follow", "yes", "stop", "and", "blank", "greet", "thank", "talk"}
    for kind, words in keywords.items():
        assert words
        for word in words:
            assert word == word.upper()
            meanings = set(speakers_of(word)) - {"greet", "thank"}  # these say only where a word may stand
            assert meanings <= {kind} or kind in {"greet", "thank"}, f"{word} means one thing in all languages"
            assert len(meanings) <= 1


def test_every_reply_that_the_code_gives_is_in_the_catalogue_and_no_other() -> None:
    replies = set(words_in("en").replies)
    modules = (grammar, choices, reply, conversation, refusals, suggesting, following)
    source = "".join(Path(module.__file__).read_text() for module in modules if module.__file__)

    given = {name for name in replies if f'"{name}"' in source}

    # Said with what was counted, in reply.py; help and stop are named after their keywords.
    assert replies - given <= {"projects"}
    assert {*refusals._REPLIES.values(), *refusals._CLOSED.values(), *refusals._NEEDS.values()} <= replies
