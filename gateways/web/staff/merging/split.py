"""Splitting an idea that asks for several things: what each new one says, and why; and undoing it."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.visits import VERSION
from gateways.web.staff.merging.ending import WHY, done, number_of, undone
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import say

Body = dict[str, Any]

_PAGE = "/staff/ideas/{number}/split"
_FEWEST, _MOST, _AT_FIRST = 2, 10, 3
_MOST_DIGITS = 2
_TITLE = say("Write the title of this idea, or empty its text, too.")
_TEXT = say("Write what this idea says, or empty its title, too.")
_TOO_FEW = say("Write at least two ideas: one alone would be no split.")


@staff_page
async def show(office: Office) -> Response:
    """A form with the idea's words, to be divided; or how to undo it."""
    office.demand(*MODERATION)
    idea = await office.ask("ideas", "GET", f"/ideas/{number_of(office)}")
    standing = {VERSION: idea["version"], "title-1": idea["title"], "text-1": idea["text"]}
    form = office.form(standing)
    return office.show("merging/split.html", idea=idea, form=form, parts=_places(office, form))


@staff_page
async def split(office: Office) -> Response:
    """Back to the idea, which says into what it is split; or to the page, which says what is wrong."""
    office.demand(*MODERATION)
    form = await office.read_form()
    parts = _parts(form)
    if len(parts) < _FEWEST:
        form.refuse("title-2", _TOO_FEW)
    wish = {"parts": parts, "reason": form.require("reason", WHY)}
    await office.send(form, "reason", "ideas", f"/ideas/{number_of(office)}/split", wish)
    return done(office, "split")


@shown_at(_PAGE)
@staff_page
async def undo(office: Office) -> Response:
    """Back to the idea, which is one again; or to the page, which says what hinders it."""
    return await undone(office, "split")


def _parts(form: FilledForm) -> list[Body]:
    """What was typed, place by place; a place that is left empty is none."""
    found = []
    for place in range(1, _MOST + 1):
        title, text = f"title-{place}", f"text-{place}"
        if form.value(title) or form.value(text):
            found.append({"title": form.require(title, _TITLE), "text": form.require(text, _TEXT)})
    return found


def _places(office: Office, form: FilledForm) -> range:
    """As many places as are asked for, or as were filled in."""
    asked = office.request.query_params.get("parts", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) <= _MOST_DIGITS else _AT_FIRST
    filled = [place for place in range(1, _MOST + 1) if form.value(f"title-{place}") or form.value(f"text-{place}")]
    return range(1, min(max(wanted, _FEWEST, *filled), _MOST) + 1)


ROUTES = [
    Route(_PAGE, show),
    Route(_PAGE, split, methods=["POST"]),
    Route(f"{_PAGE}/undone", undo, methods=["POST"]),
]
