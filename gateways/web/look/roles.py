"""Every colour of the pages by its role: the one place where they are declared."""

from dataclasses import dataclass

from gateways.web.look.contrast import FOR_PARTS, FOR_TEXT

BRAND = None
"""In place of a hue: the council's own, with as much of its chroma as the recipe allows."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A colour as it is wished for: lightness, most chroma, hue in degrees or the brand's."""

    lightness: float
    chroma: float
    hue: float | None


@dataclass(frozen=True, slots=True)
class Role:
    """What a colour is for, how it is wished for in each scheme, and what it must stand out from."""

    name: str
    light: Recipe
    dark: Recipe
    on: tuple[str, ...] = ()
    ratio: float = 1.0


_PAPER, _SOIL = 85, 75
_PAGE = ("surface", "raised", "sunken", "tint")
_TINTS = ("good-tint", "warning-tint", "danger-tint")

_SURFACES = (
    Role("surface", Recipe(0.976, 0.009, _PAPER), Recipe(0.195, 0.008, _SOIL)),
    Role("raised", Recipe(0.998, 0.002, _PAPER), Recipe(0.240, 0.009, _SOIL)),
    Role("sunken", Recipe(0.945, 0.014, _PAPER), Recipe(0.160, 0.007, _SOIL)),
    Role("tint", Recipe(0.945, 0.022, BRAND), Recipe(0.290, 0.034, BRAND)),
    Role("band", Recipe(0.330, 0.085, BRAND), Recipe(0.265, 0.060, BRAND)),
    Role("band-shade", Recipe(0.395, 0.090, BRAND), Recipe(0.330, 0.065, BRAND)),
    Role("good-tint", Recipe(0.952, 0.032, 150), Recipe(0.280, 0.045, 150)),
    Role("warning-tint", Recipe(0.955, 0.050, 88), Recipe(0.290, 0.045, 80)),
    Role("danger-tint", Recipe(0.950, 0.028, 25), Recipe(0.280, 0.060, 25)),
)
_INKS = (
    Role("ink", Recipe(0.230, 0.016, _SOIL), Recipe(0.940, 0.010, _PAPER), (*_PAGE, *_TINTS), FOR_TEXT),
    Role("quiet", Recipe(0.450, 0.020, _SOIL), Recipe(0.760, 0.014, _PAPER), (*_PAGE, *_TINTS), FOR_TEXT),
    Role("line", Recipe(0.880, 0.014, _PAPER), Recipe(0.345, 0.011, _SOIL)),
    Role("edge", Recipe(0.560, 0.020, _SOIL), Recipe(0.620, 0.015, _SOIL), _PAGE, FOR_PARTS),
    Role("focus", Recipe(0.450, 0.190, 264), Recipe(0.850, 0.130, 95), (*_PAGE, *_TINTS), FOR_PARTS),
    Role("band-ink", Recipe(0.985, 0.008, _PAPER), Recipe(0.965, 0.008, _PAPER), ("band", "band-shade"), FOR_TEXT),
    Role("band-quiet", Recipe(0.880, 0.025, BRAND), Recipe(0.850, 0.025, BRAND), ("band", "band-shade"), FOR_TEXT),
)
_ACTIONS = (
    Role("action", Recipe(0.520, 0.190, BRAND), Recipe(0.790, 0.130, BRAND), (*_PAGE, *_TINTS), FOR_TEXT),
    Role("action-strong", Recipe(0.400, 0.160, BRAND), Recipe(0.860, 0.110, BRAND), (*_PAGE, *_TINTS), FOR_TEXT),
    Role(
        "action-ink", Recipe(0.995, 0.004, _PAPER), Recipe(0.200, 0.030, BRAND), ("action", "action-strong"), FOR_TEXT
    ),
    Role("accent", Recipe(0.835, 0.150, 78), Recipe(0.835, 0.140, 78), ("band", "band-shade"), FOR_PARTS),
    Role("accent-ink", Recipe(0.250, 0.050, 70), Recipe(0.230, 0.045, 70), ("accent",), FOR_TEXT),
)
_MEANINGS = (
    Role("for", Recipe(0.480, 0.130, 250), Recipe(0.780, 0.105, 245), _PAGE, FOR_TEXT),
    Role("against", Recipe(0.500, 0.130, 45), Recipe(0.790, 0.115, 55), _PAGE, FOR_TEXT),
    Role("good", Recipe(0.470, 0.120, 150), Recipe(0.790, 0.135, 150), (*_PAGE, "good-tint"), FOR_TEXT),
    Role("warning", Recipe(0.480, 0.105, 70), Recipe(0.830, 0.130, 85), (*_PAGE, "warning-tint"), FOR_TEXT),
    Role("danger", Recipe(0.500, 0.180, 25), Recipe(0.770, 0.125, 25), (*_PAGE, "danger-tint"), FOR_TEXT),
)
# Hue and lightness both step, so that neighbours differ for colour-blind eyes too.
_CATEGORIES = tuple(
    Role(f"category-{number}", Recipe(light, 0.150, hue), Recipe(dark, 0.130, hue), _PAGE, FOR_PARTS)
    for number, (light, dark, hue) in enumerate(
        (
            (0.46, 0.70, 255),
            (0.64, 0.84, 65),
            (0.52, 0.74, 150),
            (0.42, 0.66, 320),
            (0.60, 0.86, 200),
            (0.50, 0.68, 28),
            (0.60, 0.80, 110),
            (0.38, 0.76, 285),
        ),
        start=1,
    )
)

ROLES = (*_SURFACES, *_INKS, *_ACTIONS, *_MEANINGS, *_CATEGORIES)
