"""What people type, as types of request bodies. It is kept as it was typed."""

from typing import Annotated

from pydantic import AfterValidator, Field

from libs.shared.kernel.plain_text import is_plain, is_plain_line


def says_something(text: str) -> str:
    """The text, unless it is blank."""
    if not text.strip():
        raise ValueError("This is needed.")
    return text


def plain(text: str) -> str:
    """The text, if it is plain."""
    if not is_plain(text):
        raise ValueError("This must be plain text.")
    return text


def one_line(text: str) -> str:
    """The text, if it is plain and one line."""
    if not is_plain_line(text):
        raise ValueError("This must be plain text on one line.")
    return text


Title = Annotated[str, Field(max_length=300), AfterValidator(says_something), AfterValidator(one_line)]
Line = Annotated[str, Field(max_length=200), AfterValidator(says_something), AfterValidator(one_line)]
Paragraphs = Annotated[str, Field(max_length=5000), AfterValidator(says_something), AfterValidator(plain)]
Amount = Annotated[int, Field(ge=0, lt=10**15, strict=True, description="In the currency's minor unit.")]
