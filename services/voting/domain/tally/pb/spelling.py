"""Project ids as voters' files spell them: the project that is meant, if there is only one that it can be."""

import re
from collections.abc import Mapping

from libs.shared.kernel.typed_text import same_name

_NUMBER = re.compile(r"0*(\d+?)(?:\.0+)?")


class Spelling:
    """Finds projects by their id, or else by one that people and spreadsheets would take for it.

    Those are other letters' sizes, blanks, dashes and digits, and zeros that a spreadsheet ate or added (07, 7.0).
    """

    def __init__(self, position: Mapping[str, int]) -> None:
        self._position = position
        self._alike: dict[str, set[int]] = {}
        for id_, place in position.items():
            self._alike.setdefault(_told(id_), set()).add(place)

    def exactly(self, name: str) -> int | None:
        """Where the project of this very id stands."""
        return self._position.get(name)

    def about(self, name: str) -> int | None:
        """Where the one project stands that the name can mean; None if there is none, or more than one."""
        alike = self._alike.get(_told(name), set())
        return next(iter(alike)) if len(alike) == 1 else None

    def parted(self, name: str) -> list[str]:
        """The ids that stand in the name with something else than a comma between them, if all of it is such ids."""
        parts = [part for part in re.split(r"[\s|/+;\[\](){}'\"]+", name) if part]
        return parts if parts and all(part in self._position for part in parts) else []


def _told(name: str) -> str:
    told = same_name(name)
    number = _NUMBER.fullmatch(told)
    return number[1] if number else told
