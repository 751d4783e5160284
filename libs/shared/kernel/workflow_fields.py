"""What an action asks for, and how it is read and said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.location import Location, LocationIsNotClear
from libs.shared.kernel.plain_text import is_whole
from libs.shared.kernel.typed_text import clean_line, clean_text, says_nothing
from libs.shared.kernel.words import Words, in_language, words

FieldKind = Literal["line", "text", "money", "choice", "moment", "day", "location"]

_MOST_CENTS = 10**15
_MOMENT = words("%Y-%m-%d %H:%M (UTC%z)")
_DAY = words("%-d %B %Y")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a field can have."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Field:
    """What an action asks for. A choice's values stand here, or are filled in where the action is offered.

    A field that ``changes`` something of the thing is offered with what stands there now. One that stands for a
    ``criterion`` takes the reason for which the thing fails it.
    """

    name: str
    label: Words
    kind: FieldKind
    is_required: bool = True
    choices: tuple[Choice, ...] = ()
    max_length: int = 2000
    changes: bool = False
    criterion: Choice | None = None

    def meant_by(self, value: str | int | None) -> str | int | Location | None:
        """What was read for the field, as the thing has it."""
        return Location.read(value) if self.kind == "location" and isinstance(value, str) else value


class FieldsAreWrong(DomainError):
    """What the action asks for is missing or malformed."""

    code = "fields-are-wrong"

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {message}" for name, message in errors.items()))
        self.errors = [{"field": name, "message": message} for name, message in errors.items()]


def read_fields(fields: Sequence[Field], given: Mapping[str, object]) -> dict[str, str | int]:
    """The values of the fields that were given.

    Raises:
        FieldsAreWrong: if one is missing, malformed, or nobody's.
    """
    values: dict[str, str | int] = {}
    errors: dict[str, str] = {}
    for each in fields:
        value = _cleaned(each, given.get(each.name))
        if value is None or value == "":
            if each.is_required:
                errors[each.name] = "This is needed."
        elif message := _trouble(each, value):
            errors[each.name] = message
        else:
            assert isinstance(value, str | int)
            values[each.name] = value
    for name in given.keys() - {each.name for each in fields}:
        errors[name] = "This action has no such field."
    if errors:
        raise FieldsAreWrong(errors)
    return values


def _cleaned(wanted: Field, value: object) -> object:
    clean = clean_line if wanted.kind in {"line", "day", "location"} else clean_text
    return clean(value) if isinstance(value, str) else value


def _trouble(wanted: Field, value: object) -> str | None:
    if wanted.kind == "money":
        is_amount = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_CENTS
        return None if is_amount else "This must be an amount in whole minor units, not negative."
    if not isinstance(value, str):
        return "This must be a text."
    if wanted.kind == "choice":
        return None if value in {choice.value for choice in wanted.choices} else "This is not one of the choices."
    if wanted.kind in ("moment", "day"):
        return _trouble_of_time(value, wanted.kind)
    if wanted.kind == "location":
        return _trouble_of_location(value)
    return _trouble_of_text(value, wanted.max_length)


def _trouble_of_time(value: str, kind: str) -> str | None:
    if kind == "day":
        return None if _is_day(value) else "This must be a day, as 2027-03-01."
    return None if _is_moment(value) else "This must be a day and time with its distance from UTC."


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def day_in_words(day: date, language: str) -> str:
    """The day as people write it in the language."""
    return f"{day:{in_language(_DAY, language)}}"


def _trouble_of_location(value: str) -> str | None:
    try:
        Location.read(value)
    except LocationIsNotClear as trouble:
        return str(trouble)
    return None


def _trouble_of_text(value: str, max_length: int) -> str | None:
    if says_nothing(value):
        return "This is needed."
    if len(value) > max_length:
        return f"This must have at most {max_length} characters."
    return None if is_whole(value) else "This must be plain text."


def say(words: Words, fields: Sequence[Field], values: Mapping[str, str | int]) -> Words:
    """The words with the values in their places, choices by their labels, days and moments as one reads them."""
    labels = {each.name: {choice.value: choice.label for choice in each.choices} for each in fields}
    kinds = {each.name: each.kind for each in fields}

    def said(name: str, value: str | int, language: str) -> str:
        if kinds.get(name) == "day":
            return day_in_words(date.fromisoformat(str(value)), language)
        if kinds.get(name) == "moment":
            return f"{datetime.fromisoformat(str(value)):{in_language(_MOMENT, language)}}"
        label = labels.get(name, {}).get(str(value))
        return in_language(label, language) if label else str(value)

    return {
        language: saying.format_map({name: said(name, value, language) for name, value in values.items()})
        for language, saying in words.items()
    }
