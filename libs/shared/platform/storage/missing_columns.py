"""Columns that a table of an earlier version lacks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, inspect


def missing_columns(connection: Connection, table: Table) -> Sequence[Column[Any]]:
    """What the table has by now, and not yet in the database."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    return [column for column in table.columns if column.name not in there]
