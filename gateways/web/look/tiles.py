"""A small picture for each idea and proposal: a street of its own, in the colour of its part of town.

It is drawn from the tracking number, so that it is the same on every page and each time. It carries no meaning that
words beside it do not say.
"""

import hashlib
from collections.abc import Iterable

from markupsafe import Markup

_WIDTH, _HEIGHT, _GROUND = 320, 96, 84
_COLOURS = 8
_PLACES = (28, 96, 164, 232, 290)

_DRAWINGS = (
    '<path d="M0-46l26 20v26h-52v-26z"/><path class="tile-light" d="M-8-20h16v20h-16z"/>',  # a house
    '<path d="M-20-58h40v58h-40z"/><path class="tile-light" d="M-11-48h8v8h-8zM3-48h8v8h-8zM-11-32h8v8h-8z"/>',  # flats
    '<circle cy="-36" r="20"/><path d="M-3-20h6v20h-6z"/>',  # a tree
    '<path d="M0-62l18 32h-10l14 20h-44l14-20h-10z"/><path d="M-3-12h6v12h-6z"/>',  # a fir
    '<path d="M-26-18h52v6h-52zM-20-12h5v12h-5zM15-12h5v12h-5zM-26-30h52v6h-52z"/>',  # a bench
    '<path d="M-2-56h4v56h-4z"/><circle class="tile-light" cy="-58" r="8"/>',  # a lamp
    '<path d="M-24 0l16-44h16l16 44h-6l-5-14h-26l-5 14z"/>',  # a tent or a slide
)


def tile(number: str, colour: int | None) -> Markup:
    """The picture as SVG; ``colour`` is that of a category, from 1, none for the whole town."""
    drawn = "".join(_street(hashlib.sha256(number.encode()).digest()))
    kind = f"tile-{(colour - 1) % _COLOURS + 1}" if colour else "tile-town"
    ground = f'<path d="M0 {_GROUND}h{_WIDTH}v{_HEIGHT - _GROUND}h-{_WIDTH}z"/>'
    svg = (
        f'<svg class="tile {kind}" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="xMidYMax slice" '
        f'aria-hidden="true" focusable="false">{drawn}{ground}</svg>'
    )
    return Markup(svg)  # noqa: S704 - drawn by us; of the number only its hash goes in


def colours_of(area_ids: Iterable[str]) -> dict[str, int]:
    """A colour for each part of town, in the round's own order."""
    return {area_id: place % _COLOURS + 1 for place, area_id in enumerate(area_ids)}


def _street(luck: bytes) -> Iterable[str]:
    for place, x in enumerate(_PLACES):
        drawing = _DRAWINGS[luck[place] % len(_DRAWINGS)]
        size = 0.9 + luck[place + 8] / 640
        yield f'<g transform="translate({x + luck[place + 16] % 17 - 8} {_GROUND}) scale({size:.2f})">{drawing}</g>'
