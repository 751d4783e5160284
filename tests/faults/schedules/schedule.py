"""What happens in one run: who does what, when, and which faults come and go. Made of the seed alone."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from commonpurse.parts import SERVICE_NAMES
from tests.faults.history.records import Choices
from tests.faults.making.faults import KINDS, Kind
from tests.faults.making.platform import Carrier

Door = Literal["api", "page", "text"]

PROJECTS = range(1, 7)
MOST_CHOICES = 4
VOTERS = 10
WINDOW_S = 2.5
_SHORTEST_S, _LONGEST_S = 0.3, 2.0
_PARTS = (*SERVICE_NAMES, "web", "sms")
_LINES = SERVICE_NAMES


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: when it comes, and how long it stays."""

    kind: Kind
    target: str
    at_s: float
    lasts_s: float

    def __str__(self) -> str:
        return f"{self.kind.name} ({self.target}) at {self.at_s:.1f} s for {self.lasts_s:.1f} s"


@dataclass(frozen=True, slots=True)
class Voter:
    """One voter: by which door, which ballots one after the other, and how.

    Attributes:
        sends_twice: each ballot at the same moment over two connections.
        gives_up: after one try whose outcome nobody knows; else it is tried until it is certain.
    """

    number: int
    door: Door
    ballots: tuple[Choices, ...]
    starts_at_s: float
    sends_twice: bool
    gives_up: bool

    @property
    def name(self) -> str:
        return f"voter {self.number}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """One run."""

    seed: int
    faults: tuple[Fault, ...]
    voters: tuple[Voter, ...]
    may_replace: bool
    closes_amid_faults: bool
    ideas: int
    offers: int


def schedule_of(seed: int, carrier: Carrier, kinds: Sequence[str]) -> Schedule:
    """The seed's run on a platform where these kinds of fault can be made. Every kind leads as often as another."""
    chance = random.Random(f"{carrier} {seed}")  # noqa: S311 - it has to come again
    can_be = [kind for kind in KINDS if kind.name in kinds]
    leading = [can_be[seed % len(can_be)], *chance.choices(can_be, k=chance.choice((0, 0, 1, 2)))]
    return Schedule(
        seed=seed,
        faults=tuple(sorted((_fault(kind, carrier, chance) for kind in leading), key=lambda fault: fault.at_s)),
        voters=_voters(chance),
        may_replace=chance.random() < 0.7,
        closes_amid_faults=chance.random() < 0.3,
        ideas=chance.randint(1, 3),
        offers=chance.randint(1, 2),
    )


def _fault(kind: Kind, carrier: Carrier, chance: random.Random) -> Fault:
    if kind.on == "part":
        target = chance.choice(_PARTS) if carrier != "feed" else "platform"
    elif kind.on == "line":
        target = chance.choice(("database", "database", *_LINES)) if carrier != "feed" else "database"
    else:
        target = kind.on
    at, lasts = chance.uniform(0, WINDOW_S - _SHORTEST_S), chance.uniform(_SHORTEST_S, _LONGEST_S)
    return Fault(kind, target, round(at, 2), round(lasts, 2))


def _voters(chance: random.Random) -> tuple[Voter, ...]:
    papers = [one for size in range(1, MOST_CHOICES + 1) for one in combinations(PROJECTS, size)]
    chance.shuffle(papers)
    return tuple(_voter(number, papers, chance) for number in range(1, VOTERS + 1))


def _voter(number: int, papers: list[Choices], chance: random.Random) -> Voter:
    doors: tuple[Door, ...] = ("api", "api", "page", "text")
    return Voter(
        number=number,
        door=chance.choice(doors),
        ballots=tuple(papers.pop() for _ in range(chance.choice((1, 1, 2, 3)))),
        starts_at_s=round(chance.uniform(0, WINDOW_S), 2),
        sends_twice=chance.random() < 0.3,
        gives_up=chance.random() < 0.2,
    )
