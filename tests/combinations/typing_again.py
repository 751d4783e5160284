"""A draft as its form has it, sent again untouched: what becomes another draft by that."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.polls.draft_form import kept, typed_for, wish_of
from services.voting.api.poll_bodies import DraftBody, PollBody
from services.voting.domain.polls.poll import Poll, Terms
from tests.combinations.town import a_round

ZONE = ZoneInfo("Europe/Berlin")


def changed_by_its_form(draft: Poll, language: str) -> Iterator[str]:
    """Each term that is not as it was."""
    poll, rounds = PollBody.of(draft, language).model_dump(mode="json"), [a_round(draft)]
    form = FilledForm(typed_for(poll, ZONE, language, rounds), language=language)
    wish = kept(poll, wish_of(form, rounds, ZONE), form, ZONE, rounds)
    if form.errors:
        yield f"the form refuses what it was filled with: {form.errors}"
        return
    before, after = _terms(draft.terms), _terms(DraftBody.model_validate(wish).terms())
    yield from (
        f"the form changes {name}: {before[name]} {after[name]}" for name in before if before[name] != after[name]
    )


def _terms(terms: Terms) -> dict[str, Any]:
    found = asdict(terms)
    if terms.method == "allocation":  # a hundred, whether that is said or not
        del found["limits"]["max_points"]
    return found
