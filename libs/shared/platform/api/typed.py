"""What people type, as types of request bodies and queries: cleaned first, then measured.

Source of what is cleaned: ``libs.shared.kernel.typed_text``.
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, SecretStr

from libs.shared.kernel.plain_text import is_whole
from libs.shared.kernel.typed_text import clean_line, clean_text, plain_signs, says_nothing


def says_something(text: str) -> str:
    """The text, unless there is nothing to be seen in it."""
    if says_nothing(text):
        raise ValueError("This is needed.")
    return text


def whole(text: str) -> str:
    """The text, if no character of it is broken."""
    if not is_whole(text):
        raise ValueError("This must be plain text.")
    return text


def whole_secret(secret: SecretStr) -> SecretStr:
    """The secret as it was typed, if no character of it is broken: nobody's password has half a character."""
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("This must be plain text.") from None
    return secret


def _first(clean: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda given: clean(given) if isinstance(given, str) else given)


CleanLine = Annotated[str, _first(clean_line), AfterValidator(whole)]
"""One line, which may be empty."""

CleanText = Annotated[str, _first(clean_text), AfterValidator(whole)]
"""Paragraphs, which may be empty."""

PlainSigns = Annotated[str, _first(plain_signs), AfterValidator(whole)]
"""What a machine reads: a code, a number, an address."""

# What a schema can say of it: at least one sign that is not among those that nobody sees (`kernel.invisible_signs`).
_UNSEEN = (
    r"\s\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u20e3\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
) + "".join(f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
_SEEN = f"[^{_UNSEEN}]"
SEEN: dict[str, JsonValue] = {"minLength": 1, "pattern": _SEEN}

Title = Annotated[CleanLine, Field(max_length=300, json_schema_extra=SEEN), AfterValidator(says_something)]
Line = Annotated[CleanLine, Field(max_length=200, json_schema_extra=SEEN), AfterValidator(says_something)]
Paragraphs = Annotated[CleanText, Field(max_length=5000, json_schema_extra=SEEN), AfterValidator(says_something)]
_BIGGEST = 2**63 - 1
RowNumber = Annotated[int, Field(ge=0, le=_BIGGEST)]
"""A number that a table gave, or could have given."""


def _whole_number(given: object) -> object:
    """What JSON calls an integer: 5.0 is 5 in every other language's reading of a schema."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


WHOLE = BeforeValidator(_whole_number)
"""Beside a strict integer, which takes no text and no truth: whole numbers however they are written."""

Amount = Annotated[
    int,
    Field(ge=0, lt=10**15, strict=True, description="In the currency's minor unit."),
    WHOLE,
]
