"""Where an idea stood before: a town that moves brings its ideas along, each once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from libs.shared.kernel.words import Words, in_language, words
from libs.shared.kernel.workflow_fields import day_in_words

System = Literal["decidim", "consul", "stanford", "table"]

_NAMES: Mapping[System, Words] = {
    "decidim": words("Decidim"),
    "consul": words("CONSUL Democracy"),
    "stanford": words("Stanford Participatory Budgeting"),
    "table": words("a table of the town hall"),
}
_TAKEN_OVER: Words = words("The idea was taken over from {system}, where it had the number {number}.")
_SUGGESTED_ON: Words = words("It was suggested there on {day}.")


@dataclass(frozen=True, slots=True)
class Origin:
    """The platform that an idea was suggested on, its number there, and the day."""

    system: System
    number: str
    suggested_on: date | None = None

    @property
    def key(self) -> str:
        """What names the idea among all that a round takes over."""
        return f"{self.system}:{self.number}"

    @property
    def said(self) -> Words:
        """The first line of the idea's life line."""
        return {language: " ".join(self._sentences(language)) for language in _TAKEN_OVER}

    def _sentences(self, language: str) -> list[str]:
        system = in_language(_NAMES[self.system], language)
        said = [in_language(_TAKEN_OVER, language).format(system=system, number=self.number)]
        if self.suggested_on:
            day = day_in_words(self.suggested_on, language)
            said.append(in_language(_SUGGESTED_ON, language).format(day=day))
        return said
