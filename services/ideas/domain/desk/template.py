"""Response templates: what is often answered, with places for what is different each time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.words import Words

PLACES = ("number", "title", "area", "department")
"""What can stand in braces in a template's text."""
_PLACE = re.compile(r"{([^{}]*)}")


@dataclass(frozen=True, slots=True)
class Template:
    """A template, in each language that somebody has written it in; the language of the idea decides."""

    template_id: UUID
    name: str
    texts: Words

    def filled(self, language: str, values: Mapping[str, str]) -> str:
        """The text in the language, else in another, with the values in their places."""
        text = self.texts.get(language) or next(iter(self.texts.values()))
        return _PLACE.sub(lambda found: values.get(found[1], ""), text)


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is no place."""
    return [name for name in _PLACE.findall(text) if name not in PLACES]
