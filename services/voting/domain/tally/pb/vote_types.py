"""How people voted, by the word that the file has for it."""

import re

from libs.shared.kernel.typed_text import plain_signs
from services.voting.domain.tally.pb.meta import Meta

_TYPES = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
_BETWEEN = re.compile(r"[\W_]+")
_BARE = {_BETWEEN.sub("", name): name for name in _TYPES}
_OTHERS = {
    "points": "cumulative",
    "ranking": "ordinal",
    "knapsack": "approval, with a line max_sum_cost",
    "score": "scoring",
}


def vote_type(meta: Meta) -> str:
    """The ``vote_type``, however it is spelt, and so it stands in META from now on.

    What is none is a mistake, and read as approval, so that the rest of the file can be looked at.
    """
    said = meta.values.get("vote_type", "approval")
    if said in _TYPES:
        return said
    bare = _BETWEEN.sub("", plain_signs(said).lower())
    meta.values["vote_type"] = _BARE.get(bare, "approval")
    if bare in _BARE:
        meta.notes.warn(meta.lines["vote_type"], f"vote_type {said[:40]!r} is read as {_BARE[bare]}")
    elif said:
        advice = f"; is {_OTHERS[bare]} meant?" if bare in _OTHERS else ""
        told = f"vote_type must be one of {', '.join(_TYPES)}, not {said[:40]!r}{advice}"
        meta.notes.mistake(meta.lines["vote_type"], told)
    return meta.values["vote_type"]
