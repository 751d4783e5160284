"""Words that were taken down, over HTTP: for the office alone."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel

from libs.shared.kernel.own_words import Original
from libs.shared.platform.acts import noting


class OriginalBody(BaseModel):
    """What was said before words were taken down, and when it is erased."""

    title: str
    text: str
    place: str | None
    taken_down_at: datetime
    erase_on: date


def original_bodies(originals: Sequence[Original]) -> list[OriginalBody]:
    """The originals as bodies. Who of the staff reads what was taken down is in the act log."""
    if originals:
        noting.tells()
    return [
        OriginalBody(
            title=one.words.title,
            text=one.words.text,
            place=one.words.place,
            taken_down_at=one.taken_down_at,
            erase_on=one.erase_on,
        )
        for one in originals
    ]
