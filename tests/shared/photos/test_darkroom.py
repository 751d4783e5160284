"""The darkroom: what a file may cost, and which kinds of picture come out right."""

import io
from typing import Any

import pytest
from PIL import Image

from libs.shared.kernel.photos.errors import DarkroomIsFull, PhotoCannotBeRead
from libs.shared.platform.photos.darkroom import Darkroom
from libs.shared.platform.photos.developing import develop
from tests.support.pictures import a_heic, a_photo, opened, saved, seen_otherwise


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("I;16", "PNG"), ("1", "PNG"), ("RGB", "WEBP")]
)
def test_pictures_of_every_mode_come_out_in_plain_colours(mode: str, kind: str) -> None:
    developed = develop(saved(Image.new(mode, (40, 30)), kind))

    assert (opened(developed.large).mode, developed.width, developed.height) == ("RGB", 40, 30)


def test_what_shines_through_is_white() -> None:
    developed = develop(saved(Image.new("RGBA", (40, 30), (200, 0, 0, 0)), "PNG"))

    assert opened(developed.large).getpixel((20, 15)) == (255, 255, 255)


def test_an_iphones_photo_is_turned_once_and_says_no_more_where_and_with_what_it_was_taken() -> None:
    assert b"4711" in a_heic()

    developed = develop(a_heic())

    above: Any = opened(developed.large).getpixel((60, 10))
    red, _, blue = above
    assert (developed.width, developed.height) == (120, 160)
    assert red > 200 > blue, "a quarter turn to the right, though the file says it twice"
    assert dict(opened(developed.large).getexif()) == {}
    assert b"4711" not in developed.large


def test_of_several_pictures_in_one_file_the_one_is_taken_that_is_to_be_shown() -> None:
    developed = develop(a_heic("several"))

    assert (developed.width, developed.height) == (160, 120)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_heic(size=(30_000, 30_000)), "large"),
        (a_heic(size=(16, 16)), "broken"),
        (a_heic()[:-100], "broken"),
        (a_heic()[:40], "broken"),
        (a_heic().replace(b"ftypheic", b"ftypavif"), "kind"),
    ],
    ids=["says more than may be", "says less than it has", "cut off", "no more than its beginning", "another kind"],
)
async def test_a_heic_file_that_lies_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(PhotoCannotBeRead) as refused:
        await Darkroom().develop(content)

    assert refused.value.why == why


@pytest.mark.parametrize(
    ("profile", "meant"), [(seen_otherwise(), "blue"), (b"no profile", "red")], ids=["a profile", "what is none"]
)
def test_colours_are_those_that_the_camera_meant(profile: bytes, meant: str) -> None:
    into = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(into, "PNG", icc_profile=profile)

    developed = opened(develop(into.getvalue()).large)

    seen: Any = developed.getpixel((20, 15))
    assert ("blue" if seen[2] > seen[0] else "red") == meant
    assert "icc_profile" not in developed.info


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
