"""What every service tells when words that somebody at the town hall typed are taken down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, get_args
from uuid import UUID

from libs.shared.events.envelope import Event

Where = Literal["reason", "text", "withdrawn", "overridden"]
TELL_TYPED_WORDS: frozenset[str] = frozenset(get_args(Where))
"""The fields of events in which words stand that somebody at the town hall typed."""


class ReasonReworded(Event):
    """An event of before says something else from now on: whoever keeps what it said replaces it.

    ``event_id``, ``event_type`` and ``told_at`` are those of that event, ``field`` is where in its data the words
    stand, ``words`` are what they are now, ``standing`` is the reason by which the thing stands where it stands, if it
    has one, and ``reason`` says why the former words were taken down. The feed tells that event with the new words.
    """

    rewords: ClassVar[bool] = True

    event_id: UUID
    event_type: str
    told_at: datetime
    field: Where
    words: str
    standing: str | None = None
    reason: str

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        is_it = event_id == self.event_id and self.field in data
        return dict(data) | ({self.field: self.words} if is_it else self._told_before(data))

    def _told_before(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What earlier news of the same event quoted: words that stand there no more, either."""
        if data.get("event_id") != str(self.event_id) or data.get("field") != self.field:
            return {}
        return {"words": self.words} | ({"standing": self.standing} if data.get("standing") else {})
