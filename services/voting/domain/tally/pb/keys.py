"""The keys of META, and how people spell them.

Source: pabulib.org/format; the keys that begin with ``commonpurse`` are our own (``rule.py``, ``shares.py``,
``channels.py``).
"""

import re
from difflib import get_close_matches

from libs.shared.kernel.typed_text import plain_signs

FREE_TEXTS = frozenset({"description", "comment", "acknowledgments", "unit", "subunit", "instance", "district"})
KNOWN = FREE_TEXTS | set(
    """
    country num_projects num_votes budget vote_type rule date_begin date_end language edition currency fully_funded
    experimental leftover_budget subdistricts categories neighborhoods budget_per_category budget_per_neighborhood
    min_length max_length min_sum_cost max_sum_cost min_points max_points min_sum_points max_sum_points scoring_fn
    default_score min_project_cost max_project_cost min_project_score_threshold min_length_per_category
    max_length_per_category min_sum_cost_per_category max_sum_cost_per_category
    commonpurse_rule commonpurse_ties commonpurse_lot_seed commonpurse_guaranteed_areas commonpurse_guaranteed
    commonpurse_quorum commonpurse_rehearsal commonpurse_channels commonpurse_weights commonpurse_papers
    commonpurse_max_in_area commonpurse_max_citywide
    """.split()  # noqa: SIM905 - so many quoted keys read worse
)
REHEARSAL = "commonpurse_rehearsal"
"""In our own files alone: that nothing in them is real."""

_BETWEEN = re.compile(r"[\s_-]+")


def as_key(text: str) -> str:
    """A key or a column's name as the format writes it: ``Vote Type`` and ``vote-type`` are ``vote_type``."""
    return _BETWEEN.sub("_", plain_signs(text).strip("#: ")).lower()


def misspelt(key: str) -> str | None:
    """The key that is meant by one that is not known, if that is plain to see."""
    return next(iter(get_close_matches(key, KNOWN, n=1, cutoff=0.85)), None)
