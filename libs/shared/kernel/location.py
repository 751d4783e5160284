"""Where something is on the map: beside the words for the place, and as public as they are."""

import math
import re
from dataclasses import dataclass

from libs.shared.kernel.errors import DomainError

DECIMALS = 5
"""So many of a degree are kept: about a metre. More would say nothing of a place, and something of a door."""

_POLE, _DATE_LINE = 90, 180
_NUMBER = r"([+-]?[0-9]{1,3}(?:[.,][0-9]+)?)"
_PAIR = re.compile(rf"\(?\s*{_NUMBER}°?\s*[,;/\s]\s*{_NUMBER}°?\s*\)?")


class LocationIsNotClear(DomainError):
    """These are no coordinates of a place on earth."""

    code = "location-is-not-clear"

    def __init__(self, message: str) -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Location:
    """A point by longitude and latitude in degrees (WGS 84, as maps on the web and GeoJSON have them)."""

    longitude: float
    latitude: float

    @classmethod
    def at(cls, longitude: float, latitude: float) -> "Location":
        """The place there, to about a metre.

        Raises:
            LocationIsNotClear: if there is no such place on earth.
        """
        if not (math.isfinite(latitude) and abs(latitude) <= _POLE):
            raise LocationIsNotClear("The latitude must lie between -90 and 90 degrees.")
        if not (math.isfinite(longitude) and abs(longitude) <= _DATE_LINE):
            raise LocationIsNotClear("The longitude must lie between -180 and 180 degrees.")
        # Adding zero turns -0.0, which some readers of JSON take for another number, into 0.0.
        return cls(round(longitude, DECIMALS) + 0.0, round(latitude, DECIMALS) + 0.0)

    @classmethod
    def read(cls, typed: str) -> "Location":
        """The place that somebody typed or pasted as maps write it: latitude first, ``52.5134, 13.4973``.

        Raises:
            LocationIsNotClear: if it is no pair of numbers, or no place on earth.
        """
        found = _PAIR.fullmatch(typed.strip())
        if found is None:
            raise LocationIsNotClear("Write latitude and longitude as a map shows them, like 52.5134, 13.4973.")
        latitude, longitude = (float(number.replace(",", ".")) for number in found.groups())
        return cls.at(longitude, latitude)

    def __str__(self) -> str:
        """As ``read`` takes it."""
        return f"{self.latitude:.{DECIMALS}f}, {self.longitude:.{DECIMALS}f}"
