"""What people type, as types of request bodies. It is kept as it was typed."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from libs.shared.kernel.plain_text import is_plain, is_plain_line


def _says_something(text: str) -> str:
    if not text.strip():
        raise ValueError("This is needed.")
    return text


def _plain(text: str) -> str:
    if not is_plain(text):
        raise ValueError("This must be plain text.")
    return text


def _one_line(text: str) -> str:
    if not is_plain_line(text):
        raise ValueError("This must be plain text on one line.")
    return text


Title = Annotated[str, Field(max_length=300), AfterValidator(_says_something), AfterValidator(_one_line)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_says_something), AfterValidator(_one_line)]
Paragraphs = Annotated[str, Field(max_length=5000), AfterValidator(_says_something), AfterValidator(_plain)]
Amount = Annotated[int, Field(ge=0, lt=10**15, strict=True, description="In the currency's minor unit.")]

_MAIL = r"^[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\.]{2,}$"
_PHONE = r"^\+?[0-9 ()/.-]{5,30}$"


class _MailContact(BaseModel):
    kind: Literal["email"]
    address: Annotated[str, Field(max_length=254, pattern=_MAIL), AfterValidator(_one_line)]


class _PhoneContact(BaseModel):
    kind: Literal["phone"]
    address: Annotated[str, Field(pattern=_PHONE)]


class _LetterContact(BaseModel):
    kind: Literal["letter"]
    address: Annotated[str, Field(max_length=500), AfterValidator(_says_something), AfterValidator(_plain)]


ContactBody = Annotated[_MailContact | _PhoneContact | _LetterContact, Field(discriminator="kind")]
"""How somebody wants to be reached. Only staff see it, and it is erased when its time is over."""
