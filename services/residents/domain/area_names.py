"""The areas of a round by name, as files write them."""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from uuid import UUID

from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.words import Words

_SHOWN = 12
# What programs took a file for that was saved in something else, and what it then looks like.
_MISREADINGS = (
    ("cp1252", "utf-8", "UTF-8"),
    ("cp1252", "cp850", "MS-DOS (CP850)"),
    ("cp1252", "mac_roman", "Macintosh"),
    ("cp1252", "cp1250", "Windows-1250"),
    ("cp1252", "iso8859_15", "ISO 8859-15"),
)


class AreaNames:
    """Which area is meant by a name; case, kinds of blanks and spellings of letters do not matter."""

    def __init__(self, areas: Mapping[str, UUID]) -> None:
        self._ids = {same_name(name): area_id for name, area_id in areas.items()}
        self._shown = {same_name(name): name for name in areas}
        self._all = ", ".join(sorted(areas)[:_SHOWN]) + (" …" if len(areas) > _SHOWN else "")

    def id_of(self, name: str) -> UUID | None:
        """The area's id; nothing for no name."""
        return self._ids.get(same_name(name))

    def are_swapped(self, number: str, area: str) -> bool:
        """Whether the number is an area, and the area none."""
        return bool(number) and same_name(number) in self._ids and bool(area) and same_name(area) not in self._ids

    def wrong_with(self, name: str) -> Words | None:
        """Why no area is meant by the name; nothing, if one is, or there is no name."""
        if not name or same_name(name) in self._ids:
            return None
        if encoding := self._misread_from(name):
            return _is_misread(name, encoding)
        return self._no_such_area(name)

    def _misread_from(self, name: str) -> str | None:
        for read_as, was, told in _MISREADINGS:
            try:
                meant = name.encode(read_as).decode(was)
            except UnicodeError:
                continue
            if same_name(meant) in self._ids:
                return told
        return None

    def _no_such_area(self, name: str) -> Words:
        near = get_close_matches(same_name(name), list(self._ids), 1)
        mixed = _has_letters_of_several_scripts(name)
        hint_en = " It has letters of two alphabets that look the same: write it anew." if mixed else ""
        hint_de = " Er hat Buchstaben zweier Alphabete, die gleich aussehen: Schreiben Sie ihn neu." if mixed else ""
        meant_en = f' Is "{self._shown[near[0]]}" meant?' if near else ""
        meant_de = f" Ist „{self._shown[near[0]]}“ gemeint?" if near else ""
        return {
            "en": f'There is no area "{name}" in this round.{hint_en}{meant_en} Its areas are: {self._all or "none"}.',
            "de": f"Den Ortsteil „{name}“ gibt es in dieser Runde nicht.{hint_de}{meant_de}"
            f" Ihre Ortsteile sind: {self._all or 'keine'}.",
        }


def _has_letters_of_several_scripts(text: str) -> bool:
    letters = (each for each in text if each.isalpha())
    return len({unicodedata.name(each, "?").split()[0] for each in letters}) > 1


def _is_misread(name: str, encoding: str) -> Words:
    return {
        "en": f'"{name}" is an area of this round, but its letters are broken: the file seems to be saved as'
        f" {encoding}. Save it as CSV UTF-8.",
        "de": f"„{name}“ ist ein Ortsteil dieser Runde, aber seine Buchstaben sind zerstört: Die Datei scheint als"
        f" {encoding} gespeichert zu sein. Bitte speichern Sie sie als CSV UTF-8.",
    }
