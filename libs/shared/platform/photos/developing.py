"""Photos are developed: read with suspicion, turned upright, made smaller, and written anew without metadata."""

import io
from contextlib import suppress

import pi_heif
from PIL import Image, ImageCms, ImageOps

from libs.shared.kernel.photos.errors import PhotoCannotBeRead
from libs.shared.kernel.photos.photo import Developed

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MOST_PIXELS = 50_000_000
"""What the best telephones take has 48 million."""
LARGE, SMALL = 1_280, 480
"""Pixels of the longer side."""
_QUALITY = 80
_PAPER = (255, 255, 255)
_SHRINK_WELL = {"RGB", "RGBA", "L", "LA", "CMYK"}

# Of HEIC only the picture is unpacked: no thumbnail, depth or other frame, and in one thread, for each asks for memory.
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


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
        large = _large(opened)
    except MemoryError:
        raise PhotoCannotBeRead("too-much") from None
    except Exception:  # noqa: BLE001 - decoders raise whatever the broken bytes make them raise
        raise PhotoCannotBeRead("broken") from None
    return Developed(large.width, large.height, _written(large), _written(_within(large, SMALL)))


def _large(opened: Image.Image) -> Image.Image:
    """The picture as everybody sees it: within bounds, in plain colours, upright."""
    opened.draft("RGB", (LARGE, LARGE))  # a large JPEG is never unpacked whole
    opened.load()
    if opened.mode in _SHRINK_WELL:  # at once: each step on the whole would ask for its memory anew
        opened.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    return _within(_on_paper(ImageOps.exif_transpose(_in_our_colours(opened))), LARGE)


def _opened(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # our own bound is told in words
    try:
        return Image.open(io.BytesIO(content), formats=FORMATS)
    except Exception:  # noqa: BLE001 - see above
        raise PhotoCannotBeRead("broken" if _says_that_it_is_heic(content) else "kind") from None


def _says_that_it_is_heic(content: bytes) -> bool:
    """One that is cut off cannot even be opened: what it has is told at its end."""
    return content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1"}


def _in_our_colours(image: Image.Image) -> Image.Image:
    """The picture in the colours of the web (sRGB), for its own profile is not written again: telephones see more."""
    profile = image.info.get("icc_profile")
    if profile and image.mode == "RGB":
        with suppress(ImageCms.PyCMSError, OSError):  # one that cannot be read is worth no refusal
            ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), inPlace=True)
    return image


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
