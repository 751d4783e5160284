"""Which of our languages somebody reads."""

from typing import Annotated, Literal, get_args

from fastapi import Depends, Header

Language = Literal["en", "de"]
_OURS: tuple[Language, ...] = get_args(Language)


def preferred(accepted: str | None) -> Language:
    """The first of our languages in an Accept-Language header, else English."""
    for each in (accepted or "").lower().split(","):
        wanted = each.partition(";")[0].strip().partition("-")[0]
        for ours in _OURS:
            if wanted == ours:
                return ours
    return "en"


async def _asked_in(accept_language: Annotated[str | None, Header()] = None) -> Language:
    return preferred(accept_language)


ReadLanguage = Annotated[Language, Depends(_asked_in)]
"""The language of the words in an answer: the first of ours in Accept-Language."""
