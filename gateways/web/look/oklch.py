"""Colours as lightness, chroma and hue, the way an eye orders them."""

import math
import re
from dataclasses import dataclass, replace

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_GAMUT_STEPS = 24
_ROUNDING = 1e-4
# IEC 61966-2-1 (sRGB): below these the curve is a line.
_LINE_ENDS_ENCODED, _LINE_ENDS_LINEAR = 0.04045, 0.0031308


class ColourIsNotHex(ValueError):
    """The text is no colour in the form ``#1d5c4a`` or ``#abc``."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a colour: write it like #1d5c4a")


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in OKLCH: lightness from 0 to 1, chroma from 0 to about 0.37, hue in degrees.

    Source: Björn Ottosson, *A perceptual color space for image processing*, 2020; CSS Color Module Level 4, section 9.
    """

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def from_hex(cls, text: str) -> "Colour":
        """The colour that ``#rrggbb`` or ``#rgb`` stands for.

        Raises:
            ColourIsNotHex: if it is written in any other way.
        """
        if not _HEX.fullmatch(text):
            raise ColourIsNotHex(text)
        digits = text[1:] if len(text) == len("#rrggbb") else "".join(2 * digit for digit in text[1:])
        red, green, blue = (_to_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
        return _from_linear(red, green, blue)

    def at(self, lightness: float) -> "Colour":
        """The same hue, lighter or darker."""
        return replace(self, lightness=min(1.0, max(0.0, lightness)))

    def hex(self) -> str:
        """``#rrggbb``, with as much of the chroma as a screen can show."""
        channels = (round(255 * _to_gamma(value)) for value in _into_gamut(self))
        return "#" + "".join(f"{min(255, max(0, channel)):02x}" for channel in channels)


def relative_luminance(colour: Colour) -> float:
    """How bright the colour is on a screen, from 0 to 1, after rounding to eight bits a channel.

    Source: WCAG 2.2, definition of relative luminance.
    """
    digits = colour.hex()[1:]
    red, green, blue = (_to_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= _LINE_ENDS_ENCODED else ((value + 0.055) / 1.055) ** 2.4


def _to_gamma(value: float) -> float:
    return 12.92 * value if value <= _LINE_ENDS_LINEAR else 1.055 * value ** (1 / 2.4) - 0.055


def _from_linear(red: float, green: float, blue: float) -> Colour:
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Colour(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _linear(colour: Colour) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _into_gamut(colour: Colour) -> tuple[float, float, float]:
    """Chroma is given up before lightness or hue: contrast depends on lightness."""
    if _is_shown(_linear(colour)):
        return _linear(colour)
    low, high = 0.0, colour.chroma
    for _ in range(_GAMUT_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _is_shown(_linear(replace(colour, chroma=middle))) else (low, middle)
    return _linear(replace(colour, chroma=low))


def _is_shown(channels: tuple[float, float, float]) -> bool:
    return all(-_ROUNDING <= channel <= 1 + _ROUNDING for channel in channels)
