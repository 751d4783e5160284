"""How somebody wants to be reached, who may know it, and how long it is kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

ContactKind = Literal["email", "phone", "letter"]

SEES_CONTACTS = frozenset({"moderator", "administrator"})
"""Whoever has one of these roles may see contacts."""

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to reach somebody; for staff alone."""

    kind: ContactKind
    address: str


def erased_on(given_on: date, round_ends_on: date | None) -> date:
    """When a contact given for a round is erased: a year after its end, three years after it if it has none."""
    return max(round_ends_on, given_on) + _YEAR if round_ends_on else given_on + 3 * _YEAR
