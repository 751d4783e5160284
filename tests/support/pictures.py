"""Pictures as telephones take them, and files that only say that they are pictures."""

import io

from PIL import Image, TiffImagePlugin

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
QUARTER_TURN = 6


def a_photo(size: tuple[int, int] = (160, 120), kind: str = "JPEG", *, turned: bool = False) -> bytes:
    """A picture, red at the left and blue at the right, that knows where and with what it was taken."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[MAKER] = "Telephone 4711"
    if turned:
        exif[ORIENTATION] = QUARTER_TURN
    exif.get_ifd(GPS).update({1: "N", 2: tuple(TiffImagePlugin.IFDRational(each) for each in (52, 31, 12))})
    into = io.BytesIO()
    image.save(into, kind, exif=exif, quality=95)
    return into.getvalue()


def opened(content: bytes) -> Image.Image:
    """The picture that the bytes are."""
    return Image.open(io.BytesIO(content))


def a_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few bytes that would be 900 million pixels."""
    into = io.BytesIO()
    Image.new("1", (width, height)).save(into, "PNG")
    return into.getvalue()


def saved(image: Image.Image, kind: str) -> bytes:
    """The picture as a file of the kind."""
    into = io.BytesIO()
    image.save(into, kind)
    return into.getvalue()
