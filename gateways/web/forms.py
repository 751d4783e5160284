"""A form as somebody filled it in, with what is wrong beside each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateways.web.words.message import Message


@dataclass(slots=True)
class FilledForm:
    """What was typed, kept as typed, and the errors by field in the page's order."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, Message] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return not self.errors

    def value(self, name: str) -> str:
        """What was typed in the field, without blanks around it."""
        return self.typed.get(name, "").strip()

    def error(self, name: str) -> Message | None:
        """What is wrong with the field."""
        return self.errors.get(name)

    def refuse(self, name: str, message: Message) -> None:
        """Notes what is wrong with a field; the first thing wrong is the one to say."""
        self.errors.setdefault(name, message)

    def require(self, name: str, message: Message) -> str:
        """The field's value; if it is empty, the message stands beside it."""
        if not self.value(name):
            self.refuse(name, message)
        return self.value(name)
