"""Locations in the database."""

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from libs.shared.kernel.location import Location


class LocationColumn(TypeDecorator[Location]):
    """A column that holds a location, or none."""

    impl = JSONB(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """A location as it is stored; one that was taken apart with the thing that has it is stored as it is."""
        return {"longitude": value.longitude, "latitude": value.latitude} if isinstance(value, Location) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Location | None:
        """What was stored, as a location."""
        return None if value is None else Location(**value)
