"""Departments: to whom ideas are given to answer. The council keeps the list; an entry may be one person."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Department:
    """One entry of the list. What is closed stays with the ideas that it has, and is given no others."""

    department_id: UUID
    name: str
    is_closed: bool = False
