"""A photo of an idea or a proposal: taken in from anybody, written anew, and shown beside its words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from libs.shared.kernel.words import Words, filled, words

LONGEST_PHOTO = 12_000_000
"""Bytes of a file: what telephones take is seldom half of that."""

LONGEST_DESCRIPTION = 200
"""Characters that say what a photo shows."""

MOST_PHOTOS = 3
"""Of one idea, or one proposal."""

Size = Literal["large", "small"]
SIZES: tuple[Size, ...] = get_args(Size)

RemovalReason = Literal["shows-people", "not-their-own", "against-the-rules", "by-mistake"]
REMOVAL_REASONS: dict[RemovalReason, Words] = {
    "shows-people": words("it shows people who did not agree to that"),
    "not-their-own": words("somebody else took it and did not agree"),
    "against-the-rules": words("it breaks the rules of taking part"),
    "by-mistake": words("it came here by mistake"),
}
"""Why the office takes a photo away. Fixed words: nothing that is typed here would have to be taken down in turn."""

_REMOVED: Words = words("A photo was taken away: {reason}.")


def removed_because(reason: RemovalReason) -> Words:
    """The line that tells it in public."""
    return filled(_REMOVED, reason=REMOVAL_REASONS[reason])


@dataclass(frozen=True, slots=True)
class Developed:
    """A photo as it is kept: JPEG without metadata, upright, in two sizes. Width and height are the large one's."""

    width: int
    height: int
    large: bytes
    small: bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo, without its bytes, and the id of what it is of. ``description`` is for those who cannot see it."""

    photo_id: UUID
    of: UUID
    description: str | None
    width: int
    height: int
    added_at: datetime
