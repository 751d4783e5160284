"""The tokens as a stylesheet: colours by role, five sizes of text, spaces in multiples of four pixels."""

from collections.abc import Iterator

from gateways.web.look.palette import Palette, Scheme

TEXT_SIZES = {
    "small": "0.875rem",
    "body": "1rem",
    "large": "1.25rem",
    "title": "clamp(1.5rem, 1.25rem + 1.1vw, 1.875rem)",
    "display": "clamp(2rem, 1.45rem + 2.6vw, 3rem)",
}
SPACES = (4, 8, 12, 16, 24, 32, 48, 64, 96)
MEASURE = "34em"


def stylesheet(palette: Palette) -> str:
    """``tokens.css``: custom properties for both schemes; ``data-scheme`` on any element chooses one for its inside."""
    light, dark = _colours(palette, "light"), _colours(palette, "dark")
    return "\n".join(
        (
            f":root{{{_measures()}}}",
            f":root,[data-scheme=light]{{color-scheme:light;{light}}}",
            f"@media (prefers-color-scheme:dark){{:root:not([data-scheme]){{color-scheme:dark;{dark}}}}}",
            f"[data-scheme=dark]{{color-scheme:dark;{dark}}}",
            # Paper is white, whatever the screen was.
            f"@media print{{:root,:root:not([data-scheme]),[data-scheme=dark]{{color-scheme:light;{light}}}}}",
        )
    )


def _colours(palette: Palette, scheme: Scheme) -> str:
    return "".join(f"--{role}:{colour.hex()};" for role, colour in palette.colours[scheme].items())


def _measures() -> str:
    return "".join(_measure_tokens())


def _measure_tokens() -> Iterator[str]:
    yield from (f"--text-{name}:{size};" for name, size in TEXT_SIZES.items())
    yield from (f"--space-{pixels}:{pixels}px;" for pixels in SPACES)
    yield f"--measure:{MEASURE};"
