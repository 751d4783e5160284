"""A poll's terms in its row: as a whole, but for the two moments that the clock looks for."""

from typing import Any

from pydantic import TypeAdapter

from services.voting.domain.polls.poll import Terms
from services.voting.storage.tables import PollRow

_TERMS = TypeAdapter(Terms)
_MOMENTS = ("opens_at", "closes_at")


def columns_of(terms: Terms) -> dict[str, Any]:
    """The columns that hold the terms."""
    whole = _TERMS.dump_python(terms, mode="json")
    rest = {name: value for name, value in whole.items() if name not in _MOMENTS}
    return {"terms": rest, **{name: getattr(terms, name) for name in _MOMENTS}}


def terms_in(row: PollRow) -> Terms:
    """The terms that the row holds."""
    return _TERMS.validate_python({**row.terms, **{name: getattr(row, name) for name in _MOMENTS}})
