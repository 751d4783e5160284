"""What is said of projects, said of the options of a poll that funds nothing: services, policies and savings.

Sentences are written once, for projects. In both languages the two nouns have one gender, so that each sentence stays
right when the noun alone is another. Only sentences of our own pass here, before anybody's words are put into them.
"""

import re

from libs.shared.kernel.words import Words

_PLACE = r"\{\w+\}|%\(\w+\)s"
"""Where something is put in keeps its name."""
_ENGLISH = re.compile(rf"{_PLACE}|\b(?:([Aa]) )?([Pp])roject(s?)\b")
_GERMAN = re.compile(rf"{_PLACE}|\bProjekt(en?|e?s)?\b")
_GERMAN_ENDINGS = {None: "Thema", "e": "Themen", "en": "Themen", "s": "Themas", "es": "Themas"}


def of_options(text: str, language: str) -> str:
    """The sentence, speaking of options; in a language that is not known here as it is."""
    if language == "de":
        return _GERMAN.sub(_thema, text)
    return _ENGLISH.sub(_option, text) if language == "en" else text


def words_of_options(said: Words) -> Words:
    """The same of a text in several languages."""
    return {language: of_options(text, language) for language, text in said.items()}


def _thema(found: re.Match[str]) -> str:
    return _GERMAN_ENDINGS[found[1]] if found[0].startswith("Projekt") else found[0]


def _option(found: re.Match[str]) -> str:
    if found[2] is None:
        return found[0]
    article = f"{found[1]}n " if found[1] else ""
    return f"{article}{'O' if found[2] == 'P' else 'o'}ption{found[3]}"
