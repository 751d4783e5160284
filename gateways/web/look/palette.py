"""The pages' colours for one council: derived from its brand colour, and none that cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gateways.web.look.contrast import contrast
from gateways.web.look.oklch import Colour, relative_luminance
from gateways.web.look.roles import ROLES, Recipe, Role

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")

_STEP = 0.004
# A pressed button is darker by day and lighter by night.
_PRESSED: Mapping[Scheme, float] = {"light": -0.09, "dark": 0.07}
# Below this brightness a background asks for lighter ink, above it for darker.
_MIDDLE = 0.18


class ColourCannotPass(ValueError):
    """No lightness of the colour stands out enough from all that it is drawn on."""

    def __init__(self, brand: str, role: str, scheme: Scheme) -> None:
        super().__init__(f"brand colour {brand}: no {role} for the {scheme} pages can be read; choose another colour")


@dataclass(frozen=True, slots=True)
class Palette:
    """Each role's colour in both schemes, and what became of the brand colour on the way."""

    brand: str
    colours: Mapping[Scheme, Mapping[str, Colour]]

    @property
    def is_corrected(self) -> bool:
        """Whether buttons and links had to be darker than the brand colour to be read."""
        return self.colours["light"]["action"].hex() != Colour.from_hex(self.brand).hex()

    def hex(self, scheme: Scheme, role: str) -> str:
        """The role's colour in the scheme as ``#rrggbb``."""
        return self.colours[scheme][role].hex()


def derive(brand: str) -> Palette:
    """The palette of a council with this brand colour, each colour moved in lightness until it passes.

    Raises:
        ColourIsNotHex: if the brand is not written like ``#1d5c4a``.
        ColourCannotPass: if moving was not enough.
    """
    return Palette(brand, {scheme: _scheme(scheme, Colour.from_hex(brand), brand) for scheme in SCHEMES})


def _scheme(scheme: Scheme, brand: Colour, text: str) -> dict[str, Colour]:
    colours: dict[str, Colour] = {}
    for role in ROLES:
        wished = _wished(role, scheme, brand)
        if role.name == "action-strong":
            wished = wished.at(colours["action"].lightness + _PRESSED[scheme])
        passing = _passing(wished, [colours[name] for name in role.on], role.ratio)
        if passing is None:
            raise ColourCannotPass(text, role.name, scheme)
        colours[role.name] = passing
    return colours


def _wished(role: Role, scheme: Scheme, brand: Colour) -> Colour:
    if role.name == "action" and scheme == "light":
        return brand
    recipe: Recipe = getattr(role, scheme)
    if recipe.hue is None:
        return Colour(recipe.lightness, min(recipe.chroma, brand.chroma), brand.hue)
    return Colour(recipe.lightness, recipe.chroma, recipe.hue)


def _passing(wished: Colour, backgrounds: list[Colour], ratio: float) -> Colour | None:
    """The nearest lightness that passes on all backgrounds; they are all bright or all dark."""
    is_on_dark = bool(backgrounds) and max(relative_luminance(colour) for colour in backgrounds) < _MIDDLE
    step = _STEP if is_on_dark else -_STEP
    tried = wished
    while not all(contrast(tried, background) >= ratio for background in backgrounds):
        if not 0 < tried.lightness < 1:
            return None
        tried = tried.at(tried.lightness + step)
    return tried
