"""Which of our languages somebody reads."""

from typing import Annotated

from fastapi import Depends, Header
from pydantic import AfterValidator, WithJsonSchema

from libs.shared.kernel.languages import preferred_language
from libs.shared.kernel.words.catalogues import languages
from libs.shared.kernel.words.said import FOLDER

_OURS = languages(FOLDER)


def _one_of_ours(language: str) -> str:
    if language not in _OURS:
        raise ValueError(f"This must be one of {', '.join(_OURS)}.")
    return language


Language = Annotated[str, AfterValidator(_one_of_ours), WithJsonSchema({"type": "string", "enum": [*_OURS]})]
"""One of the languages that there are catalogues of."""


def preferred(accepted: str | None) -> Language:
    """That of our languages which an Accept-Language header weighs highest, else English."""
    return preferred_language(accepted, _OURS, "en")


async def _asked_in(accept_language: Annotated[str | None, Header()] = None) -> Language:
    return preferred(accept_language)


ReadLanguage = Annotated[Language, Depends(_asked_in)]
"""The language of the words in an answer: that of ours which Accept-Language weighs highest."""
