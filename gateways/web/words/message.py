"""A text that is chosen in Python and said in the reader's language by the page."""

from dataclasses import dataclass, field
from gettext import NullTranslations


@dataclass(frozen=True, slots=True)
class Message:
    """A message id with what stands in its places."""

    text: str
    places: dict[str, object] = field(default_factory=dict)

    def said_in(self, translations: NullTranslations) -> str:
        """The message in the language of the translations."""
        return translations.gettext(self.text) % self.places


def say(text: str, **places: object) -> Message:
    """A message for a reader whose language is not known yet; ``text`` is collected for the translators."""
    return Message(text, places)
