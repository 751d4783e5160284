"""Rules of photos that somebody breaks."""

from typing import Literal
from uuid import UUID

from libs.shared.kernel.errors import DomainError

WhyNot = Literal["kind", "broken", "large", "too-much", "slow", "failure"]

_WORDS: dict[WhyNot, str] = {
    "kind": "This is no photo that can be shown here. A JPEG, PNG, WebP or HEIC file is needed.",
    "broken": "The file says that it is a photo, but it cannot be read to its end. Please save it anew.",
    "large": "The photo has more than 50 million pixels. Please make it smaller.",
    "too-much": "Reading this photo takes more time or memory than there is for one. Please make it smaller.",
    "slow": "The photo did not come to its end within a minute. Please send it again.",
    "failure": "Reading this photo failed, and that is our fault. Please send another.",
}


class PhotoCannotBeRead(DomainError):
    """What was sent is no photo, or none that can be shown."""

    code = "photo-cannot-be-read"

    def __init__(self, why: WhyNot) -> None:
        super().__init__(_WORDS[why])
        self.why = why


class TooManyPhotos(DomainError):
    """There are as many photos as there may be."""

    code = "too-many-photos"

    def __init__(self, most: int) -> None:
        super().__init__(f"There can be at most {most} photos. Take one away first.")
        self.most = most


class PhotosAreNotYours(DomainError):
    """Photos are added and taken away by whoever holds the key, and by the office."""

    code = "photos-are-not-yours"

    def __init__(self) -> None:
        super().__init__("Photos are added by whoever sent this in, with its key, and by the council's office.")


class PhotosAreLookedThrough(DomainError):
    """Nothing is shown that nobody at the town hall has seen: its holder adds photos only before it is public."""

    code = "photos-are-looked-through"

    def __init__(self) -> None:
        super().__init__("This was looked through already, so its photos can be changed by the council's office only.")


class PhotoIsNotKnown(DomainError):
    """There is no such photo, or none that whoever asks may see."""

    code = "photo-is-not-known"

    def __init__(self, photo_id: UUID) -> None:
        super().__init__("There is no such photo.")
        self.photo_id = photo_id


class DarkroomIsFull(DomainError):
    """As many photos are being read as can be at once."""

    code = "darkroom-is-full"

    def __init__(self) -> None:
        super().__init__(
            "Other photos are being read just now, so yours was not taken. Please send it again in a minute."
        )
