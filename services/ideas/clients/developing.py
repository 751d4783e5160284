"""Photos are developed: read with suspicion, turned upright, made smaller, and written anew without metadata."""

import io

from PIL import Image, ImageOps

from services.ideas.domain.photo import Developed
from services.ideas.domain.photo_errors import PhotoCannotBeRead

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
LARGE, SMALL = 1_280, 480
"""Pixels of the longer side."""
_QUALITY = 80
_PAPER = (255, 255, 255)


def develop(content: bytes) -> Developed:
    """The photo in two sizes.

    The file is known by what it holds, whatever it is called. Where and with what it was taken is not written again:
    the new files have nothing but the picture.

    Raises:
        PhotoCannotBeRead: if it is none, is broken, or has too many pixels.
    """
    opened = _opened(content)
    if opened.width * opened.height > MOST_PIXELS:
        raise PhotoCannotBeRead("large")
    try:
        opened.draft("RGB", (LARGE, LARGE))  # a large JPEG is never unpacked whole
        upright = _on_paper(ImageOps.exif_transpose(opened))
    except MemoryError:
        raise PhotoCannotBeRead("too-much") from None
    except Exception:  # noqa: BLE001 - decoders raise whatever the broken bytes make them raise
        raise PhotoCannotBeRead("broken") from None
    large = _within(upright, LARGE)
    return Developed(large.width, large.height, _written(large), _written(_within(large, SMALL)))


def _opened(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # our own bound is told in words
    try:
        return Image.open(io.BytesIO(content), formats=FORMATS)
    except Exception:  # noqa: BLE001 - see above
        raise PhotoCannotBeRead("kind") from None


def _on_paper(image: Image.Image) -> Image.Image:
    """The picture in plain colours; what shines through is white."""
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def _within(image: Image.Image, longest: int) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return smaller


def _written(image: Image.Image) -> bytes:
    into = io.BytesIO()
    plain = Image.frombytes(image.mode, image.size, image.tobytes())  # carries no profile, comment or metadata along
    plain.save(into, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return into.getvalue()
