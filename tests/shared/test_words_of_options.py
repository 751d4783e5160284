"""Sentences about projects, said of options: right in both languages, and nothing of what is put into them changes."""

import pytest

from libs.shared.kernel.words.of_options import of_options, words_of_options


@pytest.mark.parametrize(
    ("language", "said", "of_option"),
    [
        ("en", "Put a project first; Projects go on.", "Put an option first; Options go on."),
        (
            "en",
            "A project costs %(project)s, {project} of all projects.",
            "An option costs %(project)s, {project} of all options.",
        ),
        ("en", "a projection", "a projection"),
        (
            "de",
            "Ein Projekt, des Projekts, den Projekten, alle Projekte.",
            "Ein Thema, des Themas, den Themen, alle Themen.",
        ),
        ("de", "Projektliste %(Projekt)s {Projekt}", "Projektliste %(Projekt)s {Projekt}"),
        ("fr", "Un project", "Un project"),
    ],
)
def test_a_sentence_speaks_of_options(language: str, said: str, of_option: str) -> None:
    assert of_options(said, language) == of_option


def test_each_language_of_a_text_does() -> None:
    assert words_of_options({"en": "a project", "de": "ein Projekt"}) == {"en": "an option", "de": "ein Thema"}
