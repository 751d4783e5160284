"""Where the terms of a draft differ from those of an earlier poll."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from services.voting.domain.polls.poll import Terms

_OF_EACH_POLL = frozenset({"name", "opens_at", "closes_at", "conflicts"})
"""What no two polls share: conflicts are among a poll's own projects."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A term by its name, such as ``limits.max_choices``, and what each poll says of it."""

    term: str
    here: Any
    there: Any


def differences(here: Terms, there: Terms) -> list[Difference]:
    """Each term that is not the same; the order of channels is none."""
    ours, theirs = _flat(asdict(here)), _flat(asdict(there))
    return [Difference(term, ours[term], theirs[term]) for term in ours if ours[term] != theirs[term]]


def _flat(terms: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in terms.items():
        if name == "limits":
            flat |= {f"limits.{limit}": bound for limit, bound in value.items()}
        elif name not in _OF_EACH_POLL:
            flat[name] = sorted(value, key=str) if isinstance(value, tuple) else value
    return flat
