"""Pictures as telephones take them, and files that only say that they are pictures."""

import io
from pathlib import Path

from PIL import Image, ImageCms, TiffImagePlugin

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
QUARTER_TURN = 6
_HEIC = Path(__file__).parents[1] / "data" / "photos"
_SIZE_IN_HEIC = b"ispe" + bytes(4)


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


def a_heic(which: str = "turned", size: tuple[int, int] | None = None) -> bytes:
    """A photo of an iPhone, which may lie about its size in pixels."""
    content = (_HEIC / f"{which}.heic").read_bytes()
    if size is None:
        return content
    before, said = content.split(_SIZE_IN_HEIC, 1)
    return before + _SIZE_IN_HEIC + b"".join(side.to_bytes(4) for side in size) + said[8:]


def seen_otherwise() -> bytes:
    """The profile of a camera to which blue is what is red to others."""
    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return ours.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def saved(image: Image.Image, kind: str) -> bytes:
    """The picture as a file of the kind."""
    into = io.BytesIO()
    image.save(into, kind)
    return into.getvalue()
