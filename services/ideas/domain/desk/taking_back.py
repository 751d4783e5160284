"""How long an answer from the desk is kept back before it goes out, so that it can be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.ideas.domain.workflows.vocabulary import NAMES_OF_OTHERS

MOST_MINUTES = 60
"""Longer would be no second thought any more, but an answer that is late."""


@dataclass(frozen=True, slots=True)
class TimeToTakeBack:
    """What the council has set, in minutes; none before it has, and an answer goes out at once."""

    minutes: int = 0

    def goes_out_at(self, action: str, now: datetime) -> datetime | None:
        """When the answer goes out if it is given now; none for at once, as what takes words down always goes."""
        if not self.minutes or action in NAMES_OF_OTHERS:
            return None
        return now + timedelta(minutes=self.minutes)
