"""What is played: the round, who suggests what, and what the town hall makes of it."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from libs.shared.events.words import IntakeChannel

Becomes = Literal["recommend", "vote", "impossible", "small", "refused", "referred", "waiting"]
WAYS: tuple[Becomes, ...] = ("recommend", "vote", "impossible", "small")
"""The board's four ways, in their order."""

_CHANNELS: tuple[IntakeChannel, ...] = (
    *("web", "web", "web", "mail", "letter", "phone", "meeting"),
    *("sms", "api", "desk", "mail", "web", "web"),
)
"""By which an idea comes from each of the localities. Those who appeal come by web: they hold a key."""


LAST = 12
"""The last of the localities: nobody has looked at what comes from there when the year is over."""
AT_BOARD, ROUTED, ANSWERED = range(11), range(10), range(7)
"""From which localities ideas are before the board by then, from which it has chosen a way for them, and from which
those are adopted, or answered, that come so far."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is wished for in every locality, each time with words of its own."""

    number: int
    title: str
    text: str
    becomes: Becomes
    cost_cents: int


@dataclass(frozen=True, slots=True)
class Wish:
    """One idea: of a kind, from one of the localities, counted from 0."""

    kind: Kind
    area: int
    area_name: str
    title: str
    text: str

    @property
    def channel(self) -> IntakeChannel:
        """By which it comes."""
        return _CHANNELS[self.area]

    @property
    def is_withdrawn(self) -> bool:
        """Whether whoever suggested it takes it back."""
        return self.area == LAST and self.kind.becomes == "refused"

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has looked at it when the year is over."""
        return self.area == LAST and not self.is_withdrawn

    @property
    def goes_to_the_board(self) -> bool:
        """Whether the office puts it before the board."""
        return self.kind.becomes in WAYS and self.area in AT_BOARD

    @property
    def is_routed(self) -> bool:
        """Whether the board has dealt with it when the year is over."""
        return self.kind.becomes in WAYS and self.area in ROUTED


@dataclass(frozen=True)
class Script:
    """The whole of it, as the file has it."""

    said: dict[str, Any]

    @cached_property
    def kinds(self) -> list[Kind]:
        """What is wished for."""
        return [
            Kind(number, one["title"], one["text"], one["becomes"], one.get("cost_cents", 0))
            for number, one in enumerate(self.said["kinds"])
        ]

    @cached_property
    def wishes(self) -> list[Wish]:
        """Every kind from every locality."""
        return [
            Wish(kind, area, name, kind.title.format(area=name), kind.text)
            for kind in self.kinds
            for area, name in enumerate(self.said["areas"])
        ]

    @cached_property
    def again(self) -> list[Wish]:
        """What others suggest for the same in the first of the localities."""
        first = self.said["areas"][0]
        return [Wish(self.kinds[one["kind"]], 0, first, one["title"], one["text"]) for one in self.said["again"]]

    @cached_property
    def both(self) -> list[Wish]:
        """Two wishes in one, from the last of the localities."""
        last = self.said["areas"][LAST]
        return [Wish(self.kinds[-1], LAST, last, one["title"], one["text"]) for one in self.said["both"]]


def read_script(file: Path) -> Script:
    """The script in the file."""
    return Script(tomllib.loads(file.read_text()))
