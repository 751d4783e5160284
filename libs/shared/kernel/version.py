"""Whether a thing still is as somebody saw it when they decided what to do with it (optimistic locking)."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, is_dataclass

from libs.shared.kernel.errors import DomainError

_LENGTH = 16


class ItHasChanged(DomainError):
    """Somebody decided by what they saw, and meanwhile it became something else."""

    code = "it-has-changed"

    def __init__(self) -> None:
        super().__init__("This was changed after you looked at it. Nothing was done; look again, and decide anew.")


def version_of(*facts: object) -> str:
    """A mark of the facts that is another one as soon as any of them is; it says nothing of what they are."""
    written = json.dumps(facts, default=_written, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:_LENGTH]


def demand_unchanged(seen: Collection[str], present: str) -> None:
    """Nothing, if one of the versions that somebody saw is the present one, or they do not say what they saw.

    Raises:
        ItHasChanged: if it is another one.
    """
    if seen and present not in seen:
        raise ItHasChanged


def _written(fact: object) -> object:
    if is_dataclass(fact) and not isinstance(fact, type):
        return asdict(fact)
    if isinstance(fact, set | frozenset):
        return sorted(map(str, fact))
    return str(fact)
