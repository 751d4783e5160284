"""A location as people read and type it: latitude first, as maps write it."""

from collections.abc import Mapping

from libs.shared.kernel.location import Location


def coordinates(location: Mapping[str, float] | None) -> str:
    """The location; nothing if there is none."""
    return str(Location.at(location["longitude"], location["latitude"])) if location else ""
