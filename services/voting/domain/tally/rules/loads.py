"""What voters have carried so far in sequential Phragmén: floats for guessing, fractions for deciding.

A voter's load is the time at which her last project was bought; so a sum of loads is a count of voters by last project.
"""

from math import gcd

import numpy as np

from services.voting.domain.tally.rules.sums import dot
from services.voting.domain.tally.rules.supporters import Supporters

_EPS = float(np.finfo(np.float64).eps)


class Loads:
    """The voters' loads during one count. Times are kept over one common denominator."""

    def __init__(self, rows: int) -> None:
        self.denominator = 1
        self._times: list[int] = [0]
        self._last = np.zeros(rows, np.int64)
        self._carried = np.zeros(rows)

    def guess(self, supporters: Supporters) -> tuple[float, float]:
        """When the supporters hold the project's cost, and how far that may be wrong."""
        carried = self._carried[supporters.rows]
        total = supporters.cost + dot(supporters.weights, carried)
        time = total / supporters.people
        return time, (len(carried) + 8) * _EPS * time

    def exactly(self, supporters: Supporters) -> tuple[int, int]:
        """The same time, exact: a numerator over so many times the denominator."""
        people = np.bincount(self._last[supporters.rows], supporters.weights).tolist()
        carried = sum([time * int(count) for time, count in zip(self._times, people, strict=False) if count])
        return supporters.cost * self.denominator + carried, supporters.people

    def carry(self, supporters: Supporters, numerator: int, people: int) -> tuple[int, int]:
        """Every supporter now carries this time; returns it as numerator and denominator."""
        common = gcd(numerator, people)
        numerator, factor = numerator // common, people // common
        if factor != 1:
            self.denominator *= factor
            self._times = [time * factor for time in self._times]
        self._last[supporters.rows] = len(self._times)
        self._carried[supporters.rows] = numerator / self.denominator
        self._times.append(numerator)
        return numerator, self.denominator
