"""The files that can be taken over, one reader each."""

from collections.abc import Callable, Mapping
from typing import Literal

from services.ideas.domain.moving_in.formats import consul, decidim, stanford, table
from services.ideas.domain.moving_in.found import Findings, Wishes
from services.ideas.domain.moving_in.rows import Rows
from services.ideas.domain.origin import System

Format = Literal["decidim", "consul", "stanford", "csv"]

READERS: Mapping[Format, Callable[[Rows, Wishes], Findings]] = {
    "decidim": decidim.read,
    "consul": consul.read,
    "stanford": stanford.read,
    "csv": table.read,
}
SYSTEMS: Mapping[Format, System] = {"decidim": "decidim", "consul": "consul", "stanford": "stanford", "csv": "table"}
"""What the API calls the platforms."""
