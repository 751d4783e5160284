"""The files that can be taken over, one reader each."""

from collections.abc import Callable, Mapping
from typing import Literal

from commonpurse.moving_in.formats import consul, decidim, stanford, table
from commonpurse.moving_in.found import Findings, Wishes
from commonpurse.moving_in.rows import Rows

Format = Literal["decidim", "consul", "stanford", "csv"]

READERS: Mapping[Format, Callable[[Rows, Wishes], Findings]] = {
    "decidim": decidim.read,
    "consul": consul.read,
    "stanford": stanford.read,
    "csv": table.read,
}
SYSTEMS: Mapping[Format, str] = {"decidim": "decidim", "consul": "consul", "stanford": "stanford", "csv": "table"}
"""What the API calls the platforms."""
