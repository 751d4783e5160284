"""Whether one colour can be told from another."""

from gateways.web.look.oklch import Colour, relative_luminance

# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (parts of controls and pictures).
FOR_TEXT = 4.5
FOR_PARTS = 3.0


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of the two colours' brightness, from 1 (the same) to 21 (black on white).

    Source: WCAG 2.2, definition of contrast ratio.
    """
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
