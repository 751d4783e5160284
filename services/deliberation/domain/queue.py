"""What waits for the office."""

from typing import Literal

Queue = Literal["waiting", "reported", "unanswered", "hidden"]
"""To be read, to be looked at again, to be answered; and what is not shown, which can be put back."""
