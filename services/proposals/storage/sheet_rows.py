"""A proposal's sheet in a column."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from services.proposals.domain.sheet import Conflict, CostLine, Sheet


class SheetColumn(TypeDecorator[Sheet]):
    """A column that holds a sheet, or none."""

    impl = JSONB(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """A sheet as it is stored; one that was taken apart with its proposal is stored as it is."""
        return asdict(value) if isinstance(value, Sheet) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Sheet | None:
        """What was stored, as a sheet."""
        if value is None:
            return None
        costs = tuple(CostLine(**one) for one in value["costs"])
        conflicts = tuple(Conflict(**one) for one in value.get("conflicts_with", ()))
        return Sheet(**value | {"costs": costs, "conflicts_with": conflicts})
