"""What a feed is asked for: in its own words, or in those of http-feeds.org.

A parameter that a feed does not know is refused, in words: whoever misspells one would else read something else than
they asked for, and never learn of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError

from libs.shared.events.catalogue import CATALOGUE
from libs.shared.platform.access.integrators import Integrator, integrator_if_any
from libs.shared.platform.access.readers import Audience, TheAudience, told_to
from libs.shared.platform.api.typed import RowNumber

PUBLIC = frozenset(name for name, model in CATALOGUE.items() if model.audience == "public")
"""The types of the events that everybody may read, wherever they are."""

KNOWN = ("after", "audience", "epoch", "known", "lastEventId", "limit", "timeout", "wait")
_LONGEST_S = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events somebody wants, and how long they would wait for one."""

    after: int
    limit: int
    wait_s: float
    known: UUID | None = None
    last_event_id: UUID | None = None
    epoch: UUID | None = None
    types: frozenset[str] | None = None

    @property
    def audience(self) -> Audience:
        """Whose events are told."""
        return "integrator" if self.types is None else "public"


async def asked_of(
    request: Request,
    may_read: TheAudience,
    asks: Annotated[Integrator | None, Depends(integrator_if_any)],
    after: Annotated[RowNumber, Query(description="The last position you have.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many events.")] = 500,
    wait: Annotated[float, Query(ge=0, le=_LONGEST_S, description="Seconds to wait for an event to come.")] = 0,
    known: Annotated[UUID | None, Query(description="The id of the last event you have, beside its position.")] = None,
    epoch: Annotated[UUID | None, Query(description="The epoch of the last event you have.")] = None,
    audience: Annotated[
        Audience | None,
        Query(
            description="public: only events that public pages tell, too; pages of other sites may then read the "
            "answer. integrator: all of them, which takes a key for events:integrator. Without it: what you may read."
        ),
    ] = None,
    last_event_id: Annotated[
        UUID | Literal["", "null"] | None,
        Query(alias="lastEventId", description="http-feeds: the id of the last event you have, in place of after."),
    ] = None,
    timeout: Annotated[  # noqa: ASYNC109 - http-feeds' own word
        int, Query(ge=0, le=_LONGEST_S * 1000, description="http-feeds: the same as wait, in milliseconds.")
    ] = 0,
) -> Asked:
    """What is asked of the feed.

    Raises:
        RequestValidationError: if it knows no such parameter, or two of them contradict each other.
    """
    given = [name for name, _ in request.query_params.multi_items()]
    refuse_others(given, KNOWN)
    refuse_both(given, "after", "lastEventId", "Both say where to go on. Say one of them.")
    refuse_both(given, "wait", "timeout", "Both say how long to wait. Say one of them.")
    return Asked(
        after=after,
        limit=limit,
        wait_s=wait or timeout / 1000,
        known=known,
        last_event_id=last_event_id if isinstance(last_event_id, UUID) else None,
        epoch=epoch,
        types=PUBLIC if told_to(may_read, audience, asks) == "public" else None,
    )


def refuse_others(given: Sequence[str], known: Sequence[str], more_than_once: Sequence[str] = ()) -> None:
    """Nothing, if all parameters are known, each given once.

    Raises:
        RequestValidationError: naming those that are not, and what may be asked for.
    """
    what = f"There is no such parameter here; nothing was read. These are known: {', '.join(known)}."
    twice = {name for name in given if given.count(name) > 1} - {*more_than_once}
    wrong = [(name, what) for name in given if name not in known]
    wrong += [(name, "It is given more than once. Say it once.") for name in sorted(twice) if name in known]
    if wrong:
        raise RequestValidationError([_error(name, words) for name, words in wrong])


def refuse_both(given: Sequence[str], one: str, other: str, words: str) -> None:
    """Nothing, unless both parameters are given.

    Raises:
        RequestValidationError: saying so in these words.
    """
    if one in given and other in given:
        raise RequestValidationError([_error(other, words)])


def _error(name: str, words: str) -> dict[str, object]:
    return {"type": "value_error", "loc": ("query", name), "msg": words, "input": None}
