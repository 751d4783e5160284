"""A text that is chosen in Python and said in the reader's language by the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from types import MappingProxyType

NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in a message, which each language writes in its own way."""

    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message id with what stands in its places; ``of_many`` is the id for any other ``count`` than one."""

    text: str
    places: dict[str, object] = field(default_factory=dict)
    of_many: str = ""
    count: int = 1

    @property
    def has_amounts(self) -> bool:
        """Whether money stands in one of its places."""
        return Amount in map(type, self.places.values())

    @property
    def amounts(self) -> list[tuple[str, Amount]]:
        """The places in which money stands."""
        return [(name, place) for name, place in self.places.items() if isinstance(place, Amount)]

    def said_in(self, translations: NullTranslations, amounts: Mapping[str, str] = NONE) -> str:
        """The message in the language of the translations, with its amounts as that writes them."""
        if self.of_many:
            said = translations.ngettext(self.text, self.of_many, self.count)
        else:
            said = translations.gettext(self.text)
        return said % {**self.places, **amounts} if amounts else said % self.places


def say(text: str, **places: object) -> Message:
    """A message for a reader whose language is not known yet; ``text`` is collected for the translators."""
    return Message(text, places)


def say_many(count: int, one: str, many: str, **places: object) -> Message:
    """A message of so many, for a reader whose language is not known yet; both texts are collected."""
    return Message(one, places, many, count)
