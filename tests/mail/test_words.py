"""What the gateway writes is there in every language."""

import re
import string
from pathlib import Path

import pytest

from gateways.mail import answers, conversation, suggesting
from gateways.mail.words.catalogue import language_of, languages, words_in


def places_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_there_are_words_in_english_and_german() -> None:
    assert languages() == ("de", "en")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["subjects", "paragraphs"])
def test_every_word_is_there_in_every_language_with_the_same_places(language: str, kind: str) -> None:
    english, found = getattr(words_in("en"), kind), getattr(words_in(language), kind)

    assert {name: places_in(text) for name, text in found.items()} == {
        name: places_in(text) for name, text in english.items()
    }


def test_every_paragraph_that_the_code_gives_is_in_the_catalogue_and_no_other() -> None:
    source = "".join(Path(str(module.__file__)).read_text() for module in (answers, conversation, suggesting))
    named = {name for name in words_in("en").paragraphs if f'"{name}"' in source}

    assert named == words_in("en").paragraphs.keys()
    assert set(re.findall(r'Say\("(\w+)"', source)) <= named
    assert set(re.findall(r'Answer\("(\w+)"', source)) <= words_in("en").subjects.keys()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please plant trees in the park, we would like that.", "en"),
        ("Bitte pflanzen Sie Bäume im Park, das wäre schön.", "de"),
        ("Bank Karlshorst", "xx"),
        ("", "xx"),
    ],
)
def test_the_language_of_a_mail_is_that_of_its_small_words(text: str, language: str) -> None:
    assert language_of(text, "xx") == language
