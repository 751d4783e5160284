"""How somebody wants to be reached."""

from dataclasses import dataclass
from typing import Literal

ContactKind = Literal["email", "phone", "letter"]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to reach somebody; for staff alone."""

    kind: ContactKind
    address: str
