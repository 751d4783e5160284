"""QR codes as pictures in a page."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """The text as a QR code: an SVG that takes its size from the style sheet."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=0)
    return Markup(drawn)  # noqa: S704 - drawn by us, of squares


def qr_of_receipt(public_url: str | None, poll_id: str, receipt: str) -> Markup | None:
    """Where the receipt can be checked, as a QR code; none unless the council has said where its pages are.

    The address that a request claims to come to is anybody's to choose. The receipt stands behind the ``#``, which
    browsers keep to themselves: no server on the way, and no log of one, learns it.
    """
    return qr_code(f"{public_url}/receipt#{poll_id}.{receipt}") if public_url else None
