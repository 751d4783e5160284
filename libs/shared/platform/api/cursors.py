"""Cursors: places in lists, written so that they fit into an address. What is in one is nobody's business but ours.

A cursor is of one question: its list, and all that was asked of it but how much comes at once. It is no secret and
opens nothing. Whoever forges one gets what they might have asked for anyway.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from fastapi import Request

from libs.shared.kernel.page import CursorIsNotOfTheList, Page, Place, SortValue
from libs.shared.kernel.plain_text import is_whole

LONGEST = 1000
_NOT_ASKED = ("cursor", "limit", "page", "per_page")
_NUMBERS = range(2**63)
_BROKEN = "This cursor is broken. Send `next` of an answer as it is, or none, to begin anew."
_FOREIGN = "This cursor is of another list, or of other wishes. Ask as you did before; only `limit` may change."


def question_of(request: Request) -> str:
    """A mark of what is asked: the list, and its filters."""
    asked = sorted(pair for pair in request.query_params.multi_items() if pair[0] not in _NOT_ASKED)
    return blake2b(json.dumps([request.url.path, asked]).encode(), digest_size=9).hexdigest()


def written(place: Place, page: Page) -> str:
    """The place as a cursor of what the page is of."""
    as_of = place.as_of.isoformat() if place.as_of else None
    told = [page.question, place.before, place.total, as_of, *map(_told, place.values)]
    return urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor: str, question: str) -> Place:
    """The place that the cursor tells.

    Raises:
        CursorIsNotOfTheList: if it is of another question, or broken.
    """
    try:
        of, before, total, as_of, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        place = Place(tuple(_read(*each) for each in values), before, total, as_of and _moment(as_of))
    except (ValueError, TypeError, LookupError, RecursionError):
        raise CursorIsNotOfTheList(_BROKEN) from None
    if of != question:
        raise CursorIsNotOfTheList(_FOREIGN)
    if type(before) is not int or type(total) is not int or before not in _NUMBERS or total not in _NUMBERS:
        raise CursorIsNotOfTheList(_BROKEN)
    return place


def _told(value: SortValue) -> tuple[str, str]:
    return type(value).__name__, value.isoformat() if isinstance(value, datetime) else str(value)


def _read(kind: str, told: str) -> SortValue:
    return _READERS[kind](told)


def _moment(told: str) -> datetime:
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        raise ValueError(told)
    return moment


def _number(told: str) -> int:
    if (number := int(told)) not in _NUMBERS:
        raise ValueError(told)
    return number


def _line(told: str) -> str:
    if "\0" in told or not is_whole(told):
        raise ValueError(told)
    return told


_READERS: Mapping[str, Callable[[str], SortValue]] = {"datetime": _moment, "UUID": UUID, "int": _number, "str": _line}
