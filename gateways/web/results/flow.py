"""The way of the money, from the voters' shares to each project: where each ribbon of the picture runs.

On the left all ribbons together are the whole budget, one above the other. On the right each ends at its project's
line, whose words are HTML and may be as high as they need: all lines are equally high, and the picture stretches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gateways.web.clients.asking import Json

MOST_DRAWN = 12
"""So many projects are drawn; the others come in one line. The table beside has them all."""

_WIDEST = Decimal("0.8")  # of a line
_GAP = Decimal("0.06")  # of a ribbon, at its ends


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One line of the picture. ``project`` is none for the others and for what was not spent, ``count`` says of how
    many projects it tells; ``path`` is in units of a line's height and of a hundredth of the picture's width.
    """

    source: str
    project: str | None
    count: int
    amount: Decimal
    path: str = ""


def ribbons_of(flow: Json) -> list[Ribbon]:
    """The lines of the picture, from top to bottom; without one if nothing was there to spend."""
    lines = [*_of_projects(flow)]
    if left := Decimal(flow["not_spent"]):
        lines.append(Ribbon("nobody", None, 0, left))
    whole = sum((line.amount for line in lines), Decimal(0))
    if not whole:
        return []
    widest, begins, drawn = max(line.amount for line in lines), Decimal(0), []
    for place, line in enumerate(lines):
        ends = begins + line.amount * len(lines) / whole
        half = line.amount / widest * _WIDEST / 2
        gap = (ends - begins) * _GAP
        drawn.append(_path(begins + gap, ends - gap, place + Decimal("0.5") - half, place + Decimal("0.5") + half))
        begins = ends
    return [
        Ribbon(line.source, line.project, line.count, line.amount, path)
        for line, path in zip(lines, drawn, strict=True)
    ]


def _of_projects(flow: Json) -> Iterator[Ribbon]:
    streams = [Ribbon(one["from"], one["project"], 1, Decimal(one["amount"])) for one in flow["streams"]]
    if len(streams) <= MOST_DRAWN:
        yield from streams
        return
    by_size = sorted(streams, key=lambda stream: -stream.amount)
    large = {id(stream) for stream in by_size[: MOST_DRAWN - 1]}
    yield from (stream for stream in streams if id(stream) in large)
    small = [stream for stream in streams if id(stream) not in large]
    yield Ribbon("others", None, len(small), sum((stream.amount for stream in small), Decimal(0)))


def _path(*ends: Decimal) -> str:
    from_top, from_bottom, to_top, to_bottom = (f"{end:.3f}" for end in ends)
    return (
        f"M0 {from_top}C50 {from_top} 50 {to_top} 100 {to_top}V{to_bottom}"
        f"C50 {to_bottom} 50 {from_bottom} 0 {from_bottom}Z"
    )
