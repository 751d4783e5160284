"""The darkroom: what a file may cost, and which kinds of picture come out right."""

import pytest
from PIL import Image

from services.ideas.clients.darkroom import Darkroom
from services.ideas.clients.developing import develop
from services.ideas.domain.photo_errors import DarkroomIsFull, PhotoCannotBeRead
from tests.support.pictures import a_photo, opened, saved


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("I;16", "PNG"), ("1", "PNG"), ("RGB", "WEBP")]
)
def test_pictures_of_every_mode_come_out_in_plain_colours(mode: str, kind: str) -> None:
    developed = develop(saved(Image.new(mode, (40, 30)), kind))

    assert (opened(developed.large).mode, developed.width, developed.height) == ("RGB", 40, 30)


def test_what_shines_through_is_white() -> None:
    developed = develop(saved(Image.new("RGBA", (40, 30), (200, 0, 0, 0)), "PNG"))

    assert opened(developed.large).getpixel((20, 15)) == (255, 255, 255)


async def test_a_photo_that_takes_too_long_is_given_up_in_words() -> None:
    with pytest.raises(PhotoCannotBeRead) as refused:
        await Darkroom(patience_s=0.0).develop(a_photo())

    assert refused.value.why == "too-much"


async def test_whoever_finds_no_place_is_told_so_at_once() -> None:
    room = Darkroom()
    places = [room.place() for _ in range(6)]
    for place in places:
        await place.__aenter__()

    with pytest.raises(DarkroomIsFull):
        await room.place().__aenter__()

    await places[0].__aexit__(None, None, None)
    async with room.place():
        pass
