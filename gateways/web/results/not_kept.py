"""Which of the published terms an outcome does not keep that two officers decided otherwise than the count."""

from gateways.web.clients.asking import Json
from gateways.web.words.message import Amount, Message, say

_SAID = {
    "at-most": say(
        "Projects in %(area)s get %(bound)s at most together by the published terms. By this decision they get "
        "%(found)s."
    ),
    "conflict": say(
        "Of the projects %(numbers)s at most one is funded by the published terms. By this decision %(found)s are."
    ),
    "min-score": say(
        "Project %(numbers)s needs a score of %(bound)s at least by the published terms. It has %(found)s."
    ),
    "quorum": say(
        "By the published terms nothing is funded if fewer than %(bound)s people take part. By this decision something "
        "is, and %(found)s took part."
    ),
}


def terms_not_kept(outcome: Json) -> list[Message]:
    """A sentence for each; none for a term that these pages do not know yet."""
    known = [one for one in outcome.get("not_kept", []) if one["term"] in _SAID]
    return [_in_words(one, outcome["currency"]) for one in known]


def _in_words(one: Json, currency: str) -> Message:
    figures = {name: Amount(one[name], currency) if one["term"] == "at-most" else one[name] for name in _FIGURES}
    numbers = ", ".join(map(str, one["numbers"]))
    return Message(_SAID[one["term"]].text, {**figures, "numbers": numbers, "area": one["area"]})


_FIGURES = ("bound", "found")
