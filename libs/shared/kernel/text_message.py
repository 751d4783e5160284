"""A text message, before anything is known of how it is sent."""

from dataclasses import dataclass, field

from libs.shared.kernel.telling import TellingWasNotTaken


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A text to one telephone, which is known by its number with ``+`` and nothing but digits."""

    to: str = field(repr=False)
    text: str = field(repr=False)


class TextWasNotTaken(TellingWasNotTaken):
    """The provider did not take a text."""
