"""One thing that the doctor looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing stands, and in words what to do about it."""

    what: str
    is_well: bool
    words: str
    is_to_do: bool = False

    @property
    def standing(self) -> str:
        """How it stands, in two words at most."""
        return "to do" if self.is_to_do else "well" if self.is_well else "NOT WELL"
