"""How much of each part a vote of a given size needs: people come by chance, at the hours at which people come.

Arrivals are a Poisson process whose rate follows the hours of a day and rises before the end. What each costs a part
was measured (``make bench-capacity``); a part needs as many cores as let nobody wait longer than a second for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

HOUR_S = 3600
WAITS_AT_MOST_S = 1.0
BUSY_AT_MOST = 0.7
"""A process that is busier than so is no longer ready for what comes by chance."""
CONNECTIONS_OF_A_PROCESS = 21
PROCESSES_AT_LEAST = 2
"""One can be replaced while another answers."""

# How many of a day's votes are cast in each hour, of a thousand. An assumption: nights are quiet, evenings are not.
HOURS = (6, 3, 2, 1, 1, 4, 15, 30, 45, 56, 62, 63, 61, 55, 53, 55, 60, 70, 82, 88, 80, 58, 35, 15)
# How much of all votes the last hours before the end bring: reminders, and whoever puts things off. An assumption, too.
LAST_HOURS, OF_LAST_HOURS = 3, 0.125

Costs = Mapping[str, float]
"""Milliseconds of a core, by part."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that ends at eight in the evening.

    Attributes:
        people: who may vote.
        turnout: how many of them do.
        on_pages: how many of those vote on the pages; the others by text message or through other software.
    """

    name: str
    people: int
    turnout: float
    days: int = 7
    on_pages: float = 0.85

    @property
    def ballots(self) -> int:
        return round(self.people * self.turnout)


def rates(vote: Vote) -> NDArray[np.float64]:
    """Voters a second, expected, for each hour from the first until the end."""
    hours = np.resize(np.roll(np.array(HOURS, dtype=float), -20), vote.days * 24)  # from eight in the evening on
    hours[-LAST_HOURS:] = 0
    hours *= (1 - OF_LAST_HOURS) / hours.sum()
    hours[-LAST_HOURS:] = OF_LAST_HOURS * np.array((1, 1.5, 2)) / 4.5
    return hours * vote.ballots / HOUR_S


def arrivals(expected: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.int64]:
    """Voters in each second of these hours, as chance has it."""
    return chance.poisson(np.repeat(expected, HOUR_S))


def longest_wait_s(came: NDArray[np.int64], cost_ms: float, cores: float) -> float:
    """How long whoever comes at the worst moment waits for a core."""
    left_over = np.cumsum(came * (cost_ms / 1000) - cores)
    behind = left_over - np.minimum(np.minimum.accumulate(left_over), 0)
    return float(behind.max() / cores)


def cores_needed(came: NDArray[np.int64], cost_ms: float) -> float:
    """So many that nobody waits longer than a second, in tenths; more of them would be busy too much of the time."""
    low, high = 0, ceil(float(came.max()) * cost_ms / 100) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if longest_wait_s(came, cost_ms, middle / 10) <= WAITS_AT_MOST_S else (middle, high)
    return high / 10


@dataclass(frozen=True, slots=True)
class Need:
    """What one part needs in the busiest hours."""

    part: str
    cores: float
    processes: int
    connections: int


def needs(vote: Vote, on_pages: Costs, otherwise: Costs, chance: np.random.Generator) -> list[Need]:
    """What each part needs for the last evening, the part with the most to do first."""
    came = arrivals(rates(vote)[-2 * LAST_HOURS :], chance)
    found = [
        _need(part, came, vote.on_pages * cost + (1 - vote.on_pages) * otherwise[part])
        for part, cost in on_pages.items()
    ]
    return sorted(found, key=lambda need: -need.cores)


def _need(part: str, came: NDArray[np.int64], cost_ms: float) -> Need:
    cores = cores_needed(came, cost_ms)
    if part in _NOT_OURS:
        return Need(part, cores, 1, 0)
    processes = max(PROCESSES_AT_LEAST, ceil(cores / BUSY_AT_MOST))
    return Need(part, cores, processes, 0 if part in _WITHOUT_DATABASE else processes * CONNECTIONS_OF_A_PROCESS)


_NOT_OURS = {"postgres", "kafka", "proxy"}
_WITHOUT_DATABASE = {"web", "sms"}
