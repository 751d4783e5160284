"""QR codes as pictures in a page."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """The text as a QR code: an SVG that takes its size from the style sheet."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=0)
    return Markup(drawn)  # noqa: S704 - drawn by us, of squares
